import { attestationJoin } from './joins/attestation.ts';
import { commitJoin } from './joins/commit.ts';
import { digestJoin } from './joins/digest.ts';
import type { ReleaseEvidence } from './joins/evidence.ts';
import { releaseJoin } from './joins/github-release.ts';
import { runJoin } from './joins/run.ts';
import { tagJoin } from './joins/tag.ts';
import type { Join, JoinName } from './ledger.ts';

/**
 * Joins one release to what GitHub and the registry hold of it. `proved` only by what its publisher cannot forge: a
 * certificate, the registry's own record, GitHub's answer; nothing that could not be read is `missing`.
 */
export function joinsOf(evidence: ReleaseEvidence): Readonly<Record<JoinName, Join>> {
  const tag = tagJoin(evidence);
  return {
    tag,
    release: releaseJoin(evidence, tag),
    commit: commitJoin(evidence),
    run: runJoin(evidence),
    attestation: attestationJoin(evidence),
    digest: digestJoin(evidence),
  };
}
