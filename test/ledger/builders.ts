import type {
  CommitFact,
  GitHubReleaseFact,
  JobFact,
  ReleaseFacts,
  RunFact,
  TagFact,
} from '../../src/github/release-facts.ts';
import type { AttestedFileRecord, Case, DeclaredPublishing } from '../../src/ledger/case.ts';
import type { Habit, ReleaseFactsRow, RowContext } from '../../src/ledger/facts.ts';
import type { Join, JoinName, JoinState } from '../../src/ledger/ledger.ts';
import { githubIssuer, type Identity, type VerifiedAttestation } from '../../src/provenance/index.ts';
import {
  bareRelease,
  type PackageHistory,
  type RegistryRelease,
  type ReleaseFile,
  type ReleasePublisher,
  unknownPublisher,
} from '../../src/registries/release.ts';
import type { Observation } from '../../src/types/observation.ts';

/*
 * One honest project: `octo/lantern` publishes the npm package `lantern` from `.github/workflows/release.yml` by trusted
 * publishing, with provenance and a tag `v1.2.3` a release. Tests say only what is different.
 */

export const theRepository = 'octo/lantern';
export const theWorkflow = '.github/workflows/release.yml';
export const theCommit = commitId(1);
export const theRun = '9001';
const theTime = '2026-03-01T12:00:00.000Z';
const theSource = 'https://registry.example/lantern';

/** A commit's SHA-1 that differs by number. */
export function commitId(number: number): string {
  return number.toString(16).padStart(40, '0');
}

/** ISO 8601 time so many days (or parts of them) after `theTime`. */
export function daysLater(days: number): string {
  return new Date(Date.parse(theTime) + days * 86_400_000).toISOString();
}

export function saw<T>(value: T, source = theSource): Observation<T> {
  return { state: 'seen', value, source };
}

export function gone(source = theSource): { readonly state: 'absent'; readonly source: string } {
  return { state: 'absent', source };
}

export function unreadable(reason = 'the registry took too long'): {
  readonly state: 'unreadable';
  readonly reason: string;
  readonly source: string;
} {
  return { state: 'unreadable', reason, source: theSource };
}

export function byTrust(over: Partial<ReleasePublisher> = {}): ReleasePublisher {
  return { ...unknownPublisher, kind: 'trusted', provider: 'github', configuration: 'configuration-1', ...over };
}

export function byPerson(name = 'ada', over: Partial<ReleasePublisher> = {}): ReleasePublisher {
  return { ...unknownPublisher, kind: 'person', name, email: `${name}@lantern.example`, ...over };
}

/** A release of `lantern` by trusted publishing, whose attestations npm announces. */
export function aRelease(over: Partial<RegistryRelease> = {}): RegistryRelease {
  const version = over.version ?? '1.0.0';
  return {
    ...bareRelease(version),
    publishedAt: theTime,
    publisher: byTrust(),
    attested: 'yes',
    files: [aFile({ name: `lantern-${version}.tgz` })],
    installScript: false,
    dependencies: [],
    ...over,
  };
}

export function aFile(over: Partial<ReleaseFile> = {}): ReleaseFile {
  const name = over.name ?? 'lantern-1.0.0.tgz';
  return { name, digests: { sha512: digestOf(name) }, publishedAt: null, attested: 'yes', ...over };
}

/** A digest of the right length that depends on the text alone. */
export function digestOf(text: string): string {
  return Buffer.from(text).toString('hex').padEnd(128, '0').slice(0, 128);
}

/** The history of `lantern`, its releases oldest first. */
export function aHistory(releases: readonly RegistryRelease[], over: Partial<PackageHistory> = {}): PackageHistory {
  return {
    registry: 'npm',
    name: 'lantern',
    releases,
    omitted: 0,
    vanished: [],
    owners: saw([{ name: 'ada', kind: 'person', role: null }]),
    sourceLinks: [`https://github.com/${theRepository}`],
    settings: { trustedPublishingOnly: null, twoFactorRequired: null },
    status: 'active',
    newest: releases.at(-1)?.version ?? null,
    malware: [],
    page: 'https://registry.example/package/lantern',
    ...over,
  };
}

