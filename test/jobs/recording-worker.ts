import type { JobKind } from '../../src/jobs/job-kinds.ts';
import { openQueue, type PgBossQueue } from '../../src/jobs/pg-boss-queue.ts';
import { type JobHandlers, type JobOutcome, startWorker, type Worker } from '../../src/jobs/worker.ts';
import type { TestStore } from '../store/databases.ts';

export interface RecordingWorker {
  readonly queue: PgBossQueue;
  readonly worker: Worker;
  readonly outcomes: string[];
  readonly givenUp: string[];
  readonly close: () => Promise<void>;
}

/** A queue and a worker with handlers of the test's own; what a test does not name does nothing. */
export async function recordingWorker(
  { queueDatabase }: TestStore,
  handlers: Partial<JobHandlers>,
  { concurrency = 2 }: { readonly concurrency?: number } = {},
): Promise<RecordingWorker> {
  const outcomes: string[] = [];
  const givenUp: string[] = [];
  const queue = await openQueue({ database: queueDatabase, log: silent, retrySeconds: 0 });
  const nothing = () => Promise.resolve();
  const worker = await startWorker({
    queue,
    concurrency,
    since: Date.now(),
    log: silent,
    handlers: {
      delivery: nothing,
      repository: nothing,
      installation: nothing,
      batch: nothing,
      look: nothing,
      gate: nothing,
      feed: nothing,
      sweep: nothing,
      ...handlers,
    },
    onGivenUp: async (kind, subject, error) => void givenUp.push(`${kind} ${subject}: ${error.message}`),
    onEnded: (kind: JobKind, outcome: JobOutcome) => void (kind === 'sweep' || outcomes.push(`${kind} ${outcome}`)),
  });
  return {
    queue,
    worker,
    outcomes,
    givenUp,
    async close() {
      await worker.stop(0);
      await queue.close();
    },
  };
}

/** Resolves when nothing waits and nothing runs. */
export async function quiet(queue: PgBossQueue): Promise<void> {
  await until(async () => Object.values(await queue.depth()).every(({ waiting, active }) => waiting + active === 0));
}

export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}

export const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
