import {
  closeIssue,
  commentOn,
  createIssue,
  editIssue,
  findIssue,
  type IssueNotTold,
  type IssueOutcome,
  reopenIssue,
} from '../github/issues.ts';
import { followUpsOf } from '../policy/follow-ups.ts';
import { standingOf } from '../policy/standing.ts';
import { closingComment, type FixLine, reopeningComment } from '../reports/issue/index.ts';
import type { OpenItem, SolvedItem, StoredIssue } from '../store/store.ts';
import type { IssueText } from '../types/issue-text.ts';
import type { Report } from '../types/report.ts';
import { dayOf } from './audit-commit.ts';
import { digestOf } from './digest.ts';
import type { RestBox } from './exemptions/rest-boxes.ts';
import type { AuditedHead } from './fixes/audited.ts';
import { type IssuePlan, isOfRepository, issuePlans } from './issue-plans.ts';
import { type IssueExtras, issueTextOf } from './issue-words.ts';
import type { ObservedWork } from './repository-work.ts';

/**
 * Makes the remediation issue say what the audit of the default branch found: filed when there is something to put
 * right, edited only where it would say something else, closed when all is well and reopened when it is not. What a
 * person decided (closed as not planned, locked, deleted, issues switched off) stands.
 */
export async function keepIssueTrue(
  work: ObservedWork,
  { report, policy }: Pick<AuditedHead, 'report' | 'policy'>,
  fixes: ReadonlyMap<string, FixLine>,
  boxes: readonly RestBox[],
): Promise<void> {
  const { context, repository } = work;
  const all = await context.store.issues.list(repository.id);
  const stored = new Map(all.filter(isOfRepository).map((issue) => [issue.key, issue]));
  const today = dayOf(context.now());
  const { ending } = standingOf(policy, report.controls, today);
  const extras = { fixes, boxes, ending, followUps: followUpsOf(policy, report.controls, today) };
  for (const plan of issuePlans(report, policy, [...stored.keys()], repository.visibility)) {
    work.signal.throwIfAborted();
    const outcome = await follow({ ...work, extras }, report, plan, stored.get(plan.key) ?? null);
    context.measures.issue(outcome);
    if (outcome !== 'unchanged') context.log.info({ repository: repository.id, issue: plan.key, outcome }, 'issue');
  }
}

interface IssueWork extends ObservedWork {
  readonly extras: IssueExtras;
}

async function follow(work: IssueWork, report: Report, plan: IssuePlan, stored: StoredIssue | null): Promise<string> {
  if (stored?.obeyed === true) return 'obeyed';
  if (plan.retired) return stored?.state === 'open' ? retire(work, stored) : 'unchanged';
  const known = stored ?? (plan.findings.length === 0 ? null : await adopt(work, plan.key));
  if (known !== null && 'outcome' in known) return known.outcome;
  if (known === null) return plan.findings.length === 0 ? 'unchanged' : file(work, report, plan);
  return renew(work, report, plan, known);
}

/** After a loss of the store, the issue that stands on GitHub is taken up again; there is never a second one. */
async function adopt(work: ObservedWork, key: string): Promise<StoredIssue | IssueNotTold | null> {
  const { context, client, place, repository } = work;
  if (!(await work.settings.mayHoldIssue())) return null;
  const found = await findIssue(client, place, key, context.app, repository.id);
  if (found === null || 'outcome' in found) return found;
  const { number, state, stateReason } = found;
  return {
    repositoryId: repository.id,
    key,
    number,
    state,
    obeyed: state === 'closed' && stateReason === 'not_planned',
    written: '',
    solved: [],
    open: [],
  };
}

async function file(work: IssueWork, report: Report, plan: IssuePlan): Promise<string> {
  const { context, client, place, repository } = work;
  const text = issueTextOf(work, report, plan, [], work.extras);
  const made = await createIssue(client, place, text);
  if (made.outcome !== 'written') return made.outcome;
  await context.store.issues.put({
    repositoryId: repository.id,
    key: plan.key,
    number: made.number,
    state: 'open',
    obeyed: false,
    written: digestOf(text),
    solved: [],
    open: plan.findings.map(itemOf),
  });
  return 'created';
}

async function renew(work: IssueWork, report: Report, plan: IssuePlan, stored: StoredIssue): Promise<string> {
  if (stored.obeyed) return keep(work, stored, 'obeyed');
  const open = plan.findings.map(itemOf);
  const solved = solvedSince(stored, open, dayOf(work.context.now()));
  const text = issueTextOf(work, report, plan, solved, work.extras);
  const steps = stepsTo(stored, text, open.length > 0);
  for (const step of steps) {
    const { outcome } = await take(work, stored.number, step, text);
    if (outcome !== 'written') return keep(work, { ...stored, obeyed: lasting.has(outcome) }, outcome);
  }
  const state = open.length > 0 ? 'open' : 'closed';
  const last = steps.at(-1) ?? 'unchanged';
  await keep(work, { ...stored, state, written: digestOf(text), solved, open }, last);
  // Stored before it is said: a crash in between costs the comment, and never makes it twice
  if (last === 'closed') await commentOn(work.client, work.place, stored.number, closingComment());
  if (last === 'reopened') await commentOn(work.client, work.place, stored.number, reopeningComment(open.length));
  return last;
}

type Step = 'edited' | 'closed' | 'reopened';

/** The text is written before the state changes, so that whoever is told of the change reads what is true. */
function stepsTo(stored: StoredIssue, text: IssueText, isOpen: boolean): readonly Step[] {
  const edit: readonly Step[] = stored.written === digestOf(text) ? [] : ['edited'];
  if (isOpen) return stored.state === 'open' ? edit : [...edit, 'reopened'];
  return stored.state === 'open' ? [...edit, 'closed'] : [];
}

function take({ client, place }: ObservedWork, number: number, step: Step, text: IssueText): Promise<IssueOutcome> {
  if (step === 'edited') return editIssue(client, place, number, text);
  return (step === 'closed' ? closeIssue : reopenIssue)(client, place, number);
}

/** Outcomes that are a person's or GitHub's decision, not a passing trouble. */
const lasting: ReadonlySet<string> = new Set(['gone', 'locked']);

async function keep({ context }: ObservedWork, issue: StoredIssue, outcome: string): Promise<string> {
  await context.store.issues.put(issue);
  return outcome;
}

/** The policy has no more use for it: switched off, or told by other issues. */
async function retire(work: ObservedWork, stored: StoredIssue): Promise<string> {
  const { outcome } = await closeIssue(work.client, work.place, stored.number);
  return keep(work, { ...stored, state: 'closed' }, outcome === 'written' ? 'closed' : outcome);
}

function solvedSince(stored: StoredIssue, open: readonly OpenItem[], on: string): readonly SolvedItem[] {
  const now = new Set(open.map(({ fingerprint }) => fingerprint));
  const fresh = stored.open.filter(({ fingerprint }) => !now.has(fingerprint)).map((item) => ({ ...item, on }));
  const earlier = stored.solved.filter(
    ({ fingerprint }) => !now.has(fingerprint) && !fresh.some((item) => item.fingerprint === fingerprint),
  );
  return [...fresh, ...earlier].slice(0, mostSolved);
}

/** Older ones are history that the issue's own edits keep. */
const mostSolved = 30;

function itemOf({ fingerprint, control, message }: Report['findings'][number]): OpenItem {
  return { fingerprint, control, message };
}
