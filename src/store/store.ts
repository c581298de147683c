import type { GitHubBudget, GitHubLimit } from '../github/budget.ts';
import type { AnswerCache, BlobCache, RefusalCache, TreeCache } from '../github/client.ts';
import type { RepositorySnapshot } from '../github/snapshot.ts';
import type { AnswerKeeper } from '../http/http.ts';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { GateAnswer, GateDecision } from '../types/gate.ts';
import type { IncidentPack } from '../types/incident-pack.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Report } from '../types/report.ts';
import type { CodeScanning } from './stored-code-scanning.ts';
import type { Digests } from './stored-digests.ts';
import type { ActionCommits, Fixes, FixOffers } from './stored-fixes.ts';
import type { Badges, Postures } from './stored-postures.ts';
import type { SecretNames } from './stored-secret-names.ts';
import type { Sweeps } from './stored-sweeps.ts';

/**
 * What Mintmark remembers, in Postgres: embedded in a folder of its own, or a server. Both run the same SQL. Ids of
 * repositories, installations, check runs and issues are GitHub's numbers; times are milliseconds since the epoch.
 */
export interface Store {
  readonly deliveries: Deliveries;
  readonly installations: Installations;
  readonly repositories: Repositories;
  readonly checks: Checks;
  readonly reports: Reports;
  readonly postures: Postures;
  readonly badges: Badges;
  readonly digests: Digests;
  readonly codeScanning: CodeScanning;
  readonly issues: Issues;
  readonly fixes: Fixes;
  readonly fixOffers: FixOffers;
  readonly actionCommits: ActionCommits;
  readonly policies: Policies;
  readonly packages: Packages;
  readonly watching: Watching;
  readonly incidents: Incidents;
  readonly gate: Gate;
  /** Contents of files and listings of trees, which are only ever served to whom they were read for. */
  contents(scope: ContentScope): ContentCache;
  readonly limits: GitHubLimits;
  readonly parked: Parked;
  readonly timetable: Timetable;
  readonly sweeps: Sweeps;
  readonly secretNames: SecretNames;
  answers(repositoryId: number): AnswerCache;
  refusals(installationId: number): RefusalCache;
  /** What registries answered, whoever asked. */
  readonly registryAnswers: AnswerKeeper;
  readonly registryRequests: RegistryRequests;
  /** Rejects where the database does not answer. */
  ping(): Promise<void>;
  /** Deletes what is older than it is worth: completed deliveries, blobs and answers long unused, old reports. */
  prune(now: number): Promise<void>;
  close(): Promise<void>;
}

