import { GitHubUnavailable } from '../../github/client.ts';
import type { Observation } from '../../types/observation.ts';

/**
 * Facts that are read side by side until a moment comes; what is not there by then could not be read. Trouble with GitHub
 * hides one fact and not the others.
 */
export function untilLate(milliseconds: number): InTime {
  const timers: NodeJS.Timeout[] = [];
  const end = Date.now() + milliseconds;
  return {
    async read<T>(source: string, reading: Promise<Observation<T>>): Promise<Observation<T>> {
      const late = new Promise<Observation<T>>((resolve) => {
        const answer = () => resolve({ state: 'unreadable', reason: tooLate(milliseconds), source });
        timers.push(setTimeout(answer, Math.max(end - Date.now(), 0)));
      });
      return Promise.race([reading.catch((error: unknown) => notReached(error, source)), late]);
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

export interface InTime {
  /** @param source where a person can look */
  read<T>(source: string, reading: Promise<Observation<T>>): Promise<Observation<T>>;
  /** To be called at the end, so that nothing waits on. */
  stop(): void;
}

function tooLate(milliseconds: number): string {
  return `it took longer than ${milliseconds / 1000} seconds`;
}

function notReached(error: unknown, source: string): Observation<never> {
  if (error instanceof GitHubUnavailable) return { state: 'unreadable', reason: error.message, source };
  throw error;
}
