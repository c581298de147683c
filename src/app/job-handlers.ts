import { observeTogether } from '../jobs/batch.ts';
import { checkRepository } from '../jobs/check-repository.ts';
import { compareInstallations } from '../jobs/compare-installations.ts';
import type { JobContext } from '../jobs/context.ts';
import { type DeliverOptions, deliver } from '../jobs/deliver.ts';
import { tellDigests } from '../jobs/digest-issue/index.ts';
import { answerDeployments, giveUpDeployments } from '../jobs/gate/index.ts';
import { giveUp } from '../jobs/give-up.ts';
import { listInstallation } from '../jobs/installation.ts';
import type { JobKind } from '../jobs/job-kinds.ts';
import { askForMissing, learnInstallation } from '../jobs/learn-installation.ts';
import { park } from '../jobs/parked.ts';
import { redeliverFailed } from '../jobs/redeliver.ts';
import { sweep } from '../jobs/sweep.ts';
import { unavailability } from '../jobs/unavailability.ts';
import { readFeed } from '../jobs/watch/feeds.ts';
import { lookAtPackages, putOffLooks } from '../jobs/watch/look.ts';
import type { JobHandlers } from '../jobs/worker.ts';
import { nextSteps } from '../web/organisation/index.ts';
import { withoutSecrets } from './without-secrets.ts';

/** What is done for each kind of job. */
export function jobHandlers(context: JobContext, receive: DeliverOptions['receive']): JobHandlers {
  const { store, log } = context;
  const now = () => context.now();
  const ofInstallation = withAccess(context, (id) => Promise.resolve(id));
  const ofRepository = withAccess(context, async (id) => (await store.repositories.get(id))?.installationId ?? null);
  return {
    delivery: (id) => deliver({ store, receive, log, now }, id),
    repository: (id, signal, urgency) => ofRepository(id, checkRepository(context, id, signal, urgency)),
    installation: (id, signal) => ofInstallation(id, listInstallation(context, id, signal)),
    batch: (id, signal) => ofInstallation(id, observeTogether(context, id, signal)),
    look: (id, signal) => ofRepository(id, lookAtPackages(context, id, signal)),
    gate: (repositoryId, signal) => answerDeployments(context, repositoryId, signal),
    feed: (registry) => readFeed(context, registry),

    async sweep(signal, since) {
      await sweep(context);
      await compareInstallations(context, signal);
      await askForMissing(context, signal);
      await tellDigests(context, nextSteps, signal);
      if (!(await isOurTurn(context, since))) return;
      await redeliverFailed(context).catch((error: unknown) => {
        log.warn({ err: error }, 'GitHub could not be asked for webhooks that were not delivered');
      });
    },
  };
}

/** Work that meets with an installation that gives no access is put off, and finds out why: word of its end may be lost. */
function withAccess(context: JobContext, installationOf: (id: number) => Promise<number | null>) {
  return async (id: number, work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      const installation = unavailability(error)?.kind === 'no-access' ? await installationOf(id) : null;
      if (installation !== null) await learnInstallation(context, installation).catch(unlessUnavailable);
      throw error;
    }
  };
}

/** Then it is the app itself that has no access. */
function unlessUnavailable(error: unknown): void {
  if (unavailability(error) === null) throw error;
}

/**
 * GitHub is asked every ten minutes for the webhooks that it could not deliver, by one of all processes; and for one that
 * has just started, unless another has asked since it began to: nobody may have listened before.
 */
function isOurTurn({ store, now }: JobContext, since: number | null): Promise<boolean> {
  const at = now();
  const every = since === null ? askEvery : Math.min(Math.max(at - since, 0), askEvery);
  return store.timetable.take('failed-deliveries', every, at);
}

/** In milliseconds. */
const askEvery = 10 * 60_000;

/** What is done about a job that failed for good, beside parking it. */
export async function onGivenUp(
  context: JobContext,
  kind: JobKind,
  subject: string,
  error: Error,
  tries: number,
): Promise<void> {
  const { store } = context;
  if (kind === 'sweep') return;
  const reason = reasonOf(error);
  await park(store, { kind, subject, reason, tries }, context.now());
  if (kind === 'delivery') return store.deliveries.fail(subject, reason, context.now());
  if (kind === 'look') return putOffLooks(context, Number(subject));
  if (kind === 'gate') return giveUpDeployments(context, Number(subject));
  if (kind !== 'repository') return;
  try {
    await giveUp(context, Number(subject), AbortSignal.timeout(60_000));
  } catch (trouble) {
    // Its check runs are left to the next sweep
    if (unavailability(trouble) === null) throw trouble;
  }
}

/** What was parked before has succeeded now, and needs nobody any more. */
export async function onDone({ store, log }: JobContext, kind: JobKind, subject: string): Promise<void> {
  if (kind === 'sweep') return;
  await store.parked.remove(kind, subject).catch((error: unknown) => {
    log.warn({ err: error, kind, subject }, 'it is not known whether a job that was done is still parked');
  });
}

/** For the person who looks at deliveries that failed. */
function reasonOf({ name, message }: Error): string {
  return withoutSecrets(`${name}: ${message.split('\n', 1)[0] ?? ''}`.slice(0, 300));
}
