import type { ReleaseFactsRow } from '../facts.ts';
import { day } from './time.ts';

/**
 * How a release that lacks something stands to those before it.
 * `never`: they lacked it too. `recent`: only one had it, or the last two after others that did not. `mixed`: now and
 * then without. `given-up`: the last ones had stopped before. `steady`: this release breaks what always was.
 */
export interface Break {
  readonly kind: 'never' | 'recent' | 'mixed' | 'given-up' | 'steady';
  /** The last that had it, and how many had it in all. */
  readonly last: ReleaseFactsRow | null;
  readonly count: number;
}

/** `has` answers null for a release that cannot be judged; it is passed over. `at` is the time of the release in question. */
export function breakOf(
  baseline: readonly ReleaseFactsRow[],
  at: number | null,
  has: (row: ReleaseFactsRow) => boolean | null,
): Break {
  const judged = baseline.flatMap((row) => {
    const answer = has(row);
    return answer === null ? [] : [{ row, had: answer }];
  });
  const first = judged.findIndex(({ had }) => had);
  const lastAt = judged.findLastIndex(({ had }) => had);
  const count = judged.filter(({ had }) => had).length;
  const last = judged[lastAt]?.row ?? null;
  if (last === null) return { kind: 'never', last, count };

  const since = judged.slice(lastAt + 1).map(({ row }) => row);
  if (since.length > 0 && !isOneEvent(since, at)) return { kind: 'given-up', last, count };
  const lapses = judged.slice(first, lastAt).filter(({ had }) => !had).length;
  const share = lapses / (lastAt - first + 1);
  if (lapses >= 2 ? share >= mixedShare : share >= mixedFromTheStart) return { kind: 'mixed', last, count };
  if (count === 1 || (count === 2 && first > 0)) return { kind: 'recent', last, count };
  return { kind: 'steady', last, count };
}

/** One lapse in six releases, and more than one, is how the project is. */
const mixedShare = 1 / 6;

/** So is one lapse in a past of four or fewer. */
const mixedFromTheStart = 1 / 4;

/** Releases one after the other within two days are one break, and each of them belongs to it. */
function isOneEvent(rows: readonly ReleaseFactsRow[], at: number | null): boolean {
  const oldest = rows[0]?.at ?? null;
  return at !== null && oldest !== null && at - oldest <= 2 * day;
}
