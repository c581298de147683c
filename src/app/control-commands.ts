import type { PgBossQueue } from '../jobs/pg-boss-queue.ts';
import type { OpenStore } from '../store/index.ts';
import type { ControlCommands } from './control.ts';
import { listJobs, retryJobs } from './control-jobs.ts';

/** What the process that serves does for `mintmark backup` and `mintmark jobs`, which cannot open its folder. */
export function controlCommands({ store, copy }: OpenStore, queue: PgBossQueue): ControlCommands {
  return {
    /** Gives the name of the copy in the folder. */
    copy: () => (copy === undefined ? Promise.reject(new Error('this store is not in a folder')) : copy()),
    jobs: async () => JSON.stringify(await listJobs(store, queue)),
    retry: async (which) => JSON.stringify(await retryJobs(store, queue, which === 'all' ? which : Number(which))),
  };
}
