import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openQueue } from '../../src/jobs/pg-boss-queue.ts';
import { openStore } from '../../src/store/index.ts';
import { databases, useStore } from '../store/databases.ts';
import { quiet, recordingWorker, silent, until } from './recording-worker.ts';

describe.each(databases)('the queue, $name', ({ open }) => {
  const store = useStore(open);

  it('wakes a worker that waits: polling for twenty would outlast the test', async () => {
    const arrived = new Set<string>();
    const { queue, close } = await recordingWorker(store(), {
      delivery: async (id) => void arrived.add(id),
    });
    for (let each = 0; each < 20; each += 1) {
      const id = `delivery-${each}`;
      await queue.delivery(id);
      await until(() => arrived.has(id));
      await quiet(queue);
    }
    await close();
    expect(arrived.size).toBe(20);
  });

  it('keeps what waits while nobody works', async () => {
    const queue = await openQueue({ database: store().queueDatabase, log: silent });
    for (const id of [1, 2, 2, 3]) await queue.repository(id);
    await queue.installation(4);
    await queue.delivery('five');
    for (const id of [1, 1, 6]) await queue.look(id);
    await queue.feed('npm');
    await queue.feed('npm');
    expect(await queue.depth()).toEqual({
      delivery: { waiting: 1, active: 0 },
      repository: { waiting: 3, active: 0 },
      installation: { waiting: 1, active: 0 },
      batch: { waiting: 0, active: 0 },
      look: { waiting: 2, active: 0 },
      gate: { waiting: 0, active: 0 },
      feed: { waiting: 1, active: 0 },
      sweep: { waiting: 0, active: 0 },
    });
    await queue.close();
    const done: string[] = [];
    const { queue: again, close } = await recordingWorker(store(), {
      repository: async (id) => void done.push(`repository ${id}`),
      installation: async (id) => void done.push(`installation ${id}`),
      delivery: async (id) => void done.push(`delivery ${id}`),
      look: async (id) => void done.push(`look ${id}`),
      feed: async (registry) => void done.push(`feed ${registry}`),
    });
    await quiet(again);
    await close();
    expect(done.toSorted()).toEqual([
      'delivery five',
      'feed npm',
      'installation 4',
      'look 1',
      'look 6',
      'repository 1',
      'repository 2',
      'repository 3',
    ]);
  });
});

describe('a process that dies, in a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-queue-'));
  beforeAll(async () => {
    const { store, queueDatabase } = await openStore({ folder });
    const queue = await openQueue({ database: queueDatabase, log: silent });
    await queue.repository(7);
    await queue.boss.fetch('repository');
    await queue.delivery('eight');
    await queue.boss.fetch('delivery');
    await queue.close();
    await store.close();
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('leaves jobs that the next one takes up at once', async () => {
    const opened = await openStore({ folder });
    const done: string[] = [];
    const worker = await recordingWorker(
      { ...opened, url: null },
      {
        repository: async (id) => void done.push(`repository ${id}`),
        delivery: async (id) => void done.push(`delivery ${id}`),
      },
    );
    await quiet(worker.queue);
    expect(done.toSorted()).toEqual(['delivery eight', 'repository 7']);
    await worker.close();
    await opened.store.close();
  });

  it('is not mistaken for another queue in the same process', async () => {
    const opened = await openStore('memory');
    const gate = Promise.withResolvers<void>();
    let runs = 0;
    const first = await recordingWorker(
      { ...opened, url: null },
      {
        async repository() {
          runs += 1;
          await gate.promise;
        },
      },
    );
    await first.queue.repository(7);
    await until(() => runs === 1);
    const second = await recordingWorker({ ...opened, url: null }, { repository: async () => void (runs += 1) });
    expect((await second.queue.depth()).repository).toEqual({ waiting: 0, active: 1 });
    gate.resolve();
    await quiet(second.queue);
    expect(runs).toBe(1);
    await first.close();
    await second.close();
    await opened.store.close();
  });
});