export interface Deliveries {
  /** Stores a delivery before it is acknowledged. */
  receive(delivery: Delivery): Promise<Reception>;
  /** Stores many in one statement, all or none of them, and answers for each in their order. */
  receiveAll(deliveries: readonly SignedDelivery[]): Promise<readonly Reception[]>;
  /** Null where it is unknown or completed. */
  open(id: string): Promise<Delivery | null>;
  /** Its work is done: the payload is deleted, the id kept. */
  complete(id: string, now: number): Promise<void>;
  /** Its work failed for good: kept for a person to look at, with the reason. Not taken up again unless it is redelivered. */
  fail(id: string, reason: string, now: number): Promise<void>;
  /** A failed one is to be worked on after all. False where there is none of that id. */
  reopen(id: string): Promise<boolean>;
  /** Ids of deliveries received before then that are neither completed nor failed, oldest first, at most 1,000. */
  left(before: number): Promise<readonly string[]>;
  /** Which of these are completed. */
  completed(ids: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface Delivery {
  /** `X-GitHub-Delivery`; a redelivery has the same. */
  readonly id: string;
  /** `X-GitHub-Event`. */
  readonly name: string;
  /** The body as it was signed. */
  readonly payload: string;
  readonly receivedAt: number;
}

/** A delivery as it came in: the very bytes that were signed. */
export interface SignedDelivery extends Omit<Delivery, 'payload'> {
  readonly payload: Buffer;
}

/** `open`: stored before, and its work is not done. `completed`: its work is done, and the copy is dropped. */
export type Reception = 'new' | 'open' | 'completed';

/** Whose contents: a repository's own, or those of all public repositories together. */
export type ContentScope = 'public' | { readonly repositoryId: number };

export interface ContentCache extends BlobCache, TreeCache {}

/** What GitHub has said of the limits of an installation, whichever process it said it to. */
export interface GitHubLimits {
  /** All that is known of an installation, by resource. */
  of(installationId: number): Promise<ReadonlyMap<string, GitHubLimit>>;
  /** Keeps what an answer said of the budget; an older answer does not undo what a newer one said. */
  note(installationId: number, resource: string, said: GitHubBudget): Promise<void>;
  /** GitHub refuses until then. An earlier time does not shorten a later one. */
  block(installationId: number, resource: string, until: number, by: string): Promise<void>;
  /**
   * Takes turns of a pace that all processes keep together, ahead of time where there are none. Gives how long to wait for
   * them, in milliseconds by the database's clock; where that is longer than the patience, none were taken.
   */
  turn(installationId: number, pace: string, turns: GitHubTurns): Promise<number>;
  /** Over all installations, by resource. */
  overview(now: number): Promise<ReadonlyMap<string, GitHubOverview>>;
}

/** A bucket of turns: it fills by one each `between` milliseconds, up to `burst`. */
export interface GitHubTurns {
  readonly count: number;
  readonly between: number;
  readonly burst: number;
  /** In milliseconds. */
  readonly patience: number;
}

export interface GitHubOverview {
  /** What is left of the hour, 0 to 1, where least is left; 1 where no installation has asked within the hour. */
  readonly leastLeft: number;
  /** Installations that GitHub refuses. */
  readonly blocked: number;
}

/** Work that failed for good and waits for a person. */
export interface Parked {
  /** Once a kind and subject; the reason is the last one. */
  put(work: Omit<ParkedWork, 'id'>): Promise<void>;
  /** Newest first, at most 1,000. */
  list(): Promise<readonly ParkedWork[]>;
  count(): Promise<number>;
  /** It is taken up again, or has no object any more. */
  remove(kind: string, subject: string): Promise<void>;
}

export interface ParkedWork {
  readonly id: number;
  /** A kind of job. */
  readonly kind: string;
  /** What the job is about: the id of a delivery, of a repository or of an installation, or a registry. */
  readonly subject: string;
  readonly installationId: number | null;
  /** One line without secrets. */
  readonly reason: string;
  readonly tries: number;
  readonly parkedAt: number;
}

/** What is done once in a while, however many processes there are. */
export interface Timetable {
  /** True for the one process whose turn it is: `every` milliseconds have passed since anybody's last turn. */
  take(name: string, every: number, now: number): Promise<boolean>;
}

export interface Installations {
  /** It is there, and so not missing. */
  put(installation: Installation): Promise<void>;
  get(id: number): Promise<Installation | null>;
  list(): Promise<readonly Installation[]>;
  /** Those that GitHub does not know any more: their ids, each with the time since when. */
  missing(): Promise<ReadonlyMap<number, number>>;
  /** GitHub does not know it: nothing is done for it until it is `put` again. Where it is missing already, nothing changes. */
  setMissing(id: number, since: number): Promise<void>;
  /** Ids of those of which nothing is stored but repositories. */
  unknown(): Promise<readonly number[]>;
  setSuspended(id: number, suspended: boolean): Promise<void>;
  /** Everything of the installation is deleted, as GitHub's terms ask: its repositories, reports, checks and issues. */
  remove(id: number): Promise<void>;
}

export interface Installation {
  readonly id: number;
  readonly accountId: number;
  readonly account: string;
  readonly accountType: 'Organization' | 'User';
  /** `{ contents: 'read', checks: 'write' }`. */
  readonly permissions: Readonly<Record<string, string>>;
  readonly suspended: boolean;
}

export interface Repositories {
  /** Adds a repository or renews where it is; what else is known of it stays. */
  put(repository: RepositoryPlace): Promise<void>;
  get(id: number): Promise<StoredRepository | null>;
  /** By `owner/name`, without case. */
  find(owner: string, name: string): Promise<StoredRepository | null>;
  ofInstallation(installationId: number): Promise<readonly StoredRepository[]>;
  /** All of an installation. */
  idsOf(installationId: number): Promise<readonly number[]>;
  /** Those of an installation whose audit is wanted and that are not archived, by their ids from the one after `after` on. */
  wanted(installationId: number, after: number, limit: number): Promise<readonly StoredRepository[]>;
  /** The default branch is to be audited; `settings` where what was observed of the settings may no longer hold. */
  wantAudit(id: number, because: { readonly settings: boolean }): Promise<void>;
  /** The audit that was wanted up to now is done; a wish that came in meanwhile (a higher `wish`) stays. */
  auditDone(id: number, wish: number, now: number): Promise<void>;
  /**
   * Repositories whose audit is wanted, or that were last audited before then, or at a time that has not come yet; neither
   * archived nor suspended.
   */
  due(before: number, now: number): Promise<readonly DueRepository[]>;
  keepSnapshot(id: number, snapshot: RepositorySnapshot, paths: readonly string[]): Promise<void>;
  /** A check run with the first audit has been completed. */
  firstSeen(id: number, now: number): Promise<void>;
  remove(id: number): Promise<void>;
}

/** A repository whose time to be audited has come. */
export interface DueRepository {
  readonly id: number;
  readonly installationId: number;
  readonly auditWanted: boolean;
}

export interface RepositoryPlace {
  readonly id: number;
  readonly installationId: number;
  readonly owner: string;
  readonly name: string;
  readonly visibility: 'public' | 'private' | 'internal';
  readonly archived: boolean;
}

export interface StoredRepository extends RepositoryPlace {
  /** Goes up with each wish for an audit of the default branch. */
  readonly wish: number;
  readonly auditWanted: boolean;
  /** What was observed last, unless something has happened since that may have changed it. */
  readonly snapshot: RepositorySnapshot | null;
  readonly settingsStale: boolean;
  /** The files that the last audit read, to be fetched at once the next time. */
  readonly paths: readonly string[];
  readonly firstSeenAt: number | null;
  readonly auditedAt: number | null;
}

/** One row a commit: the check run that is wanted for it, and how far it has come. */
export interface Checks {
  /** Wants a check of a commit, again if there was one. */
  want(check: WantedCheck): Promise<void>;
  /** All of a repository that are not completed, oldest first. */
  unfinished(repositoryId: number): Promise<readonly Check[]>;
  find(repositoryId: number, headSha: string): Promise<Check | null>;
  /** By GitHub's id of the check run. */
  byCheckRun(repositoryId: number, checkRunId: number): Promise<Check | null>;
  /** A check run is about to be created: after a crash it has to be looked for before another is made. */
  starting(id: number): Promise<void>;
  started(id: number, checkRunId: number): Promise<void>;
  /** Nothing changes where it has been wanted again since (a higher `wish`). */
  completed(id: number, wish: number, result: CheckResult): Promise<void>;
  /** Ids of repositories with checks wanted before then and not completed. */
  left(before: number): Promise<readonly number[]>;
}

export type CheckPurpose = 'default-branch' | 'pull-request' | 'merge-group';

export interface WantedCheck {
  readonly repositoryId: number;
  readonly headSha: string;
  readonly purpose: CheckPurpose;
  /** What the change is compared with; null for the default branch. */
  readonly base: { readonly ref: string; readonly sha: string } | null;
  readonly pullNumber: number | null;
  /** A person asked for it: a new check run is made even where one is completed. */
  readonly again: boolean;
  readonly now: number;
}

export interface Check extends Omit<WantedCheck, 'now'> {
  readonly id: number;
  readonly wish: number;
  readonly state: 'wanted' | 'starting' | 'running' | 'completed';
  readonly checkRunId: number | null;
  readonly conclusion: string | null;
  /** Digest of what was last written into the check run. */
  readonly output: string | null;
  readonly wantedAt: number;
}

export interface CheckResult {
  readonly conclusion: string;
  readonly output: string;
  readonly now: number;
}

export interface Reports {
  /** The report of a commit that was made from equal `inputs` (policy, settings, version, day), or null. */
  get(repositoryId: number, commit: string, inputs: string): Promise<Report | null>;
  put(repositoryId: number, commit: string, inputs: string, report: Report, now: number): Promise<void>;
  /** The last audit of the default branch. */
  ofRecord(repositoryId: number): Promise<Report | null>;
  setOfRecord(repositoryId: number, commit: string, report: Report, now: number): Promise<void>;
}

export interface Issues {
  /** `key`: `rollup`, or the id of a control. */
  get(repositoryId: number, key: string): Promise<StoredIssue | null>;
  byNumber(repositoryId: number, number: number): Promise<StoredIssue | null>;
  list(repositoryId: number): Promise<readonly StoredIssue[]>;
  put(issue: StoredIssue): Promise<void>;
  remove(repositoryId: number, key: string): Promise<void>;
}

export interface StoredIssue {
  readonly repositoryId: number;
  readonly key: string;
  readonly number: number;
  readonly state: 'open' | 'closed';
  /** A person closed it as not planned, or locked or deleted it: it is left alone. */
  readonly obeyed: boolean;
  /** Digest of the title and the body as last written. */
  readonly written: string;
  /** What was put right while the issue stood open, newest first. */
  readonly solved: readonly SolvedItem[];
  /** What stood in it when it was last written. */
  readonly open: readonly OpenItem[];
}

export interface OpenItem {
  readonly fingerprint: string;
  readonly control: string;
  readonly message: string;
}

export interface SolvedItem extends OpenItem {
  /** ISO 8601 day. */
  readonly on: string;
}

/** The last policy file that was valid, so that a mistake does not switch anything off. */
export interface Policies {
  /** `owner`: `repository:123` or `organisation:45`. */
  lastGood(owner: string): Promise<string | null>;
  keepGood(owner: string, text: string, now: number): Promise<void>;
  forget(owner: string): Promise<void>;
}

/** How often each service was asked, for budgets that all processes share. */
export interface RegistryRequests {
  /** Counts one more request of a day (midnight UTC). Gives how many it were that day, with it. */
  spend(service: string, day: number): Promise<number>;
  /**
   * Takes the next turn of a service whose requests start this far apart, whichever process sends them. Gives how long to
   * wait for it, by the database's clock. All in milliseconds.
   */
  turn(service: string, between: number): Promise<number>;
  /** The requests of one day (midnight UTC) by service. */
  of(day: number): Promise<ReadonlyMap<string, number>>;
}

/** The packages of installed repositories that are followed on their registries. */
export interface Packages {
  /** What a repository publishes, by its files: new ones are looked at at once, those not named any more are left. Gives how many are new. */
  follow(repositoryId: number, packages: readonly PackageName[], now: number): Promise<number>;
  ofRepository(repositoryId: number): Promise<readonly StoredPackage[]>;
  /** By id, whether it is followed or was left. */
  get(id: number): Promise<StoredPackage | null>;
  /** Those whose time to be looked at has come, the most overdue first; none of a repository that is archived or suspended. */
  due(now: number, limit: number): Promise<readonly FollowedPackage[]>;
  /** Which of these names are followed on a registry, for a feed of changes. Names are compared as the registry does. */
  named(registry: RegistryId, names: readonly string[]): Promise<readonly FollowedPackage[]>;
  /** All that are followed on a registry. */
  ofRegistry(registry: RegistryId): Promise<readonly FollowedPackage[]>;
  /** Ids of the repositories of an installation whose packages changed last, the latest first; none that is archived. */
  changedLast(installationId: number, limit: number): Promise<readonly number[]>;
  /** How many are followed, by registry. */
  counts(): Promise<ReadonlyMap<RegistryId, number>>;
  /** Registries of packages that are in a hurry. */
  hurried(now: number): Promise<ReadonlySet<RegistryId>>;
  /** What was learnt, and when to look again. Where nothing could be read, it counts as a failure. */
  looked(id: number, look: Look): Promise<void>;
  /** Looks earlier than planned, never later. */
  lookAt(ids: readonly number[], at: number): Promise<void>;
  /** Something has happened in the repository that often comes before a release: looked at often until then. */
  hurry(repositoryId: number, until: number): Promise<void>;
}

export interface PackageName {
  readonly registry: RegistryId;
  readonly name: string;
}

/** A package without what is known of it, which may be much. */
export interface FollowedPackage extends PackageName {
  readonly id: number;
  readonly repositoryId: number;
  readonly lookAt: number;
  readonly lookedAt: number | null;
  readonly hurryUntil: number;
  /** When the newest release that is known was published; null before the first look and for packages without one. */
  readonly releasedAt: number | null;
  /** When what is known last differed from what was known before. */
  readonly changedAt: number | null;
  /** Failures in a row to read the registry. */
  readonly failures: number;
}

export interface StoredPackage extends FollowedPackage {
  readonly evidence: PackageEvidence | null;
}

export interface Look {
  readonly at: number;
  readonly next: number;
  /** Null where nothing could be read: what was known stays. */
  readonly evidence: PackageEvidence | null;
  readonly releasedAt: number | null;
  readonly changed: boolean;
}

/** Where each feed of changes was left. */
export interface Watching {
  cursor(service: string): Promise<FeedCursor | null>;
  keepCursor(service: string, cursor: string, at: number): Promise<void>;
}

export interface FeedCursor {
  readonly cursor: string;
  /** When the feed was last read. */
  readonly at: number;
}

/** Releases that did not come from where they should. One row a package and version; never told in public. */
export interface Incidents {
  find(packageId: number, version: string): Promise<StoredIncident | null>;
  ofRepository(repositoryId: number): Promise<readonly StoredIncident[]>;
  put(incident: Omit<StoredIncident, 'id'>): Promise<StoredIncident>;
}

export interface StoredIncident {
  readonly id: number;
  readonly repositoryId: number;
  readonly packageId: number;
  readonly version: string;
  /** `noticed`: not told yet; `retracted`: a false alarm, with the reason told. */
  readonly state: 'noticed' | 'told' | 'retracted';
  /** Where it was told: a draft advisory or an issue of a private repository. */
  readonly place: { readonly kind: 'advisory' | 'issue'; readonly repository: string; readonly id: string } | null;
  /** The evidence as it was when it was noticed; never changed afterwards. */
  readonly pack: IncidentPack;
  readonly noticedAt: number;
  /** Why it was taken back; null while it stands. */
  readonly retraction: string | null;
  /** Digest of what was last written. */
  readonly written: string | null;
}

/** Deployments that wait for an answer, and the answers that were given. */
export interface Gate {
  /** A deployment asks. One that has asked before is not wanted again. */
  want(asked: AskedDeployment): Promise<void>;
  /** Those of a repository that have no answer yet, oldest first, at most 100. */
  open(repositoryId: number): Promise<readonly StoredDeployment[]>;
  /** Newest first, at most 1,000. */
  ofRepository(repositoryId: number): Promise<readonly StoredDeployment[]>;
  /** What GitHub is about to be told: kept first, so that a crash leaves no answer that nobody knows of. */
  decided(
    id: number,
    decision: { readonly decision: GateDecision; readonly reasons: readonly GateAnswer[]; readonly now: number },
  ): Promise<void>;
  /** It was said what is waited for. */
  reported(id: number, now: number): Promise<void>;
  /** It needs no answer any more. */
  settled(id: number, outcome: GateOutcome): Promise<void>;
  /** Those of a repository whose work failed are to be answered after all. Gives how many there are. */
  reopen(repositoryId: number): Promise<number>;
  /** Ids of repositories with deployments that asked before then and have no answer, at most 1,000. */
  left(before: number): Promise<readonly number[]>;
}

/**
 * `too-late`: nothing waited for the answer any more; `refused`: a permission is missing; `failed`: the work failed for good,
 * and a person may have it tried again.
 */
export type GateOutcome = 'told' | 'too-late' | 'refused' | 'failed';

export interface AskedDeployment {
  readonly repositoryId: number;
  /** GitHub's id of the workflow run. */
  readonly runId: number;
  readonly environment: string;
  /** GitHub's id; null where it named none. */
  readonly deploymentId: number | null;
  readonly commit: string;
  /** The branch or tag that the run is for, as GitHub names it. */
  readonly ref: string;
  readonly now: number;
}

export interface StoredDeployment extends Omit<AskedDeployment, 'now'> {
  readonly id: number;
  readonly askedAt: number;
  /** Null until it is decided. */
  readonly decision: GateDecision | null;
  readonly reasons: readonly GateAnswer[];
  readonly decidedAt: number | null;
  readonly reportedAt: number | null;
  /** Null while it waits for an answer. */
  readonly outcome: GateOutcome | null;
}
