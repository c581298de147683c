import { type Glance, glanceAt } from '../../audit/glance.ts';
import { observePackages } from '../../audit/observe-packages.ts';
import { firstPaths, settle } from '../../github/commit-files.ts';
import { observeReleaseFacts } from '../../github/observe-release-facts.ts';
import type { PackageEvidence } from '../../ledger/package-evidence.ts';
import { mapPublications } from '../../publishing/map.ts';
import { registries as allRegistries } from '../../registries/index.ts';
import type { StoredPackage } from '../../store/store.ts';
import { filesOf } from '../audit-commit.ts';
import type { JobContext, RegistryAccess } from '../context.ts';
import { hasOpenIncident, noticeIncidents } from '../incidents/index.ts';
import { observed } from '../observe.ts';
import { policyOfFiles } from '../policy-in-force.ts';
import { openWork, type RepositoryWork } from '../repository-work.ts';
import { isSameEvidence, newestRelease } from './evidence.ts';
import { learntQuietly } from './quiet.ts';
import { rulesNow } from './rules.ts';
import { type LookRules, nextLook } from './schedule.ts';

/**
 * Looks at the packages of a repository that are due: what their registries show, whether it fits what GitHub knows, and
 * what has changed. All that are due together are one question to GitHub, and none while no registry shows anything new.
 *
 * @throws GitHubUnavailable where GitHub cannot answer now; what was not looked at is still due then
 */
export async function lookAtPackages(context: JobContext, repositoryId: number, signal: AbortSignal): Promise<void> {
  const { registries, store } = context;
  if (registries === null) return;
  const work = await openWork(context, repositoryId, signal, 'background');
  if (work === null) return;
  const soon = context.now() + together;
  const due = (await store.packages.ofRepository(repositoryId)).filter(({ lookAt }) => lookAt <= soon);
  if (due.length === 0) return;
  const glances = await glanceAt(due, { http: registries.http, now: context.now() });
  const rules = await rulesNow(context, registries);
  const looked = (await learntWithoutGitHub(work, rules, due, glances)) ?? (await ask(work, registries, due, glances));
  if (looked === null) return putOffLooks(context, repositoryId);

  let hasChanged = false;
  for (const [index, before] of due.entries()) {
    signal.throwIfAborted();
    const evidence = looked.learnt[index];
    if (evidence !== undefined && (await keep(looked.work, rules, before, evidence))) hasChanged = true;
  }
  if (hasChanged) await wantAudit(context, repositoryId);
}

async function wantAudit({ store, queue }: JobContext, repositoryId: number): Promise<void> {
  await store.repositories.wantAudit(repositoryId, { settings: false });
  await queue.repository(repositoryId, { urgency: 'background' });
}

/** Packages that are due within this time are looked at with the others, in milliseconds. */
const together = 45_000;

/**
 * The repository cannot be looked at, for a reason that will last: its packages are left alone for an hour. An audit that
 * waits for the first look does without.
 */
export async function putOffLooks(context: JobContext, repositoryId: number): Promise<void> {
  const { store } = context;
  const at = context.now();
  const due = (await store.packages.ofRepository(repositoryId)).filter(({ lookAt }) => lookAt <= at);
  for (const { id, releasedAt } of due)
    await store.packages.looked(id, { at, next: at + putOffFor, evidence: null, releasedAt, changed: false });
  if (due.some(({ lookedAt }) => lookedAt === null)) await wantAudit(context, repositoryId);
}

const putOffFor = 60 * 60_000;

interface Looked {
  /** As GitHub names the repository now, where it was asked. */
  readonly work: RepositoryWork;
  /** In the order of the packages. */
  readonly learnt: readonly PackageEvidence[];
}

/** Null where GitHub has to be asked about one package, and so about all. */
async function learntWithoutGitHub(
  work: RepositoryWork,
  rules: LookRules,
  due: readonly StoredPackage[],
  glances: readonly Glance[],
): Promise<Looked | null> {
  const { context, repository } = work;
  const { snapshot, settingsStale } = repository;
  if (snapshot === null || settingsStale) return null;
  const times = { now: context.now(), repositoryReadAt: snapshot.observedAt };
  const learnt: PackageEvidence[] = [];
  for (const [index, before] of due.entries()) {
    const glance = glances[index];
    const hasIncident = await hasOpenIncident(context, before);
    const known = glance === undefined ? null : learntQuietly({ before, hasIncident, glance }, rules, times);
    if (known === null) return null;
    learnt.push(known);
  }
  return { work, learnt };
}

/** Null where the repository is gone or has no head. */
async function ask(
  unread: RepositoryWork,
  access: RegistryAccess,
  due: readonly StoredPackage[],
  glances: readonly Glance[],
): Promise<Looked | null> {
  const work = await observed(unread, 'settings');
  const head = work?.snapshot.facts.head ?? null;
  if (work === null || head === null) return null;
  const { context, client, repository, snapshot } = work;
  const { id, owner, name, visibility } = repository;
  const files = await filesOf(work, head);
  const map = await settle(files, (seen) => mapPublications(seen, allRegistries, `${owner}/${name}`), {
    first: [...firstPaths(files.files.paths), ...repository.paths],
  });
  const { policy } = await policyOfFiles(work, files);
  const { defaultBranch } = snapshot.facts;
  const place = { id, owner, name, visibility, defaultBranch, formerNames: [], server: context.server };
  const learnt = await observePackages(
    { map, policy, glances },
    {
      http: access.http,
      trust: await access.trust(),
      github: (questions) => observeReleaseFacts(client, place, questions),
      known: (wanted) =>
        due.find((each) => each.registry === wanted.registry && each.name === wanted.name)?.evidence ?? null,
      now: context.now(),
    },
  );
  return { work, learnt };
}

/** Gives whether anything has changed. What was noticed is told before the look counts as done. */
async function keep(
  { context, repository }: RepositoryWork,
  rules: LookRules,
  before: StoredPackage,
  learnt: PackageEvidence,
): Promise<boolean> {
  const isUnreadable = learnt.history.state === 'unreadable';
  // What was known stays where nothing could be read; where nothing was, the reason is worth knowing
  const evidence = isUnreadable && before.evidence !== null ? null : learnt;
  const hasChanged = evidence !== null && !isSameEvidence(before.evidence, evidence);
  const at = context.now();
  const isOpen = await hasOpenIncident(context, before);
  // People close what was told, and a permission that was missing can be granted: heard of once an hour
  if (evidence !== null && (hasChanged || (isOpen && isFirstOfHour(before, at))))
    await noticeIncidents(context, repository, before, evidence);

  const releasedAt = evidence === null ? before.releasedAt : newestRelease(evidence);
  const changedAt = hasChanged ? at : before.changedAt;
  const failures = isUnreadable ? before.failures + 1 : 0;
  // Something may have been pushed while the registry was asked
  const { hurryUntil } = (await context.store.packages.get(before.id)) ?? before;
  const regular = nextLook({ ...before, hurryUntil, releasedAt, changedAt, failures }, rules, at);
  const next = (await hasOpenIncident(context, before)) ? Math.min(regular, at + hour) : regular;
  await context.store.packages.looked(before.id, { at, next, evidence, releasedAt, changed: hasChanged });
  context.measures.looked(before.registry, isUnreadable ? 'unreadable' : hasChanged ? 'changed' : 'unchanged');
  return hasChanged;
}

const hour = 60 * 60_000;

function isFirstOfHour({ lookedAt }: StoredPackage, now: number): boolean {
  return lookedAt === null || Math.floor(lookedAt / hour) !== Math.floor(now / hour);
}
