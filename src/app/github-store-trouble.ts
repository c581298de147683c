import type { Log } from '../jobs/context.ts';
import { inTime } from './in-time.ts';

/** Asks the store, and gives null where it does not answer: what it knows of limits is worth no request that waits. */
export type AskStore = <Answer>(question: () => Promise<Answer>) => Promise<Answer | null>;

/** @param now milliseconds since the epoch */
export function patientWith(log: Log, now: () => number): AskStore {
  let failedAt: number | null = null;

  return async (question) => {
    if (failedAt !== null && now() >= failedAt && now() - failedAt < restAfterTrouble) return null;
    try {
      const answer = await inTime(question(), patience, `no answer of the database in ${patience / 1000} seconds`);
      failedAt = null;
      return answer;
    } catch (error) {
      if (failedAt === null)
        log.warn({ err: error }, "GitHub's limits are not shared: the database does not answer. Requests go on");
      failedAt = now();
      return null;
    }
  };
}

/** In milliseconds. */
const restAfterTrouble = 5000;
const patience = 2000;
