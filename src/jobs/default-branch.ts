import type { CommitId } from '../github/snapshot.ts';
import { type CheckContext, checkOfTrouble } from '../reports/check-run/index.ts';
import { postureOf } from '../reports/posture.ts';
import type { CheckOutput } from '../types/check-output.ts';
import { answerCheck } from './answer-check.ts';
import { auditCommit, dayOf, filesOf } from './audit-commit.ts';
import { branchOutput } from './branch-output.ts';
import { type BegunCheck, beginCheck, concludeCheck } from './check-runs.ts';
import { checkWords } from './check-words.ts';
import { codeScanningTrouble, keepCodeScanning } from './code-scanning.ts';
import { restBoxes } from './exemptions/rest-boxes.ts';
import { hasFixButton } from './fixes/button.ts';
import { keepFixes } from './fixes/keep-fixes.ts';
import { offersFor } from './fixes/offers.ts';
import { isUnfinished } from './fixes/want-fix.ts';
import { isOfRepository } from './issue-plans.ts';
import { keepIssueTrue } from './keep-issue-true.ts';
import { measured } from './measured.ts';
import { observed } from './observe.ts';
import { policyOfFiles } from './policy-in-force.ts';
import { tellProgress } from './progress.ts';
import type { ObservedWork, RepositoryWork } from './repository-work.ts';
import { hasLearntSince } from './watch/evidence.ts';
import { awaitsFirstLook, followPackages } from './watch/follow.ts';

/**
 * The audit of record: the default branch as it is now, its check run, and the issue that follows from it. Nothing is
 * filed before a check run has been completed: people meet Mintmark there first. Packages that are new are looked at
 * before anything is said, so that the first word tells what the registries show and need not be taken back.
 */
export async function auditDefaultBranch(work: RepositoryWork, wanted: readonly BegunCheck[]): Promise<void> {
  await measured(work, 'default-branch', async () => {
    const { context, repository } = work;
    // What is learnt of packages from now on is for the next audit
    const began = context.now();
    const isWaitedFor = wanted.length > 0 || work.urgency === 'person';
    const heads = wanted.filter(({ check }) => !check.again).map(({ check }) => check.headSha);
    const seen = await observed(work, isWaitedFor ? 'head' : 'head-lately', heads);
    const head = seen?.snapshot.facts.head ?? null;
    for (const begun of wanted.filter(({ check }) => check.headSha !== head?.sha))
      await concludeOther(work, seen, begun, head);
    const isDue = seen !== null && head !== null && (wanted.length > 0 || !(await isSettled(seen, head)));
    if (isDue && (await auditHead(seen, head, wanted)) === 'waits') return;
    await context.store.repositories.auditDone(repository.id, repository.wish, began);
    await tellProgress(context, repository.installationId);
  });
}

/** Nothing was pushed, no setting is in doubt, the day is the same, the registries told nothing new, and what was said stands where it was said. */
async function isSettled({ context, repository, unchanged }: ObservedWork, head: CommitId): Promise<boolean> {
  const { checks, issues } = context.store;
  if (!unchanged || repository.auditedAt === null || dayOf(repository.auditedAt) !== dayOf(context.now())) return false;
  if (await hasLearntSince(context, repository.id, repository.auditedAt)) return false;
  const check = await checks.find(repository.id, head.sha);
  const touched = (await issues.list(repository.id)).some((issue) => isOfRepository(issue) && issue.written === '');
  const begun = (await context.store.fixes.list(repository.id)).some(isUnfinished);
  return check?.state === 'completed' && !touched && !begun;
}

