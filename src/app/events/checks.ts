import { wantFixes } from '../../jobs/fixes/want-fix.ts';
import type { WantedCheck } from '../../store/store.ts';
import { type CheckRunPayload, checkRun, checkSuite, type InRepository } from '../payloads.ts';
import { type EventContext, type Listener, listen } from './listener.ts';
import { keyOf, place, wantAudit } from './place.ts';

/** People who ask for a check again, or press a button on one. */
export const checkListeners: readonly Listener[] = [
  listen('check_run', ['rerequested'], checkRun, async (context, payload) => {
    const { app, ...asked } = askedByRun(payload);
    if (app === context.app.id) await checkAgain(context, payload, asked);
  }),

  listen('check_suite', ['rerequested'], checkSuite, async (context, payload) => {
    const { app, head_sha, head_branch, pull_requests } = payload.check_suite;
    if (app.id !== context.app.id) return;
    await checkAgain(context, payload, { headSha: head_sha, branch: head_branch ?? null, pulls: pull_requests });
  }),

  listen('check_run', ['requested_action'], checkRun, async (context, payload) => {
    const { app, ...asked } = askedByRun(payload);
    const button = buttons.get(payload.requested_action?.identifier ?? '');
    if (app !== context.app.id || button === undefined || payload.sender === undefined) return;
    // GitHub shows the buttons to people who may push, and sends the event for whoever sends the request
    const { login } = payload.sender;
    if (!(await context.mayWrite({ ...keyOf(payload), login }))) {
      context.log.info({ repository: payload.repository.id }, 'a button was pressed by somebody who may not push');
      return;
    }
    await button(context, payload, asked);
  }),
];

/** What was asked for, as far as the event tells. */
interface Asked {
  readonly checkRunId?: number;
  readonly headSha: string;
  readonly branch: string | null;
  readonly pulls: readonly { readonly number: number; readonly base: { readonly ref: string; readonly sha: string } }[];
}

function askedByRun({ check_run: run }: CheckRunPayload): Asked & { readonly app: number } {
  const branch = run.check_suite?.head_branch ?? null;
  return { app: run.app.id, checkRunId: run.id, headSha: run.head_sha, branch, pulls: run.pull_requests };
}

type Button = (context: EventContext, payload: InRepository, asked: Asked) => Promise<void>;

/** By their identifiers. */
const buttons: ReadonlyMap<string, Button> = new Map([
  ['rerun', checkAgain],
  ['explain', explainCheck],
  ['fix', fixGravest],
]);

async function explainCheck(context: EventContext, { repository }: InRepository, { checkRunId }: Asked) {
  const { checks } = context.store;
  const check = checkRunId === undefined ? null : await checks.byCheckRun(repository.id, checkRunId);
  if (check !== null) await context.explain(check);
}

/** A pull request for the gravest finding, which has to be that of the commit whose button was pressed. */
async function fixGravest(context: EventContext, payload: InRepository, { headSha }: Asked): Promise<void> {
  const { repository, sender } = payload;
  const report = await context.store.reports.ofRecord(repository.id);
  const [gravest] = report?.findings ?? [];
  if (sender === undefined || gravest === undefined || report?.subject.commit !== headSha) return;
  const wish = { repositoryId: repository.id, fingerprints: [gravest.fingerprint], by: sender.login };
  if (!(await wantFixes(context.store, { ...wish, now: context.now() }))) return;
  if (await place(context, payload)) await wantAudit(context, repository.id, 'files-changed');
}

async function checkAgain(context: EventContext, payload: InRepository, asked: Asked): Promise<void> {
  const { repository } = payload;
  const { checks } = context.store;
  const byRun = asked.checkRunId === undefined ? null : await checks.byCheckRun(repository.id, asked.checkRunId);
  const stored = byRun ?? (await checks.find(repository.id, asked.headSha));
  const origin = stored ?? guessed(payload, asked);
  if (origin === null) {
    context.log.info({ repository: repository.id, commit: asked.headSha }, 'nothing is known of the check asked for');
    return;
  }
  if (!(await place(context, payload))) return;
  const { headSha, purpose, base, pullNumber } = origin;
  await checks.want({
    repositoryId: repository.id,
    headSha,
    purpose,
    base,
    pullNumber,
    again: true,
    now: context.now(),
  });
  await context.queue.repository(repository.id);
}

/** What the check must have been for, where we have forgotten it. */
function guessed({ repository }: InRepository, { headSha, branch, pulls }: Asked): Origin | null {
  if (branch !== null && branch === repository.default_branch)
    return { headSha, purpose: 'default-branch', base: null, pullNumber: null };
  const [pull] = pulls;
  if (pull === undefined) return null;
  return { headSha, purpose: 'pull-request', base: pull.base, pullNumber: pull.number };
}

type Origin = Pick<WantedCheck, 'headSha' | 'purpose' | 'base' | 'pullNumber'>;