/** What a certificate says of a run of `release.yml` in `octo/lantern`. */
export function anIdentity(over: Partial<Identity> = {}): Identity {
  const ref = over.ref ?? 'refs/tags/v1.0.0';
  return {
    issuer: githubIssuer,
    subject: `https://github.com/${theRepository}/${theWorkflow}@${ref}`,
    repositoryUrl: `https://github.com/${theRepository}`,
    repositoryId: '4711',
    workflow: theWorkflow,
    workflowRef: ref,
    ref,
    commit: theCommit,
    trigger: 'push',
    runner: 'github-hosted',
    runUrl: runUrl(theRun),
    ...over,
  };
}

export function runUrl(run: string, repository = theRepository): string {
  return `https://github.com/${repository}/actions/runs/${run}/attempts/1`;
}

/** A build's attestation that holds. */
export function anAttestation(over: Partial<VerifiedAttestation> = {}): VerifiedAttestation {
  return {
    predicateType: 'https://slsa.dev/provenance/v1',
    signedBy: 'build',
    signedAt: theTime,
    identity: anIdentity(),
    subjects: [{ name: 'pkg:npm/lantern@1.0.0', digest: { sha512: digestOf('lantern-1.0.0.tgz') } }],
    failures: [],
    notCompared: [],
    ...over,
  };
}

/** npm's own record of a publication: it says nothing of the build. */
export function aPublication(over: Partial<VerifiedAttestation> = {}): VerifiedAttestation {
  return anAttestation({
    predicateType: 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1',
    signedBy: 'npm',
    identity: null,
    ...over,
  });
}

export function aRecord(over: Partial<AttestedFileRecord> = {}): AttestedFileRecord {
  return { file: null, attestations: [anAttestation(), aPublication()], source: theSource, ...over };
}

export function aTag(over: Partial<TagFact> = {}): TagFact {
  return { name: 'v1.0.0', commit: theCommit, at: theTime, madeAt: over.at ?? theTime, ...over };
}

export function aGitHubRelease(over: Partial<GitHubReleaseFact> = {}): GitHubReleaseFact {
  return {
    tag: 'v1.0.0',
    publishedAt: theTime,
    author: 'ada',
    prerelease: false,
    immutable: false,
    assets: [],
    ...over,
  };
}

export function aCommit(over: Partial<CommitFact> = {}): CommitFact {
  return {
    sha: theCommit,
    reachable: 'default-branch',
    from: 'main',
    committedAt: theTime,
    verified: true,
    author: 'ada',
    versions: { 'package.json': '1.0.0' },
    ...over,
  };
}

export function aJob(over: Partial<JobFact> = {}): JobFact {
  return {
    name: 'publish',
    status: 'completed',
    conclusion: 'success',
    startedAt: theTime,
    endedAt: theTime,
    steps: [{ name: 'Publish', conclusion: 'success' }],
    ...over,
  };
}

export function aRun(over: Partial<RunFact> = {}): RunFact {
  return {
    id: theRun,
    repository: theRepository,
    workflow: theWorkflow,
    event: 'push',
    commit: theCommit,
    branch: 'v1.0.0',
    status: 'completed',
    conclusion: 'success',
    actor: 'ada',
    startedAt: daysLater(-0.002),
    endedAt: daysLater(0.001),
    jobs: saw([aJob()]),
    ...over,
  };
}

