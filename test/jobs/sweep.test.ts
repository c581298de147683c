import { expect, it } from 'vitest';
import type { JobContext } from '../../src/jobs/context.ts';
import type { Queue } from '../../src/jobs/queue.ts';
import { sweep } from '../../src/jobs/sweep.ts';
import { openTestStore, useStore } from '../store/databases.ts';

const opened = useStore(openTestStore);
const day = 24 * 60 * 60 * 1000;

it('what is due is handed on by installation once, and by itself where no batch comes', async () => {
  const { store } = opened();
  const now = Date.now();
  for (const [id, installationId] of [
    [11, 1],
    [12, 1],
    [21, 2],
  ] as const) {
    const place = { owner: `o${installationId}`, name: `n${id}`, visibility: 'public', archived: false } as const;
    await store.repositories.put({ id, installationId, ...place });
    await store.repositories.auditDone(id, 0, now - 2 * day);
  }
  await store.repositories.auditDone(21, 0, now);

  const queued: string[] = [];
  const batching = new Set<number>();
  const context = contextOf(queued, batching, now);
  await sweep(context);
  expect(queued).toEqual(['batch 1']);
  expect(await store.repositories.get(11)).toMatchObject({ auditWanted: true, wish: 1 });

  batching.add(1);
  await sweep(context);
  expect(queued, 'its batch is on its way').toEqual(['batch 1']);

  batching.clear();
  await sweep(context);
  expect(queued).toEqual(['batch 1', 'background 11', 'background 12']);
  expect(await store.repositories.get(11)).toMatchObject({ wish: 1 });
});

it('what is old is deleted by one of all processes, not by each of them', async () => {
  let prunes = 0;
  const now = Date.now() + day;
  const context = contextOf([], new Set(), now);
  const counting: JobContext = { ...context, store: { ...context.store, prune: async () => void (prunes += 1) } };
  await Promise.all([sweep(counting), sweep(counting), sweep(counting)]);
  expect(prunes).toBe(1);
});

function contextOf(queued: string[], batching: ReadonlySet<number>, now: number): JobContext {
  const queue: Partial<Queue> = {
    deliveries: async (ids) => void queued.push(...ids.map((id) => `delivery ${id}`)),
    repositories: async (ids, { urgency = 'person' } = {}) => void queued.push(...ids.map((id) => `${urgency} ${id}`)),
    batch: async (id) => void queued.push(`batch ${id}`),
    batching: async () => batching,
  };
  return { store: opened().store, queue, registries: null, now: () => now } as unknown as JobContext;
}
