import { createHash } from 'node:crypto';

export interface SampleTerms {
  readonly seed: number;
  /** How many lines a file has. */
  readonly lines: (path: string) => number;
  /** Lines of all files together. */
  readonly most: number;
}

/** Files in an order that follows from the seed alone, as many as fit. What does not fit is passed over. */
export function sampleOf(paths: readonly string[], { seed, lines, most }: SampleTerms): readonly string[] {
  const rank = (path: string) => createHash('sha256').update(`${seed} ${path}`).digest('hex');
  const ordered = paths
    .map((path) => ({ path, rank: rank(path) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ path }) => path);
  const taken: string[] = [];
  let left = most;
  for (const path of ordered) {
    const size = lines(path);
    if (size > left) continue;
    taken.push(path);
    left -= size;
  }
  return taken;
}
