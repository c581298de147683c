import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/store/index.ts';
import { databases, useStore } from './databases.ts';

const delivery: Delivery = { id: 'one', name: 'push', payload: '{"zen":"\u0000 ünïcode 🌱"}', receivedAt: 1000 };

describe.each(databases)('deliveries, $name', ({ open }) => {
  const opened = useStore(open);
  const deliveries = () => opened().store.deliveries;

  it('come back as they were signed until they are completed', async () => {
    expect(await deliveries().open('one')).toBeNull();
    expect(await deliveries().receive(delivery)).toBe('new');
    expect(await deliveries().open('one')).toEqual(delivery);
    expect(await deliveries().receive({ ...delivery, payload: 'other' })).toBe('open');
    expect(await deliveries().open('one')).toEqual(delivery);
    await deliveries().complete('one', 2000);
    expect(await deliveries().open('one')).toBeNull();
    expect(await deliveries().receive(delivery)).toBe('completed');
    expect(await deliveries().open('one')).toBeNull();
  });

  it('are new to one only of many that receive them at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => deliveries().receive({ ...delivery, id: 'many' })),
    );
    expect(answers.filter((answer) => answer === 'new')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'open')).toHaveLength(9);
  });

  it('that failed are left alone until they are redelivered', async () => {
    const failed = { ...delivery, id: 'failed' };
    await deliveries().receive(failed);
    await deliveries().fail('failed', 'it ended in \0', 3000);
    expect(await deliveries().open('failed')).toBeNull();
    expect(await deliveries().left(9000)).not.toContain('failed');
    expect(await deliveries().completed(['failed'])).toEqual(new Set());
    expect(await deliveries().receive({ ...failed, receivedAt: 4000 })).toBe('new');
    expect(await deliveries().open('failed')).toEqual({ ...failed, receivedAt: 4000 });
    await deliveries().complete('failed', 5000);
    await deliveries().fail('failed', 'too late', 6000);
    expect(await deliveries().receive(failed)).toBe('completed');
  });

  it('that are left come oldest first', async () => {
    for (const [id, receivedAt] of [
      ['b', 20],
      ['a', 10],
      ['c', 30],
    ] as const)
      await deliveries().receive({ ...delivery, id, receivedAt });
    expect(await deliveries().left(30)).toEqual(['a', 'b']);
  });

  it('that are completed are told from thousands', async () => {
    await deliveries().receive({ ...delivery, id: 'done' });
    await deliveries().complete('done', 1);
    const ids = [...Array.from({ length: 2500 }, (_, index) => `unknown-${index}`), 'done', 'a'];
    expect(await deliveries().completed(ids)).toEqual(new Set(['done']));
    expect(await deliveries().completed([])).toEqual(new Set());
  });
});
