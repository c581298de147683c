import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Queue } from '../jobs/queue.ts';
import type { Deliveries, Reception, SignedDelivery } from '../store/store.ts';
import { inTime } from './in-time.ts';

/** Where verified webhooks are stored and queued. Those that come while others are being written are written together. */
export interface Intake {
  /**
   * Resolves when the delivery is on disk and, unless its work is done, in the queue.
   * @param installationId whose turn it takes there; none where it is unknown
   */
  receive(delivery: SignedDelivery, installationId?: number | null): Promise<Reception>;
  /**
   * Resolves when other work may begin: not in the first moments of a burst, and then when few deliveries wait to be written,
   * or after half a second. Other work goes on under load that lasts, if slowly.
   */
  quiet(): Promise<void>;
}

export interface IntakeOptions {
  readonly deliveries: Pick<Deliveries, 'receiveAll'>;
  readonly queue: Pick<Queue, 'deliveries'>;
  readonly limits?: GroupLimits;
  /** Milliseconds that only go forward. */
  readonly elapsed?: () => number;
}

/** How much is written at once. A single delivery may be larger. */
export interface GroupLimits {
  readonly deliveries: number;
  readonly bytes: number;
  /** After this a group has failed, whatever becomes of it, and the next one is begun. */
  readonly milliseconds: number;
}

/**
 * One group is written at a time, and nothing waits for a group to fill: a group is what has come in by the time the one
 * before is written.
 */
export function openIntake({ deliveries, queue, limits = usualLimits, elapsed }: IntakeOptions): Intake {
  const waiting: Waiting[] = [];
  let inHand = 0;
  let writing = false;
  const burst = burstIn(elapsed ?? (() => performance.now()));
  return {
    receive(delivery, installationId = null) {
      const { promise, resolve, reject } = Promise.withResolvers<Reception>();
      waiting.push({ delivery, installationId, resolve, reject });
      inHand += 1;
      burst.arrived();
      if (!writing) void writeAll();
      return promise;
    },
    async quiet() {
      for (let left = longestBurst; burst.isYoung() && left > 0; left -= lookEvery) await sleep(lookEvery);
      for (let left = longestPause; inHand > few && left > 0; left -= lookEvery) await sleep(lookEvery);
    },
  };

  async function writeAll(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      // The embedded engine works without a pause, and nothing would come in between its writes
      await nextTurn();
      const group = waiting.splice(0, sizeOfGroup(waiting, limits));
      await answer(group);
      inHand -= group.length;
    }
    writing = false;
  }

  async function answer(group: readonly Waiting[]): Promise<void> {
    try {
      // A write that hangs must not keep all later ones from being tried on another connection
      const receptions = await inTime(write(group), limits.milliseconds, 'the database did not answer in time');
      for (const [index, { resolve, reject }] of group.entries()) {
        const reception = receptions[index];
        if (reception === undefined) reject(new Error('the store does not say what became of a delivery'));
        else resolve(reception);
      }
    } catch (error) {
      // One row that the database does not take is no reason to refuse the others
      if (group.length > 1 && isAboutData(error)) for (const one of group) await answer([one]);
      else for (const { reject } of group) reject(error);
    }
  }

  async function write(group: readonly Waiting[]): Promise<readonly Reception[]> {
    const receptions = await deliveries.receiveAll(group.map(({ delivery }) => delivery));
    const open = group.filter((_, index) => receptions[index] !== 'completed');
    const installations = open.flatMap(({ delivery: { id }, installationId }) =>
      installationId === null ? [] : [[id, installationId] as const],
    );
    const ids = new Set(open.map(({ delivery: { id } }) => id));
    if (ids.size > 0) await queue.deliveries([...ids], new Map(installations));
    return receptions;
  }
}

/** Tells whether many have come in together, and not for long yet. */
function burstIn(elapsed: () => number) {
  const last: number[] = [];
  let began = Number.NEGATIVE_INFINITY;
  const isBurst = (now: number) => last.length === manyTogether && now - (last[0] ?? 0) < together;
  return {
    arrived() {
      const now = elapsed();
      const wasBurst = isBurst(now);
      last.push(now);
      if (last.length > manyTogether) last.shift();
      if (!wasBurst && isBurst(now) && now - began >= betweenBursts) began = now;
    },
    isYoung() {
      const now = elapsed();
      return isBurst(now) && now - began < longestBurst;
    },
  };
}

/** So many within this time, in milliseconds, are a burst: the events of one act in a large organisation, say. */
const manyTogether = 20;
const together = 200;
/** In milliseconds. What lasts longer is load, beside which everything else has to go on. */
const longestBurst = 1500;
const betweenBursts = 10_000;

/** How many deliveries in hand are few. */
const few = 16;

/** In milliseconds. */
const longestPause = 500;
const lookEvery = 25;

interface Waiting {
  readonly delivery: SignedDelivery;
  readonly installationId: number | null;
  readonly resolve: (reception: Reception) => void;
  readonly reject: (error: unknown) => void;
}

/** GitHub waits ten seconds for an answer. */
const usualLimits: GroupLimits = { deliveries: 100, bytes: 4 * 1024 * 1024, milliseconds: 8000 };

/** How many of those that wait longest are written together: one at least. */
function sizeOfGroup(waiting: readonly Waiting[], limits: GroupLimits): number {
  let bytes = 0;
  let size = 0;
  for (const { delivery } of waiting) {
    bytes += delivery.payload.length;
    if (size === limits.deliveries || (size > 0 && bytes > limits.bytes)) break;
    size += 1;
  }
  return size;
}

/** Whether the database refused a value: classes 22, 23 and 54 of its states. Other errors hold for every row. */
function isAboutData(error: unknown): boolean {
  const state = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof state === 'string' && /^(?:22|23|54)[0-9A-Z]{3}$/.test(state);
}
