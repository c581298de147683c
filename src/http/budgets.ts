import type { ServiceId } from './http.ts';
import type { Pace } from './services.ts';

/** Counts the requests of a day, so that what runs away is stopped. */
export interface Budgets {
  /**
   * Counts one more request, which goes out when this resolves: several processes may keep their common pace here. `day`:
   * midnight (UTC) in milliseconds since the epoch. Answers how many it were that day, with it.
   */
  spend(service: ServiceId, day: number, pace: Pace): Promise<number>;
}

/** Budgets of one process. */
export function budgetsInMemory(): Budgets {
  const spent = new Map<ServiceId, { readonly day: number; readonly requests: number }>();
  return {
    async spend(service, day) {
      const before = spent.get(service);
      const requests = before?.day === day ? before.requests + 1 : 1;
      spent.set(service, { day, requests });
      return requests;
    },
  };
}

/** Midnight (UTC) of a time. */
export function dayOf(time: number): number {
  return Math.floor(time / day) * day;
}

export const day = 24 * 60 * 60 * 1000;
