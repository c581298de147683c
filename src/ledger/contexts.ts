import type { Case } from './case.ts';
import type { Habit, ReleaseFactsRow, RowContext } from './facts.ts';
import { day } from './guards/time.ts';
import { habitOf } from './habit.ts';

/**
 * Each row among those before it. `rows` by time, oldest first; the habit is learnt when a rule asks for it. Of `doubted`
 * rows those of the last two weeks count for nothing: attacks come in series, and what stands longer is how it is done now.
 */
export function contextOf(
  rows: readonly ReleaseFactsRow[],
  at: number,
  about: Case,
  doubted: ReadonlySet<ReleaseFactsRow>,
): RowContext | null {
  const row = rows[at];
  if (row === undefined) return null;
  const bad = malwareIn(about);
  const gone = vanishedIn(about);
  const isFresh = (other: ReleaseFactsRow) => row.at === null || other.at === null || row.at - other.at < settledAfter;
  const before = isMisdated(row) ? rows : rows.slice(0, at);
  const earlier = before
    .filter((other) => !isMisdated(other))
    .filter((other) => !bad.has(other.release.version) && !(doubted.has(other) && isFresh(other)));
  const served = earlier.filter(({ release }) => !gone.has(release.version));
  const isOld = row.at !== null && about.now - row.at >= settledAfter;
  let habit: Habit | null = null;
  return {
    case: about,
    row,
    earlier,
    earlierInLine: served.filter(({ line }) => line.name === row.line.name),
    doubted: before.filter((other) => doubted.has(other) && isFresh(other)),
    later: isOld ? sound(rows.slice(at + 1), about) : [],
    get habit() {
      habit ??= habitOf(served, about);
      return habit;
    },
  };
}

const settledAfter = 14 * day;

/** Versions that count for a project's habit: neither gone nor known as malware, and of a time that can be believed. */
export function sound(rows: readonly ReleaseFactsRow[], about: Case): readonly ReleaseFactsRow[] {
  const bad = malwareIn(about);
  const gone = vanishedIn(about);
  return rows.filter((row) => !bad.has(row.release.version) && !gone.has(row.release.version) && !isMisdated(row));
}

/**
 * Does it bear a time that nobody can believe? It may have come after any other, so it makes no habit for them, and is
 * held to the habit of all.
 */
function isMisdated({ at, release }: ReleaseFactsRow): boolean {
  return at === null && release.publishedAt !== null;
}

/** Versions that are gone from the registry. */
export function vanishedIn({ history }: Case): ReadonlySet<string> {
  const served = new Set(history.releases.map(({ version }) => version));
  return new Set(history.vanished.map(({ version }) => version).filter((version) => !served.has(version)));
}

/** Versions that somebody calls malware: what they do is nobody's habit. */
function malwareIn({ history, advisories }: Case): ReadonlySet<string> {
  const named = advisories.state === 'seen' ? advisories.value.flatMap(({ versions }) => versions) : [];
  return new Set([...history.malware, ...named]);
}
