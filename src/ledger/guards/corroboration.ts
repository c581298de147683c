import type { ReleaseFactsRow } from '../facts.ts';

/** The workflow run that made it is known and good. */
export function hasGoodRun({ joins }: ReleaseFactsRow): boolean {
  return joins.run.state === 'proved';
}

/** Attested, by a good run, from a commit of the repository, with its tag or release: whatever else is odd, it came from here. */
export function isProvedThroughout(row: ReleaseFactsRow): boolean {
  const { commit, run, attestation } = row.joins;
  return [commit, run, attestation].every(({ state }) => state === 'proved') && isTagged(row);
}

/** GitHub has a tag or a release of the version, whoever made it, and it does not contradict the commit. */
export function isTagged({ joins: { tag, release } }: ReleaseFactsRow): boolean {
  if (tag.state === 'contradicted') return false;
  return [tag, release].some(({ state, value }) => state === 'proved' || (state === 'unknown' && value !== null));
}
