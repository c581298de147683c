import type { PackageEvidence } from '../ledger/package-evidence.ts';
import { codeWords } from '../registries/plain.ts';
import type { Owner } from '../registries/release.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { listedCode } from './job-words.ts';
import { ledgerCommand } from './ledger-command.ts';
import { secondOwner } from './owner-steps.ts';
import { type PackageAnswer, unreadPackage } from './package-answers.ts';
import { packageControlOf } from './package-control.ts';

/** Has each package two owners at least, or a team, and the owners it had the last time? */
export const owners = packageControlOf({
  id: 'owners',
  title: 'No package hangs on one person',
  asks: 'Are there at least two owners on the registry, or a team or an organisation in place of one person, and the same ones as the last time?',
  principles: ['authorization.2.rbac'],
  severity: 'medium',
  why: 'Where one person alone owns a package, a lost device or a stolen account leaves nobody who could stop a release, take one back or lock the thief out. An owner whom nobody expected is often the first trace of an account that was taken.',
  evidence: ['registry', 'ledger'],

  judge(about, { registry }) {
    const unread = unreadPackage(about);
    if (unread !== null || about.history.state !== 'seen') return unread ?? hidden(about, registry.title);
    const { owners: observation } = about.history.value;
    if (observation.state === 'absent') return withoutOwners(about, registry.title);
    if (observation.state === 'unreadable')
      return {
        verdict: 'unknown',
        says: `its owners could not be read: ${observation.reason}`,
        settles: `Look at who owns it on ${registry.title}, and declare \`owners\` in \`.github/mintmark.yml\`.`,
      };
    return changed(about) ?? counted(about, observation.value, registry.title);
  },
});

/** New owners are told with the ledger's words; who expected them need do nothing, since the next look knows them. */
function changed({ ledger, name, registry }: PackageEvidence): PackageAnswer | null {
  const signal = ledger?.signals.find(({ id }) => id === 'owner-changed');
  if (signal === undefined) return null;
  return {
    verdict: 'fail',
    says: signal.says,
    severity: signal.severity,
    key: ['changed', name],
    remediation: {
      steps: [
        'Ask the other owners whether they made this change. If so, there is nothing to do: the next look at the registry takes these owners for known.',
        `If nobody did, remove the owners you do not know, revoke every token that may publish ${codeWords(name)}, and look at its newest releases with ${ledgerCommand(name)}.`,
        'Tell the security team of the registry: an account may have been taken.',
      ],
      links: secondOwner(registry, name).links,
    },
  };
}

/** Those who may manage the package, and not only publish it. */
function counted({ name, registry }: PackageEvidence, all: readonly Owner[], title: string): PackageAnswer {
  const full = all.filter(({ role }) => role?.toLowerCase() !== 'maintainer');
  const group = full.find(({ kind }) => kind !== 'person');
  if (group !== undefined)
    return {
      verdict: 'pass',
      says: `the ${group.kind} ${codeWords(group.name)} owns it`,
    };
  const [first, second] = full;
  if (first === undefined)
    return {
      verdict: 'unknown',
      says: `${title} shows no owner of it`,
      settles: `Look at who owns it on ${title}.`,
    };
  if (second !== undefined) return { verdict: 'pass', says: `${full.length} accounts own it` };
  if (accountsMayBeGroups.has(registry))
    return {
      verdict: 'unknown',
      says: `${codeWords(first.name)} alone owns it, and ${title} does not tell whether that is a person or an organisation`,
      settles: `Where it is an organisation, declare \`owners\` in \`.github/mintmark.yml\`; where it is a person, add a second owner.`,
    };
  const helpers = all.filter((owner) => !full.includes(owner)).map(({ name: helper }) => helper);
  const beside = helpers.length === 0 ? '' : `; ${listedCode(helpers)} may publish it and no more`;
  return {
    verdict: 'fail',
    says: `${codeWords(first.name)} alone owns it${beside}`,
    key: ['alone', name],
    remediation: secondOwner(registry, name),
  };
}

/** Organisations have accounts like any other there. */
const accountsMayBeGroups: ReadonlySet<RegistryId> = new Set(['nuget', 'packagist']);

/** The registry answers that it knows of no owners. */
function withoutOwners(about: PackageEvidence, title: string): PackageAnswer {
  const says = ownerless[about.registry];
  return says === undefined ? hidden(about, title) : { verdict: 'not-applicable', says };
}

const ownerless: { readonly [registry in RegistryId]?: string } = {
  go: 'a module has no owners: whoever may push tags to its repository releases it',
};

function hidden({ history }: PackageEvidence, title: string): PackageAnswer {
  return {
    verdict: 'unknown',
    says: `${title} does not show who owns it`,
    settles: `Look at ${history.source}, and declare \`owners\` in \`.github/mintmark.yml\`.`,
  };
}
