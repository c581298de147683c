import type { JoinName, JoinState, LedgerRow } from '../ledger/index.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Registry } from '../registries/registry.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { isGitHubUnasked } from './github-unasked.ts';
import { judgeTroubles } from './judge-troubles.ts';
import { ledgerCommand } from './ledger-command.ts';
import { type PackageAnswer, standingRows } from './package-answers.ts';
import { registryControlOf } from './registry-control.ts';
import { releaseWords } from './release-way.ts';

/** Does every version on the registry answer to a tag, a commit of a protected branch and a run of the workflow? */
export const releaseSource = registryControlOf({
  id: 'release-source',
  title: 'Every release leads back to the repository',
  asks: 'Does each version on the registry answer to a tag, to a commit that a branch of this repository leads to, and to a successful run of the publishing workflow?',
  principles: ['general.3.transparency'],
  severity: 'critical',
  why: 'In 2026 releases were stolen that had trusted publishing and valid provenance: the workflow itself had been made to build them. What gave them away was that they fitted nothing else: a commit on no branch, a run that failed, no tag, an account that never published before.',
  evidence: ['registry', 'ledger'],

  spares: () => null,

  judge: (packages, registry, evidence) =>
    judgeTroubles(packages, registry, evidence, {
      teller: 'release-source',
      least: 'medium',
      ifYours:
        'If it was yours, make good what is missing (push the tag of the commit that it was built from, or bring that commit onto a branch that stays), or accept it until a day under `accept:` in `.github/mintmark.yml`.',
      quiet: (about) => quiet(about, registry),
    }),
});

function quiet(about: PackageEvidence, registry: Registry): PackageAnswer {
  const rows = standingRows(about, mostFollowed[about.registry] ?? 5);
  const open = rows.flatMap((row) => openJoin(row, about) ?? []);
  const [first] = open;
  const join = first?.row.joins[first.name];
  if (rows.length === 0) return { verdict: 'not-applicable', says: 'no release of it stands' };
  if (first === undefined || join === undefined)
    return {
      verdict: 'pass',
      says: `${rows.length === 1 ? 'its release leads' : `the last ${rows.length} releases lead`} back to ${provable(
        about.registry,
      )
        .map((name) => `a ${name}`)
        .join(' and ')} of this repository`,
    };
  return {
    verdict: 'unknown',
    says: `${open.length} of the last ${rows.length} releases could not be followed to the end: the ${first.name} of ${releaseWords(first.row)} ${stateWords[join.state]} (${join.says})`,
    settles: settles(first, about, registry),
  };
}

/** Where builds are read out of the file itself, which is fetched for three releases; five elsewhere. */
const mostFollowed: { readonly [registry in RegistryId]?: number } = { rubygems: 3 };

const stateWords: Readonly<Record<JoinState, string>> = {
  proved: 'is proved',
  missing: 'is missing',
  contradicted: 'does not fit',
  unknown: 'is not known',
};

interface OpenJoin {
  readonly row: LedgerRow;
  readonly name: JoinName;
}

/** The first thing that a release could be joined to and is not; null where it is followed to the end. */
function openJoin(row: LedgerRow, about: PackageEvidence): OpenJoin | null {
  const { joins } = row;
  const wanted = provable(about.registry).filter((name) => name !== 'run' || !areRunsGone(row, about));
  const name = wanted.find((each) => joins[each].state !== 'proved');
  if (name !== undefined) return { row, name };
  // No tag where the project has no habit of them is no fault: else the ledger has a signal of it.
  return isGitHubUnasked(row) ? { row, name: 'tag' } : null;
}

/** What registries let a release be joined to; those that are not here show neither commit nor run by themselves. */
function provable(registry: RegistryId): readonly ('commit' | 'run')[] {
  return ofSource.has(registry) ? ['commit'] : ['commit', 'run'];
}

/** They read versions from the repository, and no run takes part. */
const ofSource: ReadonlySet<RegistryId> = new Set(['packagist', 'go']);

/** GitHub keeps runs for 400 days at most. */
const runsAreKept = 400 * 86_400_000;

function areRunsGone({ publishedAt, joins }: LedgerRow, { askedAt }: PackageEvidence): boolean {
  return joins.run.state === 'unknown' && publishedAt !== null && askedAt - Date.parse(publishedAt) > runsAreKept;
}

function settles({ row }: OpenJoin, about: PackageEvidence, { remedies }: Registry): string {
  const follow = `follow it by hand: ${ledgerCommand(about.name)}`;
  if (isGitHubUnasked(row))
    return `Run it where GitHub can be asked (on the command line with \`GITHUB_TOKEN\`), or ${follow}.`;
  return remedies.provenance === null && remedies.trustedPublishing === null
    ? `No release on this registry can name its commit and its run; ${follow}.`
    : `A release by trusted publishing or with provenance names its commit and its run; for this one, ${follow}.`;
}
