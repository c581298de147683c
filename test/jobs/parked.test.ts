import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ParkedKind, park, retryParked } from '../../src/jobs/parked.ts';
import { openQueue, type PgBossQueue } from '../../src/jobs/pg-boss-queue.ts';
import { openTestStore, useStore } from '../store/databases.ts';
import { silent } from './recording-worker.ts';

describe('parked work', () => {
  const opened = useStore(openTestStore);
  let queue: PgBossQueue;
  beforeEach(async () => {
    const { store, queueDatabase } = opened();
    queue = await openQueue({ database: queueDatabase, log: silent });
    await queue.boss.getDb().executeSql('delete from pgboss.job');
    await store.installations.put({
      id: 5,
      accountId: 50,
      account: 'octo',
      accountType: 'Organization',
      permissions: {},
      suspended: false,
    });
    await store.repositories.put({
      id: 7,
      installationId: 5,
      owner: 'octo',
      name: 'press',
      visibility: 'public',
      archived: false,
    });
  });
  afterEach(() => queue.close());

  const parkIt = (kind: ParkedKind, subject: string) =>
    park(opened().store, { kind, subject, reason: 'Error: it broke', tries: 6 }, 1000);

  it.each([
    ['repository', '7', 5],
    ['look', '7', 5],
    ['installation', '5', 5],
    ['batch', '5', 5],
    ['feed', 'npm', null],
  ] as const)('is listed with its installation, and queued once more: %s', async (kind, subject, installationId) => {
    const { store } = opened();
    await parkIt(kind, subject);
    expect(await store.parked.list()).toMatchObject([
      { kind, subject, installationId, reason: 'Error: it broke', tries: 6, parkedAt: 1000 },
    ]);
    expect(await retryParked(store, queue, { kind, subject })).toBe('queued');
    expect(await store.parked.count()).toBe(0);
    expect((await queue.depth())[kind]).toEqual({ waiting: 1, active: 0 });
  });

  it('that is an audit is wanted again', async () => {
    const { store } = opened();
    await store.repositories.auditDone(7, 100, 1000);
    await parkIt('repository', '7');
    await retryParked(store, queue, { kind: 'repository', subject: '7' });
    expect(await store.repositories.get(7)).toMatchObject({ auditWanted: true });
  });

  it('that is a delivery is open again, with its payload', async () => {
    const { store } = opened();
    const delivery = { id: 'one', name: 'push', payload: '{"installation":{"id":9}}', receivedAt: 1 };
    await store.deliveries.receive(delivery);
    await parkIt('delivery', 'one');
    await store.deliveries.fail('one', 'Error: it broke', 1000);
    expect(await store.parked.list()).toMatchObject([{ installationId: 9 }]);
    expect(await retryParked(store, queue, { kind: 'delivery', subject: 'one' })).toBe('queued');
    expect(await store.deliveries.open('one')).toEqual(delivery);
    expect((await queue.depth()).delivery.waiting).toBe(1);
  });

  it.each([
    ['delivery', 'unknown'],
    ['repository', '8'],
    ['look', '8'],
    ['installation', '6'],
    ['batch', '6'],
    ['feed', 'no-registry'],
    ['toString', 'x'],
  ])('whose object is gone is not parked any more: %s', async (kind, subject) => {
    const { store } = opened();
    await store.parked.put({ kind, subject, installationId: null, reason: 'r', tries: 6, parkedAt: 1 });
    expect(await retryParked(store, queue, { kind, subject })).toBe('gone');
    expect(await store.parked.count()).toBe(0);
    expect(Object.values(await queue.depth()).every(({ waiting }) => waiting === 0)).toBe(true);
  });
});
