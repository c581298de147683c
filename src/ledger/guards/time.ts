import type { ReleaseFactsRow, RowContext } from '../facts.ts';

export const minute = 60_000;
const hour = 60 * minute;
export const day = 24 * hour;

/**
 * Tags, release pages and branches often follow the publication, and GitHub may be asked before its own answer is up
 * to date. So long, what is missing may still come.
 */
export const settlingTime = hour;

export function isSettling({ row, case: about }: RowContext): boolean {
  return row.at !== null && about.now - row.at < settlingTime;
}

/**
 * Between 2026-05-22 and 2026-05-29 npm stored staged versions with the approver as the publisher and nothing else
 * (pnpm#11887, npm/cli#9397): what looks like a person's release there may be a staged one.
 */
export function isInStagedWindow({ at, release }: ReleaseFactsRow): boolean {
  return at !== null && at >= stagedWindow.from && at < stagedWindow.until && release.publisher.kind === 'person';
}

const stagedWindow = { from: Date.parse('2026-05-22T00:00:00Z'), until: Date.parse('2026-05-30T00:00:00Z') };

/** Milliseconds since the epoch, or null where there is no time that can be read. */
export function timeOf(text: string | null): number | null {
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
