import { type Budgets, day, dayOf } from './budgets.ts';
import type { ServiceId } from './http.ts';
import type { Place } from './places.ts';

/** Says whether a service may be asked now. */
export interface Gate {
  /** Why it may not: it wants to be left alone, or the budget of the day is spent. */
  standing(service: ServiceId): Refusal | null;
  /** Counts one more request, and says why it must not go out where that is too many for a day. */
  spend(place: Place): Promise<Refusal | null>;
  /** The service said that it wants to be left alone until then. */
  stop(service: ServiceId, until: number): Refusal;
}

export interface Refusal {
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

export function openGate(budgets: Budgets, now: () => number): Gate {
  const stops = new Map<ServiceId, Refusal>();
  const stopped = (service: ServiceId, refusal: Refusal): Refusal => {
    const before = stops.get(service);
    const latest = before !== undefined && before.until > refusal.until ? before : refusal;
    stops.set(service, latest);
    return latest;
  };
  return {
    standing(service) {
      const refusal = stops.get(service) ?? null;
      return refusal !== null && refusal.until > now() ? refusal : null;
    },

    async spend({ service, mostInADay, pace }) {
      const today = dayOf(now());
      // Where they cannot be counted, requests cannot run away far: the pace of the service holds in any case.
      const spent = await budgets.spend(service, today, pace).catch(() => 0);
      if (spent <= mostInADay) return null;
      const reason = `${service} is asked at most ${mostInADay} times a day, and today's are spent.`;
      return stopped(service, { reason, until: today + day });
    },

    stop(service, until) {
      const reason = `${service} wants no more requests until ${new Date(until).toISOString()}.`;
      return stopped(service, { reason, until });
    },
  };
}
