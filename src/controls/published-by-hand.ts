import type { LedgerRow } from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Policy } from '../policy/policy.ts';
import type { Registry } from '../registries/registry.ts';
import { bindingValuesOf } from './binding-values.ts';
import type { Evidence, Judgement } from './control.ts';
import { askedRegistries, publicationsOf } from './own-packages.ts';
import { judgePackages, type PackageAnswer, unreadPackage } from './package-answers.ts';
import { isOwn, sourceOf } from './package-source.ts';
import { accountWords, isAlarming, releaseWayOf, releaseWords, trustedWords } from './release-way.ts';
import { intentFor, isByHand } from './released-by.ts';

/** How the packages come to their registry that point to this repository and that nothing here publishes. */
export function publishedByHand(evidence: Evidence, policy: Policy): readonly Judgement[] {
  const packages = unpublished(evidence);
  const apart = { ...evidence, packages };
  return askedRegistries(apart).flatMap((id) =>
    judgePackages(id, apart, nothingAsked, (about) => answerFor(about, evidence.registryOf(id), evidence, policy)),
  );
}

/** Never told: each registry is there for a package that was asked about. */
const nothingAsked = { reason: 'no package was asked about', settles: 'Ask the registry.' };

function answerFor(about: PackageEvidence, registry: Registry, evidence: Evidence, policy: Policy): PackageAnswer {
  const offer = registry.remedies.trustedPublishing;
  const intent = intentFor(about.registry, about.name, policy);
  if (offer === null)
    return {
      verdict: 'not-applicable',
      says: `${registry.title} offers no trusted publishing: a limit of the registry, not of the project`,
    };
  if (isByHand(intent))
    return { verdict: 'not-applicable', says: `the policy declares that people publish it (\`${intent}\`)` };
  const unread = unreadPackage(about);
  if (unread !== null) return unread;
  const way = releaseWayOf(about);
  switch (way.kind) {
    case 'trusted':
      return { verdict: 'pass', says: trustedWords(way) };
    case 'account':
      return byAccount(way.row, alike(way.row, registry, evidence, policy), offer, evidence);
    case 'too-old':
      return {
        verdict: 'unknown',
        says: `no workflow here publishes it, and its newest release, ${releaseWords(way.row)}, is older than trusted publishing on ${registry.title}`,
        settles: 'The next release will show it.',
      };
    case 'untold':
      return {
        verdict: 'unknown',
        says: `no workflow here publishes it, and ${registry.title} does not tell how ${releaseWords(way.row)} came`,
        settles: `A release that carries an attestation would tell; until then ask the owners on ${registry.title}.`,
      };
    case 'unseen':
      return { verdict: 'not-applicable', says: `it has no release on ${registry.title} to look at` };
  }
}

/** Packages of one account are one finding: all of them can be put right in the same way. */
function byAccount(
  row: LedgerRow,
  names: readonly string[],
  offer: NonNullable<Registry['remedies']['trustedPublishing']>,
  { subject }: Evidence,
): PackageAnswer {
  const { steps, links } = offer({ ...bindingValuesOf([], subject), packages: names });
  const what =
    names.length === 1
      ? accountWords(row)
      : `the newest release was published by ${row.by ?? 'an account'}, with a token or by hand`;
  return {
    verdict: 'fail',
    says: `${what}; no workflow here publishes it`,
    remediation: {
      steps: [
        'Write a workflow that publishes it. Where people are to go on publishing by hand, declare so in `.github/mintmark.yml`: `release: local-2fa`.',
        ...steps,
      ],
      links,
    },
    key: ['by hand', row.by ?? ''],
    ...(isAlarming(row) ? { confidential: true as const } : {}),
  };
}

/** The packages that nothing here publishes and the same account does. */
function alike({ by }: LedgerRow, { id }: Registry, evidence: Evidence, policy: Policy): readonly string[] {
  const names = unpublished(evidence)
    .filter(({ registry, name }) => registry === id && !isByHand(intentFor(registry, name, policy)))
    .flatMap((about) => {
      const way = releaseWayOf(about);
      return way.kind === 'account' && way.row.by === by ? [about.name] : [];
    });
  return names.toSorted();
}

function unpublished(evidence: Evidence): readonly PackageEvidence[] {
  return (evidence.packages ?? []).filter(
    (about) => publicationsOf(about, evidence).length === 0 && isOwn(sourceOf(about, evidence.subject)),
  );
}
