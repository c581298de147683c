import { createLog } from '../app/log.ts';
import { openQueue } from '../jobs/pg-boss-queue.ts';
import type { OpenStore } from '../store/index.ts';

/**
 * Jobs are not copied with a store. What waits is found again from its tables, but for one thing: that the repositories of
 * an installation are to be listed. They may have changed since, too.
 */
export async function listAgain({ store, queueDatabase }: OpenStore): Promise<void> {
  const queue = await openQueue({ database: queueDatabase, log: createLog({ level: 'warn' }) });
  try {
    for (const { id, suspended } of await store.installations.list()) if (!suspended) await queue.installation(id);
  } finally {
    await queue.close();
  }
}
