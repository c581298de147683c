import { judgeDeployment } from '../../audit/gate.ts';
import { answerDeployment, longestComment } from '../../github/deployment-answer.ts';
import { gateComment } from '../../reports/gate/index.ts';
import type { GateOutcome, StoredDeployment } from '../../store/store.ts';
import type { GateAnswer, GateDecision } from '../../types/gate.ts';
import type { JobContext } from '../context.ts';
import { observed } from '../observe.ts';
import { policyOfBranch } from '../policy-in-force.ts';
import { openWork, type RepositoryWork } from '../repository-work.ts';
import { factsOf } from './facts.ts';
import { untilLate } from './in-time.ts';

/**
 * Answers every deployment of a repository that waits at the gate. What is decided is stored before GitHub is told, and
 * that it was told afterwards: whatever a crash leaves is said again, and GitHub takes one answer.
 *
 * @throws GitHubUnavailable where GitHub cannot be told now; what was not answered is still open then
 */
export async function answerDeployments(context: JobContext, repositoryId: number, signal: AbortSignal): Promise<void> {
  const { store, queue } = context;
  const open = await store.gate.open(repositoryId);
  if (open.length === 0) return;
  const work = await openWork(context, repositoryId, signal, 'person');
  if (work === null) {
    for (const { id } of open) await store.gate.settled(id, 'too-late');
    return;
  }
  let waitsSince = Number.POSITIVE_INFINITY;
  for (const deployment of open) {
    signal.throwIfAborted();
    if ((await answer(work, deployment)) === 'waits') waitsSince = Math.min(waitsSince, deployment.askedAt);
  }
  if (waitsSince === Number.POSITIVE_INFINITY) return;
  const pause = Math.min(Math.max((context.now() - waitsSince) / 4, lookAgain.first), lookAgain.last);
  await queue.gate(repositoryId, { notBefore: context.now() + pause });
}

/** In milliseconds: after this long the facts of a deployment count as not readable. */
const deadline = 20_000;
/** How long it is looked again at what could not be told, and after how long at first and in the end. */
const patience = 30 * 60_000;
const lookAgain = { first: 20_000, last: 120_000 };
/** How long a decision holds that GitHub may not have heard. */
const decisionHolds = 10 * 60_000;

async function answer(work: RepositoryWork, deployment: StoredDeployment): Promise<'answered' | 'waits'> {
  const { context } = work;
  const { decision, reasons, decidedAt } = deployment;
  const isFresh = decidedAt !== null && context.now() - decidedAt < decisionHolds;
  if (decision !== null && decision !== 'left' && isFresh) return tell(work, deployment, decision, reasons);

  const judged = await judge(work, deployment);
  const isPatient = context.now() - deployment.askedAt < patience;
  const waits = isPatient && (judged.isRunning || judged.decision === 'left');
  if (waits) return report(work, deployment, judged.isRunning ? 'waiting' : 'left', judged.answers);
  await context.store.gate.decided(deployment.id, {
    decision: judged.decision,
    reasons: judged.answers,
    now: context.now(),
  });
  return tell(work, deployment, judged.decision, judged.answers);
}

async function judge(work: RepositoryWork, deployment: StoredDeployment): Promise<ReturnType<typeof judgeDeployment>> {
  const seen = await observed(work, 'head');
  const { head = null, defaultBranch = null } = seen?.snapshot.facts ?? {};
  if (seen === null || head === null || defaultBranch === null) return unseen;
  const inTime = untilLate(deadline);
  try {
    const [facts, { policy }] = await Promise.all([
      factsOf(seen, deployment, head, defaultBranch, inTime),
      policyOfBranch(seen, defaultBranch),
    ]);
    return judgeDeployment(facts, policy);
  } finally {
    inTime.stop();
  }
}

/** Without its default branch there is no policy that could let anything through. */
const unseen = {
  decision: 'left',
  isRunning: false,
  answers: [{ check: 'source', outcome: 'cannot-tell', says: 'GitHub does not show the default branch' }],
} as const satisfies ReturnType<typeof judgeDeployment>;

/** Says once what is waited for. GitHub shows it beside the deployment, and takes no decision from it. */
async function report(
  work: RepositoryWork,
  deployment: StoredDeployment,
  why: 'waiting' | 'left',
  answers: readonly GateAnswer[],
): Promise<'answered' | 'waits'> {
  if (deployment.reportedAt !== null) return 'waits';
  const outcome = await send(work, deployment, null, gateComment(why, answers, longestComment));
  if (outcome !== 'told') return settle(work, deployment, 'left', answers, outcome);
  await work.context.store.gate.reported(deployment.id, work.context.now());
  return 'waits';
}

async function tell(
  work: RepositoryWork,
  deployment: StoredDeployment,
  decision: GateDecision,
  answers: readonly GateAnswer[],
): Promise<'answered'> {
  const comment = gateComment(decision, answers, longestComment);
  const isSaid = decision === 'left' && deployment.reportedAt !== null;
  const outcome = isSaid ? 'told' : await send(work, deployment, decision === 'left' ? null : decision, comment);
  return settle(work, deployment, decision, answers, outcome);
}

async function send(
  { context, client, place, repository }: RepositoryWork,
  { runId, environment }: StoredDeployment,
  state: 'approved' | 'rejected' | null,
  comment: string,
): Promise<GateOutcome> {
  const told = await answerDeployment(client, place, { runId, environment, state, comment });
  if (told.outcome === 'written') return 'told';
  const isRefused = told.outcome === 'refused' || told.outcome === 'archived';
  if (isRefused)
    context.log.warn({ repository: repository.id, run: runId, ...told }, 'a deployment may not be answered');
  return isRefused ? 'refused' : 'too-late';
}

async function settle(
  { context, repository }: RepositoryWork,
  deployment: StoredDeployment,
  decision: GateDecision,
  answers: readonly GateAnswer[],
  outcome: GateOutcome,
): Promise<'answered'> {
  await context.store.gate.settled(deployment.id, outcome);
  const seconds = (context.now() - deployment.askedAt) / 1000;
  const refused = answers.filter((each) => each.outcome === 'refuses').map(({ check }) => check);
  context.log.info(
    { repository: repository.id, run: deployment.runId, decision, outcome, refused, seconds },
    'a deployment was answered',
  );
  context.measures.gated({ decision, outcome, seconds });
  return 'answered';
}
