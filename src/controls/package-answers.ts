import type { LedgerRow } from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import { codeWords } from '../registries/plain.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Severity } from '../types/severity.ts';
import type { Evidence, Judgement, Remediation } from './control.ts';
import { listed } from './job-words.ts';
import { fail, notApplicable, pass, unknown } from './judgements.ts';

/** What a control answers for one package. */
export type PackageAnswer =
  | { readonly verdict: 'pass' | 'not-applicable'; readonly says: string }
  | { readonly verdict: 'unknown'; readonly says: string; readonly settles: string }
  | {
      readonly verdict: 'fail';
      readonly says: string;
      readonly remediation: Remediation;
      readonly severity?: Severity;
      /** What tells it from other failures of the same package; packages that fail alike (equal keys) are one finding. */
      readonly key: readonly string[];
      /** It may be an incident under way, and is not told in public. */
      readonly confidential?: true;
    };

/** What was learnt of the packages of one registry. */
export function packagesOn(registry: RegistryId, { packages }: Evidence): readonly PackageEvidence[] {
  return (packages ?? []).filter((each) => each.registry === registry);
}

/**
 * Judges each package of a registry, and tells equal answers in one sentence: `says` follows the names of the packages
 * and a colon. `notAsked` where the registries were not asked, or this registry has no package to ask about.
 */
export function judgePackages(
  registry: RegistryId,
  evidence: Evidence,
  notAsked: { readonly reason: string; readonly settles: string },
  judge: (about: PackageEvidence) => PackageAnswer,
): readonly Judgement[] {
  const packages = packagesOn(registry, evidence);
  if (packages.length === 0) return [unknown(registry, notAsked.reason, notAsked.settles)];
  const groups = new Map<string, { readonly answer: PackageAnswer; readonly names: string[] }>();
  for (const each of packages) {
    const answer = judge(each);
    const { verdict, says } = answer;
    const key = JSON.stringify([verdict, says, ...('key' in answer ? [answer.key, answer.confidential ?? false] : [])]);
    const group = groups.get(key) ?? { answer, names: [] };
    groups.set(key, group);
    group.names.push(each.name);
  }
  return [...groups.values()].map(({ answer, names }) => judgementOf(registry, answer, names));
}

function judgementOf(registry: RegistryId, answer: PackageAnswer, names: readonly string[]): Judgement {
  const reason = `${listed(names.map((name) => codeWords(name)))}: ${answer.says}`;
  switch (answer.verdict) {
    case 'pass':
      return pass(registry, reason);
    case 'not-applicable':
      return notApplicable(registry, reason);
    case 'unknown':
      return unknown(registry, reason, answer.settles);
    case 'fail':
      return fail(registry, {
        reason,
        at: [],
        key: [registry, ...answer.key],
        remediation: answer.remediation,
        ...(answer.severity === undefined ? {} : { severity: answer.severity }),
        ...(answer.confidential === undefined ? {} : { confidential: answer.confidential }),
      });
  }
}

/** Why nothing is known of a package, as an answer; null where its history was seen. */
export function unreadPackage({ history, registry }: PackageEvidence): PackageAnswer | null {
  if (history.state === 'seen') return null;
  if (history.state === 'absent')
    return { verdict: 'not-applicable', says: `nothing of that name has been published on ${registry}` };
  return {
    verdict: 'unknown',
    says: `the registry could not be read: ${history.reason}`,
    settles: `Try again later, or look at ${history.source}.`,
  };
}

/** The rows of a ledger that count for what is released today: the newest stable ones that stand, newest first. */
export function standingRows({ ledger }: Pick<PackageEvidence, 'ledger'>, most = 5): readonly LedgerRow[] {
  const standing = (ledger?.rows ?? []).filter(
    ({ withdrawn }) => withdrawn === null || withdrawn.startsWith('deprecated'),
  );
  const stable = standing.filter(({ line }) => !line.includes(' '));
  return (stable.length > 0 ? stable : standing).slice(0, most);
}
