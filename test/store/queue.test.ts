import { PgBoss } from 'pg-boss';
import { describe, expect, it } from 'vitest';
import { databases, useStore } from './databases.ts';

describe.each(databases)('pg-boss in the same database, $name', ({ open }) => {
  const opened = useStore(open);

  it('hands over a job as soon as it is sent', async () => {
    const boss = new PgBoss({ ...opened().queueDatabase, useListenNotify: true, supervise: false, schedule: false });
    const errors: unknown[] = [];
    boss.on('error', (error) => errors.push(error));
    await boss.start();
    try {
      await boss.createQueue('work', { notify: true });
      let done: (data: unknown) => void = () => undefined;
      const worked = new Promise((resolve) => (done = resolve));
      // Polling alone would take a minute.
      await boss.work('work', { pollingIntervalSeconds: 60 }, (jobs) => {
        done(jobs[0]?.data);
        return Promise.resolve();
      });
      await new Promise((resolve) => setTimeout(resolve, 200));
      await boss.send('work', { id: 5 });
      expect(await worked).toEqual({ id: 5 });
    } finally {
      await boss.stop({ graceful: false });
    }
    expect(errors).toEqual([]);
  });

  it('fails alone when it fails', async () => {
    const { queueDatabase, store } = opened();
    const failing = queueDatabase.db?.executeSql('begin; select 1 / 0; commit').then(
      () => 'done',
      () => 'refused',
    );
    const others = Array.from({ length: 5 }, (_, index) =>
      store.deliveries.receive({ id: `d${index}`, name: 'push', payload: '', receivedAt: 1 }),
    );
    expect(await Promise.all(others)).toEqual(Array.from({ length: 5 }, () => 'new'));
    expect((await failing) ?? 'refused').toBe('refused');
    expect(await store.deliveries.left(2)).toHaveLength(5);
  });
});
