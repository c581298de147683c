import { describe, expect, it } from 'vitest';
import { type GroupLimits, openIntake } from '../../src/app/intake.ts';
import type { SignedDelivery } from '../../src/store/store.ts';
import { memoryDeliveries } from './memory-store.ts';

describe('webhooks that come in', () => {
  it('are written at once while nothing else is', async () => {
    const { intake, groups } = opened();
    expect(await intake.receive(delivery('a'), null)).toBe('new');
    expect(await intake.receive(delivery('b'), null)).toBe('new');
    expect(groups).toEqual([['a'], ['b']]);
  });

  it('while others are being written are the next group, in their order', async () => {
    const begun = Promise.withResolvers<void>();
    const { intake, groups, queued } = opened({ queue: async () => begun.resolve() });
    await Promise.all(
      ['a', 'b', 'c', 'd'].map(async (id) => {
        if (id !== 'a') await begun.promise;
        return intake.receive(delivery(id), null);
      }),
    );
    expect(groups).toEqual([['a'], ['b', 'c', 'd']]);
    expect(queued).toEqual([['a'], ['b', 'c', 'd']]);
  });

  it('are acknowledged only when their own group is in the queue', async () => {
    const gate = Promise.withResolvers<void>();
    const { intake, groups } = opened({ queue: () => (groups.length > 1 ? gate.promise : Promise.resolve()) });
    let told = 0;
    await intake.receive(delivery('a'), null);
    const second = intake.receive(delivery('b'), null).then(() => (told += 1));
    for (let turn = 0; turn < 5; turn += 1) await settled();
    expect([groups, told]).toEqual([[['a'], ['b']], 0]);
    gate.resolve();
    await second;
    expect(told).toBe(1);
  });

  it('are written in groups of bounded size', async () => {
    const limits = { deliveries: 3, bytes: 100, milliseconds: 1000 };
    const { intake, groups } = opened({ limits });
    const sizes = { a: 1, b: 40, c: 60, d: 500, e: 1, f: 1, g: 1, h: 1 };
    await Promise.all(Object.entries(sizes).map(([id, size]) => intake.receive(delivery(id, size), null)));
    expect(groups).toEqual([['a', 'b'], ['c'], ['d'], ['e', 'f', 'g'], ['h']]);
  });

  it('twice in one group are one delivery and one job', async () => {
    const { intake, groups, queued } = opened();
    const answers = await Promise.all(['a', 'b', 'b'].map((id) => intake.receive(delivery(id), null)));
    expect(answers).toEqual(['new', 'new', 'open']);
    expect([groups, queued]).toEqual([[['a', 'b', 'b']], [['a', 'b']]]);
  });

  it('again when their work is done lead to no job', async () => {
    const { intake, deliveries, queued } = opened();
    await intake.receive(delivery('a'), null);
    await deliveries.complete('a', 1);
    expect(await intake.receive(delivery('a'), null)).toBe('completed');
    expect(queued).toEqual([['a']]);
  });

  it('are queued with the installation that they say they are of', async () => {
    const { intake, installations } = opened();
    await Promise.all([
      intake.receive(delivery('a'), 7),
      intake.receive(delivery('b'), null),
      intake.receive(delivery('c'), 8),
    ]);
    expect(installations).toEqual([
      [
        ['a', 7],
        ['c', 8],
      ],
    ]);
  });
});

