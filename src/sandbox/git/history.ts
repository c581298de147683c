import { get, type Objects } from './objects.ts';

/** The newest commit that both lead to and that no other common one leads to; null for unrelated histories. */
export function mergeBase(objects: Objects, one: string, other: string): string | null {
  const ofOne = ancestors(objects, one);
  const common = [...ancestors(objects, other)].filter((sha) => ofOne.has(sha));
  const covered = new Set(common.flatMap((sha) => [...ancestors(objects, sha)].filter((older) => older !== sha)));
  const best = common.filter((sha) => !covered.has(sha));
  const date = (sha: string) => get(objects, sha, 'commit').date;
  return best.toSorted((a, b) => date(b).localeCompare(date(a)) || a.localeCompare(b))[0] ?? null;
}

/** Commits that `head` leads to and `base` does not, oldest first. */
export function commitsBetween(objects: Objects, base: string | null, head: string): readonly string[] {
  const known = base === null ? new Set<string>() : ancestors(objects, base);
  return [...ancestors(objects, head)].filter((sha) => !known.has(sha)).toReversed();
}

/** The commit itself and all before it, newest first as far as the graph tells. */
function ancestors(objects: Objects, sha: string): ReadonlySet<string> {
  const seen = new Set([sha]);
  // A set is walked in the order things were put in, those put in meanwhile too.
  for (const next of seen) for (const parent of get(objects, next, 'commit').parents) seen.add(parent);
  return seen;
}
