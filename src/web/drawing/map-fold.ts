import { shortList } from '../../reports/text/words.ts';
import { type Layer, layers, type MapPath, type Stop } from './map-paths.ts';

/** The most stops that a layer shows, so that a picture stays a picture. */
const most = 12;

/**
 * The ways with stops that are alike told as one with their number, layer by layer, until no layer has too many: first
 * those with the same neighbours, then those that are as weak as each other. What is weak is never folded into what is
 * not.
 */
export function folded(paths: readonly MapPath[]): readonly MapPath[] {
  return foldingOrder.reduce(foldLayer, paths);
}

/** From the ends inward: what lies between is then alike more often. There are few registries. */
const foldingOrder: readonly Layer[] = ['package', 'workflow', 'job', 'step', 'credential', 'registry'];

const plurals: Readonly<Record<Layer, string>> = {
  workflow: 'workflows',
  job: 'jobs',
  step: 'steps',
  credential: 'credentials',
  registry: 'destinations',
  package: 'packages',
};

function foldLayer(paths: readonly MapPath[], layer: Layer): readonly MapPath[] {
  return likenesses.reduce(
    (left, likeness) => (stopsOf(left, layer).size <= most ? left : foldAlike(left, layer, likeness(left, layer))),
    paths,
  );
}

/** Of a stop: those for which it is equal may be told as one. */
type Likeness = (paths: readonly MapPath[], layer: Layer) => (stop: Stop) => string;

const likenesses: readonly Likeness[] = [
  (paths, layer) => {
    const neighbours = neighboursOf(paths, layer);
    return (stop) => [stop.tone, stop.note, neighbours.get(stop.key)].join('\n');
  },
  () => (stop) => [stop.tone, stop.tone === 'plain' ? '' : stop.note].join('\n'),
  () => (stop) => stop.tone,
];

function foldAlike(paths: readonly MapPath[], layer: Layer, likenessOf: (stop: Stop) => string): readonly MapPath[] {
  const stops = stopsOf(paths, layer);
  const groups = [...Map.groupBy(stops.values(), likenessOf).values()]
    .filter((group) => group.length > 1)
    .toSorted((a, b) => b.length - a.length);
  const instead = new Map<string, Stop>();
  let left = stops.size;
  for (const group of groups) {
    if (left <= most) break;
    const one = asOne(group, layer);
    for (const { key } of group) instead.set(key, one);
    left -= group.length - 1;
  }
  if (instead.size === 0) return paths;
  return paths.map((path) => ({ ...path, [layer]: instead.get(path[layer]?.key ?? '') ?? path[layer] }));
}

function stopsOf(paths: readonly MapPath[], layer: Layer): ReadonlyMap<string, Stop> {
  return new Map(paths.flatMap((path) => (path[layer] === null ? [] : [[path[layer].key, path[layer]] as const])));
}

function asOne(group: readonly Stop[], layer: Layer): Stop {
  const [first] = group;
  const names = shortList([...new Set(group.map(({ title }) => title))], 3);
  const notes = new Set(group.map(({ note }) => note ?? ''));
  const isOf = group.reduce((sum, { key }) => sum + (counted(key) ?? 1), 0);
  const note = notes.size === 1 ? (first?.note ?? null) : null;
  return {
    key: `${isOf}× ${first?.key ?? ''}`,
    title: `${isOf} ${plurals[layer]}`,
    note: note ?? names,
    tone: first?.tone ?? 'plain',
  };
}

/** How many stops one stands for that was folded before. */
function counted(key: string): number | null {
  const found = /^(\d+)× /.exec(key);
  return found === null ? null : Number(found[1]);
}

function neighboursOf(paths: readonly MapPath[], layer: Layer): ReadonlyMap<string, string> {
  const at = layers.indexOf(layer);
  const beside = [layers[at - 1], layers[at + 1]].filter((each) => each !== undefined);
  const found = new Map<string, Set<string>>();
  for (const path of paths) {
    const own = path[layer];
    if (own === null) continue;
    const known = found.get(own.key) ?? new Set();
    for (const each of beside) known.add(`${each} ${path[each]?.key ?? ''}`);
    found.set(own.key, known);
  }
  return new Map([...found].map(([key, known]) => [key, [...known].toSorted().join('\t')]));
}
