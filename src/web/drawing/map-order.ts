import type { MapEdge, MapGraph, MapNode } from './map-graph.ts';

/**
 * The columns of a graph with their nodes in an order in which few lines cross: each column is sorted by where its
 * neighbours stand, forth and back, and the best order that was seen is kept. Equal graphs give equal orders.
 */
export function ordered({ columns, edges }: MapGraph): readonly (readonly MapNode[])[] {
  let best = columns;
  let fewest = crossings(columns, edges);
  let now = columns;
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    now = sweep % 2 === 0 ? swept(now, edges, 'from') : swept(now.toReversed(), edges, 'to').toReversed();
    const number = crossings(now, edges);
    if (number < fewest) [best, fewest] = [now, number];
  }
  return best;
}

const sweeps = 12;

/** @param side the end of an edge whose column is settled before */
function swept(
  columns: readonly (readonly MapNode[])[],
  edges: readonly MapEdge[],
  side: 'from' | 'to',
): readonly (readonly MapNode[])[] {
  const other = side === 'from' ? 'to' : 'from';
  const neighbours = Map.groupBy(edges, (edge) => edge[other]);
  const done: (readonly MapNode[])[] = [];
  for (const column of columns) {
    const places = placesOf(done.at(-1) ?? []);
    const middle = ({ id }: MapNode, index: number): number => {
      const known = (neighbours.get(id) ?? []).flatMap((edge) => places.get(edge[side]) ?? []);
      return known.length === 0 ? index : known.reduce((sum, place) => sum + place, 0) / known.length;
    };
    const wanted = new Map(column.map((node, index) => [node.id, middle(node, index)]));
    done.push(column.toSorted((a, b) => (wanted.get(a.id) ?? 0) - (wanted.get(b.id) ?? 0)));
  }
  return done;
}

/** How many pairs of lines cross between columns that follow one another. */
export function crossings(columns: readonly (readonly MapNode[])[], edges: readonly MapEdge[]): number {
  const places = new Map(columns.flatMap((column) => [...placesOf(column)]));
  const columnOf = new Map(columns.flatMap((column, index) => column.map(({ id }) => [id, index] as const)));
  const byColumn = Map.groupBy(edges, ({ from }) => columnOf.get(from));
  let number = 0;
  for (const between of byColumn.values()) {
    const lines = between.map(({ from, to }) => ({ from: places.get(from) ?? 0, to: places.get(to) ?? 0 }));
    for (const [index, one] of lines.entries())
      for (const other of lines.slice(index + 1)) if ((one.from - other.from) * (one.to - other.to) < 0) number += 1;
  }
  return number;
}

function placesOf(column: readonly MapNode[]): ReadonlyMap<string, number> {
  return new Map(column.map(({ id }, index) => [id, index]));
}
