import PQueue from 'p-queue';
import type { ServiceId } from './http.ts';
import type { Place } from './places.ts';

/** The lines in which requests wait for their turn: one for each pace of a service. */
export interface Lanes {
  /**
   * Runs the work when it is its turn; null where it was dismissed before. `again`: a retry, or the next hop of what had
   * its turn already, goes first.
   */
  turn<T>(place: Place, again: boolean, work: () => Promise<T>): Promise<T | null>;
  /** Sends away who waits for a service, or everyone; what runs goes on. */
  dismiss(service: ServiceId | 'all'): void;
}

/** @param spaced whether requests keep their distance in time; those under way at once are limited in any case */
export function openLanes(spaced: boolean): Lanes {
  const lanes = new Map<string, Lane>();
  const open = ({ service, pace: { atOnce, between } }: Place): Lane => ({
    service,
    waiting: new Set(),
    queue: new PQueue({ concurrency: atOnce, ...(spaced ? { intervalCap: 1, interval: between, strict: true } : {}) }),
  });

  return {
    async turn(place, again, work) {
      const name = `${place.service} ${place.pace.atOnce} ${place.pace.between}`;
      const lane = lanes.get(name) ?? open(place);
      lanes.set(name, lane);
      const ticket = new AbortController();
      lane.waiting.add(ticket);
      const begin = () => {
        lane.waiting.delete(ticket);
        return work();
      };
      return lane.queue.add(begin, { priority: again ? 1 : 0, signal: ticket.signal }).catch((error: unknown) => {
        if (ticket.signal.aborted) return null;
        throw error;
      });
    },

    dismiss(service) {
      for (const lane of lanes.values()) {
        if (service !== 'all' && lane.service !== service) continue;
        for (const ticket of lane.waiting) ticket.abort();
        lane.waiting.clear();
      }
    },
  };
}

interface Lane {
  readonly service: ServiceId;
  readonly queue: PQueue;
  readonly waiting: Set<AbortController>;
}
