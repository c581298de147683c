import { codeWords, plain } from '../../registries/plain.ts';
import { takesAttestations } from '../attested.ts';
import type { AttestedState } from '../facts.ts';
import type { Join } from '../ledger.ts';
import { elsewhere } from './commit.ts';
import { excuse, join, type ReleaseEvidence } from './evidence.ts';

/** Does it carry attestations of its build that hold? */
export function attestationJoin(evidence: ReleaseEvidence): Join {
  return tellers[evidence.attested.state](evidence);
}

const tellers: Readonly<Record<AttestedState['state'], (evidence: ReleaseEvidence) => Join>> = {
  verified: ({ build, otherBuilder, identities }) => {
    if (otherBuilder !== null) return join('proved', null, `attested by a build on ${otherBuilder}`);
    const workflow = build?.workflow ?? null;
    if (build === null || (build.repository === null && build.repositoryId === null))
      return join('proved', null, `signed by ${codeWords(identities[0]?.identity.subject ?? 'an unnamed identity')}`);
    return join(
      'proved',
      null,
      `attested by ${workflow === null ? 'a build' : codeWords(workflow)} of ${elsewhere(build)}`,
    );
  },
  partial: ({ attested }) => join('missing', null, attested.reasons[0] ?? 'some of its files have no attestation'),
  refused: ({ attested }) =>
    join('contradicted', null, `an attestation does not hold: ${plain(attested.reasons[0] ?? 'it does not verify')}`),
  none(evidence) {
    if (!takesAttestations(evidence.about.history.registry)) return join('unknown', null, takesNone);
    const innocent = excuse(evidence);
    if (innocent !== null) return join('unknown', null, innocent);
    return join('missing', null, evidence.attested.reasons[0] ?? 'it has no attestation of its build');
  },
  unknown({ about, attested }) {
    const [reason] = attested.reasons;
    if (reason !== undefined) return join('unknown', null, reason);
    const says = takesAttestations(about.history.registry) ? 'its attestations were not asked for' : takesNone;
    return join('unknown', null, says);
  },
};

const takesNone = 'this registry takes no attestations';
