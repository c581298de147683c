import type { ReleaseFactsRow, RowContext } from '../facts.ts';

/**
 * The earlier releases that a release is compared with, oldest first: those of its own line; for the first release of a
 * stable line those of the newest other stable line; for the first of a prerelease channel those of the same channel
 * before another version. Empty where nothing is comparable: prereleases and canaries are often made in other ways.
 */
export function baselineOf(context: RowContext): readonly ReleaseFactsRow[] {
  const { row, earlier, earlierInLine } = context;
  if (row.line.isPrerelease) {
    if (earlierInLine.length > 0) return earlierInLine;
    const channel = channelOf(row);
    return earlier.filter((other) => other.line.isPrerelease && channelOf(other) === channel);
  }
  const stable = earlier.filter(({ line }) => !line.isPrerelease);
  if (earlierInLine.length >= enough || (earlierInLine.length > 0 && isMaintained(context))) return earlierInLine;
  // A young line is not yet a habit: what came before it, release by release, is.
  const other = stable.findLast(({ line }) => line.name !== row.line.name)?.line.name;
  return stable.filter(({ line }) => line.name === row.line.name || line.name === other);
}

/**
 * The same, for how much a release is to be trusted: what is called a prerelease, of a channel without a past, and is
 * what people install by default, is held against what they installed before it.
 */
export function trustBaselineOf(context: RowContext): readonly ReleaseFactsRow[] {
  const { row, earlier, case: about } = context;
  const baseline = baselineOf(context);
  const isInstalled = about.history.newest === row.release.version;
  if (baseline.length > 0 || !row.line.isPrerelease || !isInstalled) return baseline;
  const stable = earlier.filter(({ line }) => !line.isPrerelease);
  return stable.filter(({ line }) => line.name === stable.at(-1)?.line.name);
}

/** Releases that make a line comparable with itself alone. */
const enough = 3;

/** A line that went on after a newer one had begun: a maintenance branch, with the workflow it was cut with. */
export function isMaintained({ row, earlier }: RowContext): boolean {
  if (row.line.isPrerelease) return false;
  const begun = new Set<string>();
  let newest: string | null = null;
  for (const { line } of earlier) {
    if (line.isPrerelease || begun.has(line.name)) continue;
    begun.add(line.name);
    newest = line.name;
  }
  return begun.has(row.line.name) && newest !== row.line.name;
}

/** Is it of a line below the newest stable one before it? */
export function isOfOlderLine({ row, earlier }: RowContext): boolean {
  const numbers = earlier.filter(({ line }) => !line.isPrerelease).map(({ line }) => numbersOf(line.name));
  const own = numbersOf(row.line.name);
  return numbers.some(([major = 0, minor = 0]) => major > (own[0] ?? 0) || (major === own[0] && minor > (own[1] ?? 0)));
}

/** `[0, 30]` of `0.30`. */
function numbersOf(line: string): readonly number[] {
  return (/^\d{1,9}(?:\.\d{1,9})?/.exec(line)?.[0] ?? '').split('.').map(Number);
}

/** `next` of `2 next`; the whole name where it has one word. */
function channelOf({ line }: ReleaseFactsRow): string {
  const space = line.name.indexOf(' ');
  return space < 0 ? line.name : line.name.slice(space + 1);
}
