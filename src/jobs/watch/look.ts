import { observePackages } from '../../audit/observe-packages.ts';
import { firstPaths, settle } from '../../github/commit-files.ts';
import { observeReleaseFacts } from '../../github/observe-release-facts.ts';
import type { CommitId } from '../../github/snapshot.ts';
import type { PackageEvidence } from '../../ledger/package-evidence.ts';
import { mapPublications } from '../../publishing/map.ts';
import { registries as allRegistries } from '../../registries/index.ts';
import type { StoredPackage } from '../../store/store.ts';
import { filesOf } from '../audit-commit.ts';
import type { JobContext, RegistryAccess } from '../context.ts';
import { noticeIncidents } from '../incidents/index.ts';
import { observed } from '../observe.ts';
import { policyOfFiles } from '../policy-in-force.ts';
import { type ObservedWork, openWork } from '../repository-work.ts';
import { isSameEvidence, newestRelease } from './evidence.ts';
import { rulesNow } from './rules.ts';
import { type LookRules, nextLook } from './schedule.ts';

/**
 * Looks at the packages of a repository that are due: what their registries show, whether it fits what GitHub knows, and
 * what has changed. All that are due together are one question to GitHub.
 *
 * @throws GitHubUnavailable where GitHub cannot answer now; what was not looked at is still due then
 */
export async function lookAtPackages(context: JobContext, repositoryId: number, signal: AbortSignal): Promise<void> {
  const { registries, store } = context;
  if (registries === null) return;
  const work = await openWork(context, repositoryId, signal);
  if (work === null) return;
  const soon = context.now() + together;
  const due = (await store.packages.ofRepository(repositoryId)).filter(({ lookAt }) => lookAt <= soon);
  if (due.length === 0) return;
  const seen = await observed(work, 'settings');
  const head = seen?.snapshot.facts.head ?? null;
  if (seen === null || head === null) return putOffLooks(context, repositoryId);

  const learnt = await ask(seen, head, registries, due);
  const rules = await rulesNow(context, registries);
  let hasChanged = false;
  for (const [index, before] of due.entries()) {
    signal.throwIfAborted();
    const evidence = learnt[index];
    if (evidence !== undefined && (await keep(seen, rules, before, evidence))) hasChanged = true;
  }
  if (!hasChanged) return;
  await store.repositories.wantAudit(repositoryId, { settings: false });
  await context.queue.repository(repositoryId);
}

/** Packages that are due within this time are looked at with the others, in milliseconds. */
const together = 45_000;

/** The repository cannot be looked at, for a reason that will last: its packages are left alone for an hour. */
export async function putOffLooks({ store, now }: JobContext, repositoryId: number): Promise<void> {
  const at = now();
  for (const { id, lookAt, releasedAt } of await store.packages.ofRepository(repositoryId))
    if (lookAt <= at)
      await store.packages.looked(id, { at, next: at + putOffFor, evidence: null, releasedAt, changed: false });
}

const putOffFor = 60 * 60_000;

/** In the order of the packages. */
async function ask(
  work: ObservedWork,
  head: CommitId,
  access: RegistryAccess,
  due: readonly StoredPackage[],
): Promise<readonly PackageEvidence[]> {
  const { context, client, repository, snapshot } = work;
  const { id, owner, name, visibility } = repository;
  const files = await filesOf(work, head);
  const map = await settle(files, (seen) => mapPublications(seen, allRegistries, `${owner}/${name}`), {
    first: [...firstPaths(files.files.paths), ...repository.paths],
  });
  const { policy } = await policyOfFiles(work, files);
  const { defaultBranch } = snapshot.facts;
  const place = { id, owner, name, visibility, defaultBranch, formerNames: [], server: context.server };
  return observePackages(
    { map, policy, names: due },
    {
      http: access.http,
      trust: await access.trust(),
      github: (questions) => observeReleaseFacts(client, place, questions),
      known: (wanted) =>
        due.find((each) => each.registry === wanted.registry && each.name === wanted.name)?.evidence ?? null,
      now: context.now(),
    },
  );
}

/** Gives whether anything has changed. What was noticed is told before the look counts as done. */
async function keep(
  { context, repository }: ObservedWork,
  rules: LookRules,
  before: StoredPackage,
  learnt: PackageEvidence,
): Promise<boolean> {
  const isUnreadable = learnt.history.state === 'unreadable';
  // What was known stays where nothing could be read; where nothing was, the reason is worth knowing
  const evidence = isUnreadable && before.evidence !== null ? null : learnt;
  const hasChanged = evidence !== null && !isSameEvidence(before.evidence, evidence);
  if (hasChanged) await noticeIncidents(context, repository, before, evidence);

  const at = context.now();
  const releasedAt = evidence === null ? before.releasedAt : newestRelease(evidence);
  const changedAt = hasChanged ? at : before.changedAt;
  const failures = isUnreadable ? before.failures + 1 : 0;
  const next = nextLook({ ...before, releasedAt, changedAt, failures }, rules, at);
  await context.store.packages.looked(before.id, { at, next, evidence, releasedAt, changed: hasChanged });
  context.measures.looked(before.registry, isUnreadable ? 'unreadable' : hasChanged ? 'changed' : 'unchanged');
  return hasChanged;
}