describe('where writing fails', () => {
  it('all of the group are refused, and the next group is tried', async () => {
    let broken = true;
    const { intake } = opened({
      refuse: (ids) => (broken && ids.includes('b') ? new Error('the server has gone') : null),
    });
    const answers = await Promise.allSettled(['a', 'b', 'c'].map((id) => intake.receive(delivery(id), null)));
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    broken = false;
    expect(await intake.receive(delivery('b'), null)).toBe('new');
  });

  it('for what one of them says, the others are written without it', async () => {
    const { intake, groups } = opened({
      refuse: (ids) => (ids.includes('c') ? Object.assign(new Error('a value'), { code: '22021' }) : null),
    });
    const answers = await Promise.allSettled(['a', 'b', 'c', 'd'].map((id) => intake.receive(delivery(id), null)));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(groups).toEqual([['a', 'b', 'c', 'd'], ['a'], ['b'], ['c'], ['d']]);
  });

  it('in the queue, none is acknowledged, and a redelivery is queued', async () => {
    let broken = true;
    const { intake } = opened({ queue: () => (broken ? Promise.reject(new Error('no queue')) : Promise.resolve()) });
    await expect(intake.receive(delivery('a'), null)).rejects.toThrow('no queue');
    broken = false;
    expect(await intake.receive(delivery('a'), null)).toBe('open');
  });

  it('by taking for ever, the group is refused in time and the next one is written', async () => {
    const never = new Promise<void>(() => undefined);
    const { intake, groups } = opened({
      limits: { deliveries: 10, bytes: 1000, milliseconds: 20 },
      queue: () => (groups.length === 1 ? never : Promise.resolve()),
    });
    await expect(intake.receive(delivery('a'), null)).rejects.toThrow('the database did not answer in time');
    expect(await intake.receive(delivery('b'), null)).toBe('new');
  });
});

describe('other work', () => {
  it('goes on at once while few webhooks wait', async () => {
    const gate = Promise.withResolvers<void>();
    const { intake } = opened({ queue: () => gate.promise });
    const received = intake.receive(delivery('a'), null);
    await intake.quiet();
    gate.resolve();
    expect(await received).toBe('new');
  });

  it('waits until a burst has been written', async () => {
    const gate = Promise.withResolvers<void>();
    const { intake } = opened({ queue: () => gate.promise });
    const told: string[] = [];
    const burst = Array.from({ length: 40 }, (_, index) => intake.receive(delivery(`d${index}`), null));
    const quiet = intake.quiet().then(() => told.push('quiet'));
    void Promise.all(burst).then(() => told.push('written'));
    gate.resolve();
    await quiet;
    expect(told).toEqual(['written', 'quiet']);
  });

  it('lets other work wait in the first moments of a burst, and not of the next one at once', async () => {
    let now = 0;
    const { intake } = opened({ elapsed: () => now });
    const burst = (name: string) =>
      Promise.all(Array.from({ length: 40 }, (_, index) => intake.receive(delivery(`${name}${index}`), null)));
    const waits = async () => {
      let isOver = false;
      const quiet = intake.quiet().then(() => (isOver = true));
      for (let turn = 0; turn < 5; turn += 1) await settled();
      const wasWaiting = !isOver;
      now += 300;
      await quiet;
      return wasWaiting;
    };
    expect(await waits()).toBe(false);
    await burst('a');
    expect(await waits()).toBe(true);
    now += 2000;
    await burst('b');
    expect(await waits(), 'a burst has just been given way to').toBe(false);
    now += 10_000;
    await burst('c');
    expect(await waits()).toBe(true);
  });
});

interface Change {
  readonly limits?: GroupLimits;
  readonly queue?: () => Promise<void>;
  readonly elapsed?: () => number;
  /** Why the store does not take these. */
  readonly refuse?: (ids: readonly string[]) => Error | null;
}

function opened({ limits, queue, refuse, elapsed }: Change = {}) {
  const deliveries = memoryDeliveries();
  const groups: string[][] = [];
  const queued: (readonly string[])[] = [];
  const installations: (readonly (readonly [string, number])[])[] = [];
  const intake = openIntake({
    deliveries: {
      async receiveAll(group) {
        const ids = group.map(({ id }) => id);
        groups.push(ids);
        const error = refuse?.(ids) ?? null;
        if (error !== null) throw error;
        return deliveries.receiveAll(group);
      },
    },
    queue: {
      async deliveries(ids, known) {
        await queue?.();
        queued.push(ids);
        installations.push([...(known ?? [])]);
      },
    },
    ...(limits === undefined ? {} : { limits }),
    ...(elapsed === undefined ? {} : { elapsed }),
  });
  return { intake, deliveries, groups, queued, installations };
}

function delivery(id: string, bytes = 2): SignedDelivery {
  return { id, name: 'push', payload: Buffer.alloc(bytes, ' '), receivedAt: 1 };
}

/** Everything that does not wait for something has happened. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
