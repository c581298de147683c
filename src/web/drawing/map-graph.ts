import { type Layer, layers, type MapPath, type Stop } from './map-paths.ts';

/** Stops and what joins them, each once. */
export interface MapGraph {
  /** By layer; a node without a stop only leads a line past its layer. */
  readonly columns: readonly (readonly MapNode[])[];
  readonly edges: readonly MapEdge[];
}

export interface MapNode {
  readonly id: string;
  readonly column: number;
  readonly stop: Stop | null;
}

export interface MapEdge {
  /** Ids of nodes in two columns that follow one another. */
  readonly from: string;
  readonly to: string;
  readonly tone: Stop['tone'];
  /** How many ways it stands for. */
  readonly ways: number;
}

/** The graph of the ways. */
export function graphOf(paths: readonly MapPath[]): MapGraph {
  const nodes = new Map<string, MapNode>();
  const edges = new Map<string, MapEdge>();
  for (const path of paths) {
    const way = nodesOf(path);
    for (const [index, node] of way.entries()) {
      nodes.set(node.id, worse(nodes.get(node.id), node));
      const before = way[index - 1];
      if (before === undefined) continue;
      const edge = { from: before.id, to: node.id, tone: toneOf(way, index), ways: 1 };
      edges.set(`${edge.from}\t${edge.to}`, joined(edges.get(`${edge.from}\t${edge.to}`), edge));
    }
  }
  return {
    columns: layers.map((_, column) => [...nodes.values()].filter((node) => node.column === column)),
    edges: [...edges.values()],
  };
}

/** From the first stop to the last, with a node for each layer between them. */
function nodesOf(path: MapPath): readonly MapNode[] {
  const stops = layers.map((layer) => path[layer]);
  const first = stops.findIndex((stop) => stop !== null);
  const last = stops.findLastIndex((stop) => stop !== null);
  return layers
    .map((layer, column) => ({ layer, column, stop: path[layer] }))
    .filter(({ column }) => column >= first && column <= last)
    .map(({ layer, column, stop }) => ({ id: idOf(layer, stop, stops), column, stop }));
}

function idOf(layer: Layer, stop: Stop | null, stops: readonly (Stop | null)[]): string {
  return stop === null ? `${layer} past ${stops.map((each) => each?.key ?? '').join('\n')}` : `${layer} ${stop.key}`;
}

/** A line past a layer is as the stop that it leads to. */
function toneOf(way: readonly MapNode[], index: number): Stop['tone'] {
  return way.slice(index).find(({ stop }) => stop !== null)?.stop?.tone ?? 'plain';
}

const rank = { plain: 0, unsure: 1, weak: 2 } as const;

/** The same stop, reached in two ways, shows the weaker. */
function worse(known: MapNode | undefined, node: MapNode): MapNode {
  if (known === undefined) return node;
  return rank[node.stop?.tone ?? 'plain'] > rank[known.stop?.tone ?? 'plain'] ? node : known;
}

function joined(known: MapEdge | undefined, edge: MapEdge): MapEdge {
  if (known === undefined) return edge;
  return { ...known, ways: known.ways + 1, tone: rank[edge.tone] > rank[known.tone] ? edge.tone : known.tone };
}
