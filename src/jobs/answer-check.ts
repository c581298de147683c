import { compareReports } from '../audit/compare.ts';
import { readCommit } from '../github/commit.ts';
import { compareCommits } from '../github/compare.ts';
import { policyPath } from '../github/policy-files.ts';
import { outage } from '../github/unavailable.ts';
import { checkOfChange, checkOfTrouble, withPolicyProblems } from '../reports/check-run/index.ts';
import type { Check } from '../store/store.ts';
import type { CheckOutput } from '../types/check-output.ts';
import { auditCommit, dayOf } from './audit-commit.ts';
import { branchOutput } from './branch-output.ts';
import { type CheckWords, checkWords } from './check-words.ts';
import { codeScanningTrouble } from './code-scanning.ts';
import { hasFixButton } from './fixes/button.ts';
import { policyMistakes, policyOfBranch } from './policy-in-force.ts';
import type { ObservedWork } from './repository-work.ts';

/**
 * What there is to say about a commit. A change is judged by what it makes of its base: the head is audited against the
 * audit of the merge base, both under the base branch's policy and with the same settings.
 */
export async function answerCheck(work: ObservedWork, check: Check, words: CheckWords): Promise<CheckOutput> {
  return check.base === null ? answerCommit(work, check, words) : answerChange(work, check, check.base, words);
}

async function answerCommit(work: ObservedWork, check: Check, words: CheckWords): Promise<CheckOutput> {
  const { headSha } = check;
  const { head, defaultBranch } = work.snapshot.facts;
  const commit = head?.sha === headSha ? head : await readCommit(work.client, { ...work.place, sha: headSha });
  if (commit === null || defaultBranch === null) return notThere(work, check, 'GitHub does not know the commit');
  const { policy, problems } = await policyOfBranch(work, defaultBranch);
  const report = await auditCommit(work, { commit, ref: `refs/heads/${defaultBranch}`, policy });
  const fixable = await hasFixButton(work, report);
  const context = { ...(await checkWords(work, headSha, words)), fixable };
  const codeScanning = await codeScanningTrouble(work, policy);
  return branchOutput({ report, policy, problems, today: dayOf(work.context.now()), codeScanning }, context);
}

async function answerChange(
  work: ObservedWork,
  check: Check,
  base: { readonly ref: string; readonly sha: string },
  words: CheckWords,
): Promise<CheckOutput> {
  const { owner, repo } = work.place;
  const [change, { policy }] = await Promise.all([
    compareCommits(work.client, { owner, name: repo, base: base.sha, head: check.headSha }),
    policyOfBranch(work, base.ref),
  ]);
  if (change.state === 'unreadable')
    return checkOfTrouble('missing-permission', { permission: change.permission, hides: 'what the change changes' });
  if (change.state === 'absent') return notThere(work, check, change.reason);
  const { mergeBase, head } = change;
  const before = await auditCommit(work, { commit: mergeBase, ref: null, policy });
  const after = await auditCommit(work, { commit: head, ref: refOf(check), policy });
  const context = { ...(await checkWords(work, check.headSha, words)), gate: policy.gate };
  const output = checkOfChange(after, compareReports(before, after), context);
  // Mistakes of the base are told on its own check run, and are none of this change's
  const brings = change.files.some(({ path, status }) => path === policyPath && status !== 'removed');
  return brings ? withPolicyProblems(output, await policyMistakes(work, head.sha)) : output;
}

/**
 * What GitHub has just told of is not there at once wherever it can be asked for.
 * @throws GitHubUnavailable where it was told of so lately that it may come yet
 */
function notThere({ context }: ObservedWork, { headSha, wantedAt }: Check, reason: string): CheckOutput {
  const now = context.now();
  const age = now - wantedAt;
  if (age >= 0 && age < showsLater) throw outage('the commit of a check run', reason, now);
  return checkOfTrouble('commit-gone', { commit: headSha });
}

/** In milliseconds. */
const showsLater = 10 * 60_000;

function refOf({ purpose, pullNumber }: Check): string | null {
  return purpose === 'pull-request' && pullNumber !== null ? `refs/pull/${pullNumber}/head` : null;
}
