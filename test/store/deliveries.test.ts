import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/store/index.ts';
import { databases, look, useStore } from './databases.ts';

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

  it('come back in full, however large', async () => {
    const payload = JSON.stringify({ text: 'a webhook '.repeat(200_000) });
    await deliveries().receive({ ...delivery, id: 'large', payload });
    expect((await deliveries().open('large'))?.payload).toBe(payload);
  });

  it('that were stored as they came, by an earlier version, are read', async () => {
    await deliveries().receive({ ...delivery, id: 'plain' });
    await look(opened(), `update deliveries set payload = convert_to('{"a":"ü"}', 'UTF8') where id = 'plain'`);
    expect((await deliveries().open('plain'))?.payload).toBe('{"a":"ü"}');
  });

  it('of one group are answered each for itself', async () => {
    const signed = (id: string, payload = '{}') => ({
      id,
      name: 'push',
      payload: Buffer.from(payload),
      receivedAt: 1000,
    });
    for (const id of ['done', 'known', 'given-up']) await deliveries().receive({ ...delivery, id: `group-${id}` });
    await deliveries().complete('group-done', 2);
    await deliveries().fail('group-given-up', 'a reason', 2);
    const ids = ['known', 'twice', 'done', 'given-up', 'twice', 'alone', 'done', 'given-up'].map((id) => `group-${id}`);
    const answers = await deliveries().receiveAll(ids.map((id, at) => signed(id, `{"at":${at}}`)));
    expect(answers).toEqual(['open', 'new', 'completed', 'new', 'open', 'new', 'completed', 'open']);
    expect((await deliveries().open('group-twice'))?.payload).toBe('{"at":1}');
    expect((await deliveries().open('group-known'))?.payload).toBe(delivery.payload);
    expect(await deliveries().receiveAll([])).toEqual([]);
  });

  it('that many groups bring at the same moment in other orders are new once', async () => {
    const ids = Array.from({ length: 50 }, (_, at) => `storm-${at}`);
    const group = (some: readonly string[]) =>
      deliveries().receiveAll(some.map((id) => ({ id, name: 'push', payload: Buffer.from('{}'), receivedAt: 1000 })));
    const answers = await Promise.all([ids, ids.toReversed(), ids.toSorted(), ids.toReversed()].map(group));
    expect(answers.flat().filter((answer) => answer === 'new')).toHaveLength(50);
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
