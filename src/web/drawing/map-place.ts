import type { MapEdge, MapNode } from './map-graph.ts';

export interface PlacedNode extends MapNode {
  /** Of its upper edge, from 0. */
  readonly y: number;
  readonly height: number;
}

export interface Placed {
  readonly nodes: readonly PlacedNode[];
  readonly height: number;
}

const gap = 12;

const heights = { past: 8, short: 26, tall: 42 } as const;

/**
 * Where the nodes of ordered columns stand: as near to the middle of their neighbours as those above and below them let
 * them, so that lines are straight where they can be.
 */
export function placed(columns: readonly (readonly MapNode[])[], edges: readonly MapEdge[]): Placed {
  const sized = columns.map((column) => column.map((node) => ({ ...node, height: heightOf(node) })));
  const height = Math.max(0, ...sized.map(extent));
  let middles = new Map(sized.flatMap((column) => evenly(column, height)));
  for (let pass = 0; pass < passes; pass++) {
    const order = pass % 2 === 0 ? sized : sized.toReversed();
    for (const column of order) middles = new Map([...middles, ...settled(column, middles, edges, height)]);
  }
  const nodes = sized.flatMap((column) =>
    column.map((node) => ({ ...node, y: Math.round((middles.get(node.id) ?? 0) - node.height / 2) })),
  );
  return { nodes, height };
}

const passes = 12;

interface Sized extends MapNode {
  readonly height: number;
}

function heightOf({ stop }: MapNode): number {
  if (stop === null) return heights.past;
  return stop.note === null ? heights.short : heights.tall;
}

function extent(column: readonly Sized[]): number {
  return column.reduce((sum, { height }) => sum + height + gap, -gap);
}

type Middles = readonly (readonly [string, number])[];

/** One under the other around the middle of the picture. */
function evenly(column: readonly Sized[], height: number): Middles {
  let y = (height - extent(column)) / 2;
  return column.map(({ id, height: own }) => {
    const middle = y + own / 2;
    y += own + gap;
    return [id, middle] as const;
  });
}

function settled(
  column: readonly Sized[],
  middles: ReadonlyMap<string, number>,
  edges: readonly MapEdge[],
  height: number,
): Middles {
  const wanted = column.map(({ id }) => {
    const beside = edges.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []));
    const known = beside.flatMap((each) => middles.get(each) ?? []);
    return known.length === 0 ? (middles.get(id) ?? 0) : known.reduce((sum, each) => sum + each, 0) / known.length;
  });
  const offsets = offsetsOf(column);
  const [first, last] = [column[0]?.height ?? 0, column.at(-1)?.height ?? 0];
  const lowest = height - last / 2 - (offsets.at(-1) ?? 0);
  return nearest(wanted.map((want, index) => want - (offsets[index] ?? 0))).map((value, index) => {
    const within = Math.max(first / 2, Math.min(lowest, value));
    return [column[index]?.id ?? '', within + (offsets[index] ?? 0)] as const;
  });
}

/** How far below the middle of the first node each has to be at least. */
function offsetsOf(column: readonly Sized[]): readonly number[] {
  let offset = 0;
  return column.map(({ height }, index) => {
    const above = column[index - 1];
    if (above !== undefined) offset += above.height / 2 + gap + height / 2;
    return offset;
  });
}

/** The rising numbers that are nearest to these: neighbours in the wrong order are pooled at their mean. */
function nearest(wanted: readonly number[]): readonly number[] {
  const pools: { readonly mean: number; readonly size: number }[] = [];
  for (const want of wanted) {
    let pool = { mean: want, size: 1 };
    for (let last = pools.at(-1); last !== undefined && last.mean > pool.mean; last = pools.at(-1)) {
      const size = last.size + pool.size;
      pool = { mean: (last.mean * last.size + pool.mean * pool.size) / size, size };
      pools.pop();
    }
    pools.push(pool);
  }
  return pools.flatMap(({ mean, size }) => Array.from({ length: size }, () => mean));
}
