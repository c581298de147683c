import { setTimeout as pause } from 'node:timers/promises';
import type { Budgets } from '../http/budgets.ts';
import type { RegistryRequests } from '../store/store.ts';

/**
 * Budgets that all processes on a store share. Where a service wants one request at a time, they wait for each other too;
 * the other paces leave room for several processes.
 *
 * @param spaced false where requests keep no distance in time
 */
export function commonPace(requests: RegistryRequests, spaced: boolean): Budgets {
  return {
    async spend(service, day, { atOnce, between }) {
      if (spaced && atOnce === 1) await pause(await requests.turn(service, between));
      return requests.spend(service, day);
    },
  };
}
