import { plain } from '../../registries/plain.ts';
import type { SignalRule } from '../facts.ts';
import { fires, nothing } from '../guards/findings.ts';

/** Does an attestation of the release not hold? */
export const provenanceRefused: SignalRule = {
  ids: ['provenance-refused'],
  judge({ row: { attested } }) {
    if (attested.state !== 'refused') return nothing;
    const [first, ...others] = attested.reasons;
    const more = others.length > 0 ? ` (and ${others.length} more)` : '';
    const why = first === undefined ? 'it does not verify' : plain(first);
    return fires('provenance-refused', 'critical', `an attestation of this release does not hold: ${why}${more}`);
  },
};
