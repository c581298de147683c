import type { Log } from '../jobs/context.ts';

/** Asks the store, and gives null where it does not answer: what it knows of limits is worth no request that waits. */
export type AskStore = <Answer>(question: () => Promise<Answer>) => Promise<Answer | null>;

/** @param now milliseconds since the epoch */
export function patientWith(log: Log, now: () => number): AskStore {
  let failedAt: number | null = null;

  return async (question) => {
    if (failedAt !== null && now() >= failedAt && now() - failedAt < restAfterTrouble) return null;
    try {
      const answer = await within(question());
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

async function within<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer of the database in ${patience / 1000} seconds`)), patience);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
