import type { JobContext } from './context.ts';
import { wantLooks } from './watch/want-looks.ts';

/** Work that a crash may have left behind is taken up after this long. */
const patience = 30_000;

/** A default branch is looked at again after this long, since settings change without a word and webhooks get lost. */
const reconcileAfter = 24 * 60 * 60 * 1000;

/** Puts back into the queue whatever waits and is in no job: after crashes, lost webhooks, and once a day. */
export async function sweep(context: JobContext): Promise<void> {
  const { store, queue, now } = context;
  const at = now();
  for (const id of await store.deliveries.left(at - patience)) await queue.delivery(id);
  for (const id of await store.checks.left(at - patience)) await queue.repository(id);
  for (const id of await store.repositories.due(at - reconcileAfter)) {
    // Another wish would make an audit that is under way start over
    if ((await store.repositories.get(id))?.auditWanted === false)
      await store.repositories.wantAudit(id, { settings: false });
    await queue.repository(id);
  }
  await wantLooks(context);
  await store.prune(at);
}
