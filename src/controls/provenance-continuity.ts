import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Registry } from '../registries/registry.ts';
import { judgeTroubles } from './judge-troubles.ts';
import { ledgerCommand } from './ledger-command.ts';
import type { PackageAnswer } from './package-answers.ts';
import { registryControlOf } from './registry-control.ts';
import { judgedRows } from './signal-tellers.ts';

/** Was provenance or trusted publishing lost, changed, partial or inconsistent from one release to the next? */
export const provenanceContinuity = registryControlOf({
  id: 'provenance-continuity',
  title: 'No release lost the evidence that those before it had',
  asks: 'Do the newest releases carry the provenance and the trusted publishing that the releases before them had, from the same repository and workflow?',
  principles: ['authorization.3.provenance'],
  severity: 'critical',
  why: 'A registry that was not told to refuse tokens takes the next release with one as readily as the last by trusted publishing, and warns nobody. A release that suddenly lacks what its predecessors had, or that another workflow built, is how stolen accounts and tokens have shown themselves.',
  evidence: ['registry', 'attestations', 'ledger'],

  spares: ({ title, remedies }) =>
    remedies.provenance === null && remedies.trustedPublishing === null
      ? `${title} takes no attestations and offers no trusted publishing: a limit of the registry, not of the project`
      : null,

  judge: (packages, registry, evidence) =>
    judgeTroubles(packages, registry, evidence, {
      teller: 'provenance-continuity',
      least: 'low',
      ifYours:
        'If it was yours and it is meant to stay so, declare it in `.github/mintmark.yml`: `release: local-2fa` (or `manual`), under `packages:` for this package alone. If it was a mishap, publish the next release as those before were.',
      quiet: (about) => quiet(about, registry),
    }),
});

function quiet(about: PackageEvidence, { title }: Registry): PackageAnswer {
  const rows = judgedRows(about);
  const ranked = rows.filter(({ rank }) => rank !== null);
  const [newest] = ranked;
  if (rows.length === 0) return { verdict: 'not-applicable', says: 'no release of it stands' };
  if (newest === undefined)
    return {
      verdict: 'unknown',
      says: `${title} does not tell how its releases were published`,
      settles: `Releases that carry attestations would tell. See what is known of each: ${ledgerCommand(about.name)}.`,
    };
  if (ranked.length === 1)
    return {
      verdict: 'unknown',
      says: 'there is only one release of which it is known how it was published, and nothing to compare it with',
      settles: 'The next release settles it.',
    };
  if (ranked.every(({ rank }) => rank === 'none'))
    return {
      verdict: 'not-applicable',
      says: `none of the last ${ranked.length} releases came by trusted publishing or with provenance, so none could lose it`,
    };
  return {
    verdict: 'pass',
    says: `none of the last ${ranked.length} releases lost or changed the evidence of where it came from`,
  };
}
