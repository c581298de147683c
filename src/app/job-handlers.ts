import { observeTogether } from '../jobs/batch.ts';
import { checkRepository } from '../jobs/check-repository.ts';
import type { JobContext } from '../jobs/context.ts';
import { type DeliverOptions, deliver } from '../jobs/deliver.ts';
import { giveUp } from '../jobs/give-up.ts';
import { listInstallation } from '../jobs/installation.ts';
import type { JobKind } from '../jobs/job-kinds.ts';
import { redeliverFailed } from '../jobs/redeliver.ts';
import { sweep } from '../jobs/sweep.ts';
import { unavailability } from '../jobs/unavailability.ts';
import { readFeed } from '../jobs/watch/feeds.ts';
import { lookAtPackages, putOffLooks } from '../jobs/watch/look.ts';
import type { JobHandlers } from '../jobs/worker.ts';
import { withoutSecrets } from './without-secrets.ts';

/** What is done for each kind of job. */
export function jobHandlers(context: JobContext, receive: DeliverOptions['receive']): JobHandlers {
  const { store, log } = context;
  const now = () => context.now();
  let askedAgainAt = 0;
  return {
    delivery: (id) => deliver({ store, receive, log, now }, id),
    repository: (id, signal, urgency) => checkRepository(context, id, signal, urgency),
    installation: (id, signal) => listInstallation(context, id, signal),
    batch: (installationId, signal) => observeTogether(context, installationId, signal),
    look: (repositoryId, signal) => lookAtPackages(context, repositoryId, signal),
    feed: (registry) => readFeed(context, registry),

    async sweep() {
      await sweep(context);
      if (now() - askedAgainAt < askEvery) return;
      askedAgainAt = now();
      await redeliverFailed(context).catch((error: unknown) => {
        log.warn({ err: error }, 'GitHub could not be asked for webhooks that were not delivered');
      });
    },
  };
}

/** How often GitHub is asked for the webhooks that it could not deliver, in milliseconds. */
const askEvery = 10 * 60_000;

/** What is done about a job that failed for good. */
export async function onGivenUp(context: JobContext, kind: JobKind, subject: string, error: Error): Promise<void> {
  if (kind === 'delivery') return context.store.deliveries.fail(subject, reasonOf(error), context.now());
  if (kind === 'look') return putOffLooks(context, Number(subject));
  if (kind !== 'repository') return;
  try {
    await giveUp(context, Number(subject), AbortSignal.timeout(60_000));
  } catch (trouble) {
    // Its check runs are left to the next sweep
    if (unavailability(trouble) === null) throw trouble;
  }
}

/** For the person who looks at deliveries that failed. */
function reasonOf({ name, message }: Error): string {
  return withoutSecrets(`${name}: ${message.split('\n', 1)[0] ?? ''}`.slice(0, 300));
}
