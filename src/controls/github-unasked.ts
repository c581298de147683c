import type { LedgerRow } from '../ledger/index.ts';

/**
 * Did GitHub tell nothing of a release? Whatever it tells, it tells of tags or of releases: only where nobody asked, or
 * nothing could be read, are both open.
 */
export function isGitHubUnasked({ joins: { tag, release } }: LedgerRow): boolean {
  return [tag, release].every(({ state, value }) => state === 'unknown' && value === null);
}
