import { hookDeliveries, redeliver } from '../github/hook-deliveries.ts';
import type { JobContext } from './context.ts';

/** GitHub keeps deliveries for three days. */
const kept = 3 * 24 * 60 * 60 * 1000;

/** A delivery is given up after this many attempts: it fails for a reason that another attempt does not mend. */
const mostAttempts = 5;

/**
 * Asks GitHub again for the webhooks that it could not deliver while nobody answered: it never does so by itself.
 *
 * @returns how many were asked for
 */
export async function redeliverFailed(context: JobContext): Promise<number> {
  const client = await context.appClient();
  const attempts = (await hookDeliveries(client, context.now() - kept)) ?? [];
  const byGuid = Map.groupBy(attempts, ({ guid }) => guid);
  const failed = [...byGuid.values()].filter(
    (tries) => tries.length < mostAttempts && !tries.some(({ accepted }) => accepted),
  );
  const completed = await context.store.deliveries.completed(failed.flatMap(([attempt]) => attempt?.guid ?? []));
  const missing = failed.flatMap(([newest]) => (newest === undefined || completed.has(newest.guid) ? [] : [newest.id]));
  let asked = 0;
  // In the order in which it happened: GitHub lists the newest first
  for (const id of missing.toReversed()) if (await redeliver(client, id)) asked += 1;
  if (asked > 0) context.log.info({ deliveries: asked }, 'asked GitHub to deliver again what it could not');
  return asked;
}