/** What GitHub tells of `octo/lantern`. Lists become maps and observations. */
export function facts(
  over: {
    readonly repository?: Partial<ReleaseFacts['repository']>;
    readonly tags?: readonly TagFact[] | ReleaseFacts['tags'];
    readonly releases?: readonly GitHubReleaseFact[] | ReleaseFacts['releases'];
    readonly commits?: readonly CommitFact[] | ReleaseFacts['commits'];
    readonly runs?: readonly RunFact[] | ReleaseFacts['runs'];
  } = {},
): ReleaseFacts {
  const { tags = [aTag()], releases = [], commits = [aCommit()], runs = [aRun()] } = over;
  return {
    repository: {
      id: 4711,
      fullName: theRepository,
      formerNames: [],
      visibility: 'public',
      defaultBranch: 'main',
      ...over.repository,
    },
    tags: isList(tags) ? saw({ tags, complete: true }) : tags,
    releases: isList(releases) ? saw({ releases, complete: true }) : releases,
    commits: isList(commits) ? new Map(commits.map((commit) => [commit.sha, saw(commit)])) : commits,
    runs: isList(runs) ? new Map(runs.map((run) => [run.id, saw(run)])) : runs,
  };
}

/** `Array.isArray` does not narrow lists that cannot be written to. */
function isList<T>(value: readonly T[] | object): value is readonly T[] {
  return Array.isArray(value);
}

export const isDeclared: DeclaredPublishing = {
  workflows: [theWorkflow],
  environments: ['npm'],
  auth: ['trusted-publishing'],
  leavesNoAttestation: false,
  manifest: { path: 'package.json', version: null },
};

/** All that is known of `lantern`: one release, joined to everything. */
export function aCase(over: Partial<Case> = {}): Case {
  const history = over.history ?? aHistory([aRelease()]);
  return {
    history,
    details: new Map(),
    attested: new Map([['1.0.0', saw([aRecord()])]]),
    github: facts(),
    declared: isDeclared,
    policy: { release: null },
    advisories: saw([]),
    neighbours: [],
    knownOwners: null,
    now: Date.parse(daysLater(30)),
    ...over,
  };
}

export function aJoin(state: JoinState = 'proved', over: Partial<Join> = {}): Join {
  return { state, value: null, says: `it is ${state}`, ...over };
}

export function joinsOf(over: Partial<Record<JoinName, Join>> = {}): Record<JoinName, Join> {
  return {
    tag: aJoin('proved', { value: 'v1.0.0' }),
    release: aJoin('proved', { value: 'v1.0.0' }),
    commit: aJoin('proved', { value: theCommit }),
    run: aJoin('proved', { value: theRun }),
    attestation: aJoin(),
    digest: aJoin(),
    ...over,
  };
}

/** A row that was looked at closely and is proved throughout. Version and time come from the release. */
export function aRow(over: Partial<ReleaseFactsRow> = {}): ReleaseFactsRow {
  const release = over.release ?? aRelease();
  return {
    release,
    at: release.publishedAt === null ? null : Date.parse(release.publishedAt),
    line: { name: release.version.split('.')[0] ?? '', isPrerelease: false },
    rank: 'trusted-publishing',
    isClose: true,
    attested: { state: 'verified', reasons: [] },
    identities: [{ file: null, identity: anIdentity() }],
    commit: theCommit,
    run: theRun,
    repository: theRepository,
    joins: joinsOf(),
    ...over,
  };
}

/** The habit of a project that tags and publishes by trusted publishing, ten releases long. */
export function aHabit(over: Partial<Habit> = {}): Habit {
  return {
    tagged: { yes: 10, no: 0 },
    tagForms: ['v{version}'],
    cadence: 9 * 86_400_000,
    publishers: new Map([['trusted publishing', 10]]),
    workflows: new Map([[theWorkflow, 10]]),
    installScripts: false,
    signsCommits: false,
    says: [],
    ...over,
  };
}

/** A row among the others. `earlierInLine` is `earlier` where it is not said. */
export function aContext(over: Partial<RowContext> = {}): RowContext {
  const earlier = over.earlier ?? [];
  return {
    case: aCase(),
    row: aRow(),
    earlier,
    earlierInLine: earlier,
    doubted: [],
    later: [],
    habit: aHabit(),
    ...over,
  };
}