/** `waits`: the audit is still wanted, and nothing has been said. */
async function auditHead(work: ObservedWork, head: CommitId, wanted: readonly BegunCheck[]): Promise<'said' | 'waits'> {
  const { context, repository, snapshot } = work;
  const { checks, repositories, reports } = context.store;
  const begun = wanted.find(({ check }) => check.headSha === head.sha) ?? (await wantHead(work, head.sha));

  const files = await filesOf(work, head);
  const { policy, problems } = await policyOfFiles(work, files);
  const report = await auditCommit(work, {
    commit: head,
    ref: `refs/heads/${snapshot.facts.defaultBranch}`,
    policy,
    files,
  });
  await reports.setOfRecord(repository.id, head.sha, report, context.now());
  await context.store.secretNames.keep(repository.id, report.secrets ?? []);
  await followPackages(context, repository.id, report);
  const isAwaited = await awaitsFirstLook(context, repository.id);
  if (isAwaited && context.now() - begun.check.wantedAt < lookPatience) return 'waits';
  const terms = { badge: policy.badge, visibility: repository.visibility };
  await context.store.postures.keep(repository.id, postureOf(report, terms), context.now());

  const branch = snapshot.facts.defaultBranch;
  const audited = branch === null ? null : { head, branch, policy, files, report };
  const fixable = await hasFixButton(work, report);
  const words = { ...(await checkWords(work, head.sha, { explain: false })), fixable };
  const judged = { report, policy, problems, today: dayOf(context.now()) };
  let codeScanning = await codeScanningTrouble(work, policy);
  const output = (told: CheckContext) => branchOutput({ ...judged, codeScanning }, told);
  if (isAwaited) {
    // What the registries show can change every finding, and annotations cannot be taken back
    await concludeCheck(work, begun, { ...output(words), annotations: [] });
    return 'said';
  }
  await concludeCheck(work, begun, output(words));
  const shown =
    repository.firstSeenAt !== null || ((await checks.find(repository.id, head.sha))?.checkRunId ?? null) !== null;
  if (!shown) return 'said';
  if (repository.firstSeenAt === null) await repositories.firstSeen(repository.id, context.now());
  const offers = audited === null ? [] : await offersFor(work, audited);
  const { lines, trouble } =
    audited === null ? { lines: new Map(), trouble: null } : await keepFixes(work, audited, offers);
  await keepIssueTrue(work, { report, policy }, lines, await restBoxes(work, { report, policy }));
  const { issue } = await checkWords(work, head.sha, { explain: false });
  const before = codeScanning;
  codeScanning = await keepCodeScanning(work, { report, policy });
  const now = { ...words, issue, fixable: await hasFixButton(work, report, offers) };
  if (issue !== words.issue || now.fixable !== fixable || codeScanning !== before)
    await sayAnew(work, head.sha, output(now));
  if (trouble !== null) throw trouble;
  return 'said';
}

/**
 * How long a check run stays in progress for the first look at a package, in milliseconds. The sweep comes back for it;
 * then it tells what the files say, and the look, whenever it ends, has the rest told.
 */
const lookPatience = 30_000;

/** The issue has come or gone, and the check run leads to it, or a button has: said now, and not when something else changes. */
async function sayAnew(work: ObservedWork, headSha: string, output: CheckOutput): Promise<void> {
  const check = await work.context.store.checks.find(work.repository.id, headSha);
  if (check?.state !== 'completed' || check.output === null || check.output === '') return;
  await concludeCheck(work, { check, checkRunId: null, isNew: false }, output);
}

async function wantHead({ context, repository, ...work }: ObservedWork, headSha: string): Promise<BegunCheck> {
  const { checks } = context.store;
  const now = context.now();
  await checks.want({
    repositoryId: repository.id,
    headSha,
    purpose: 'default-branch',
    base: null,
    pullNumber: null,
    again: false,
    now,
  });
  const check = await checks.find(repository.id, headSha);
  if (check === null) throw new Error(`the check of ${headSha} was not stored`);
  return beginCheck({ context, repository, ...work }, check);
}

/**
 * A commit that is no longer the head: answered when a person asked again, else told that the branch has moved on. What
 * was answered while it was the head stands.
 */
async function concludeOther(
  work: RepositoryWork,
  seen: ObservedWork | null,
  begun: BegunCheck,
  head: CommitId | null,
): Promise<void> {
  const { id, wish, again, headSha, conclusion, output } = begun.check;
  if (seen !== null && again) {
    await concludeCheck(work, begun, await answerCheck(seen, begun.check, { explain: false }));
  } else if (begun.checkRunId === null && conclusion !== null && output !== null && output !== '') {
    await work.context.store.checks.completed(id, wish, { conclusion, output, now: work.context.now() });
  } else {
    const trouble =
      head === null
        ? checkOfTrouble('commit-gone', { commit: headSha })
        : checkOfTrouble('superseded', { newer: head.sha });
    await concludeCheck(work, begun, trouble);
  }
}
