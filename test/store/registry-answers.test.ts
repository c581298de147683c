import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { databases, look, useStore } from './databases.ts';

const day = 24 * 60 * 60 * 1000;

describe.each(databases)('answers of registries, $name', ({ open }) => {
  const opened = useStore(open);
  const at = (time: number) => vi.useFakeTimers({ toFake: ['Date'], now: time });
  afterEach(() => vi.useRealTimers());

  it.each([
    ['short', 'x'],
    ['empty', ''],
    ['with what text columns refuse', 'a\0b \uFFFD ünïcode 🌱'],
    ['long', 'long '.repeat(100_000)],
    ['that cannot be packed', randomBytes(1024 * 1024).toString('base64')],
  ])('come back as they were: %s', async (name, text) => {
    const { registryAnswers } = opened().store;
    const answer = {
      status: 404,
      headers: { etag: 'W/"abc"', 'content-type': 'text/plain' },
      text,
      at: 123_456_789_012,
    };
    await registryAnswers.put(name, answer);
    expect(await registryAnswers.get(name)).toEqual(answer);
    expect(await registryAnswers.get(`${name} `)).toBeNull();
  });

  it('have keys of any length', async () => {
    const { registryAnswers } = opened().store;
    const answer = { status: 200, headers: {}, text: 'x', at: 1 };
    await registryAnswers.put('k'.repeat(10_000), answer);
    expect(await registryAnswers.get('k'.repeat(10_000))).toEqual(answer);
    expect(await registryAnswers.get('k'.repeat(10_001))).toBeNull();
  });

  it('are packed where they are long', async () => {
    await opened().store.registryAnswers.put('packed', {
      status: 200,
      headers: {},
      text: 'x'.repeat(1_000_000),
      at: 1,
    });
    const [row] = await look(opened(), `select length(body) as bytes from registry_answers where key = 'packed'`);
    expect(row?.['bytes']).toBeLessThan(10_000);
  });

  it('are renewed, and replaced by others', async () => {
    const { registryAnswers } = opened().store;
    const first = { status: 200, headers: { etag: '"1"' }, text: 'one', at: 1 };
    for (const next of [
      first,
      { ...first, headers: { etag: '"2"' }, at: 2 },
      { ...first, status: 410, text: '', at: 3 },
    ]) {
      await registryAnswers.put('next', next);
      expect(await registryAnswers.get('next')).toEqual(next);
    }
  });

  it('that are huge are not kept, and neither is what was kept before', async () => {
    const { registryAnswers } = opened().store;
    const answer = { status: 200, headers: {}, text: 'x', at: 1 };
    await registryAnswers.put('huge', answer);
    await registryAnswers.put('huge', { ...answer, text: 'x'.repeat(16 * 1024 * 1024 + 1) });
    expect(await registryAnswers.get('huge')).toBeNull();
  });

  it('may be written by several at once', async () => {
    const { registryAnswers } = opened().store;
    const texts = Array.from({ length: 20 }, (_, index) => `text ${index}`);
    await Promise.all(
      texts.map((text, index) => registryAnswers.put('same', { status: 200, headers: {}, text, at: index })),
    );
    const kept = await registryAnswers.get('same');
    expect(kept?.text).toBe(texts[kept?.at ?? -1]);
  });

  it('are pruned when they have not been used for 30 days, and their use is noted once a day', async () => {
    const { store } = opened();
    const answer = { status: 200, headers: {}, text: 'x', at: 1 };
    const now = 20_000 * day;
    at(now - 31 * day);
    for (const key of ['unused', 'used']) await store.registryAnswers.put(key, answer);
    at(now - 29 * day);
    await store.registryAnswers.get('used');
    at(now - 29 * day + 1000);
    await store.registryAnswers.get('used');
    const used = `select used_at::text as used from registry_answers where key = 'used'`;
    expect(await look(opened(), used)).toEqual([{ used: `${now - 29 * day}` }]);
    await store.prune(now);
    expect(await store.registryAnswers.get('unused')).toBeNull();
    expect(await store.registryAnswers.get('used')).toEqual(answer);
  });

  it('take turns, whoever asks, and wait no longer than a clock that was set back makes sense of', async () => {
    const { store } = opened();
    const turns = await Promise.all(Array.from({ length: 4 }, () => store.registryRequests.turn('crates.io', 10_000)));
    const waits = turns.toSorted((a, b) => a - b);
    expect(waits[0]).toBe(0);
    for (const [index, wait] of waits.entries()) {
      // The turns lie ten seconds apart, and some of that passes while they are taken
      expect(wait).toBeLessThanOrEqual(index * 10_000);
      expect(wait).toBeGreaterThan((index - 1) * 10_000);
    }
    expect(await store.registryRequests.turn('hex', 1000)).toBe(0);

    await store.registryRequests.turn('go', 3_600_000);
    expect(await store.registryRequests.turn('go', 1000)).toBeLessThanOrEqual(60_000);
  });

  it('are counted by service and day, by several at once, and forgotten after 30 days', async () => {
    const { store } = opened();
    const today = 20_000 * day;
    const counts = await Promise.all(Array.from({ length: 10 }, () => store.registryRequests.spend('npm', today)));
    expect(counts.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await store.registryRequests.spend('npm', today - 31 * day)).toBe(1);
    expect(await store.registryRequests.spend('go', today)).toBe(1);
    expect(await store.registryRequests.of(today)).toEqual(
      new Map([
        ['npm', 10],
        ['go', 1],
      ]),
    );
    await store.prune(today);
    expect(await store.registryRequests.of(today)).toEqual(
      new Map([
        ['npm', 10],
        ['go', 1],
      ]),
    );
    expect(await store.registryRequests.of(today - 31 * day)).toEqual(new Map());
  });
});
