import { afterEach, describe, expect, it, vi } from 'vitest';
import { databases, look, useStore } from './databases.ts';

const day = 24 * 60 * 60 * 1000;

describe.each(databases)('caches, $name', ({ open }) => {
  const opened = useStore(open);
  const at = (time: number) => vi.useFakeTimers({ toFake: ['Date'], now: time });
  afterEach(() => vi.useRealTimers());

  it('contents come back as they were, however many and whatever is in them', async () => {
    const publicOnes = opened().store.contents('public');
    const contents = new Map(Array.from({ length: 450 }, (_, index) => [`sha-${index}`, `content ${index}`]));
    contents.set('nul', 'a\0b').set('empty', '').set('wide', 'ünïcode 🌱').set('large', 'x'.repeat(5_000_000));
    await publicOnes.put(contents);
    await publicOnes.put(contents);
    expect(await publicOnes.get([...contents.keys(), 'unknown', 'nul'])).toEqual(contents);
    expect(await publicOnes.get([])).toEqual(new Map());
    await publicOnes.put(new Map());
  });

  it('contents are written by several at once', async () => {
    const publicOnes = opened().store.contents('public');
    const contents = Array.from({ length: 300 }, (_, index) => [`shared-${index}`, `${index}`] as const);
    const turned = [contents, contents.toReversed(), contents, contents.toReversed()];
    await Promise.all(turned.map((some) => publicOnes.put(new Map(some))));
    expect(await publicOnes.get(contents.map(([sha]) => sha))).toEqual(new Map(contents));
  });

  it('the use of contents is noted once a day', async () => {
    const publicOnes = opened().store.contents('public');
    const used = async () => (await look(opened(), `select used_at::text as used from contents where sha = 'used'`))[0];
    at(100 * day);
    await publicOnes.put(new Map([['used', 'x']]));
    at(101 * day);
    await publicOnes.get(['used']);
    expect(await used()).toEqual({ used: `${100 * day}` });
    at(101 * day + 1);
    await publicOnes.get(['used']);
    expect(await used()).toEqual({ used: `${101 * day + 1}` });
    at(103 * day);
    await publicOnes.put(new Map([['used', 'x']]));
    expect(await used()).toEqual({ used: `${103 * day}` });
  });

  it('answers are kept for one repository, by keys of any length', async () => {
    const key = `/repos/octo/bakery?${'page=1&'.repeat(1000)}`;
    const answer = { etag: 'W/"abc"', status: 200, data: [{ name: 'a\0b', none: null }], link: '<x>; rel="next"' };
    await opened().store.answers(1).put(key, answer);
    expect(await opened().store.answers(1).get(key)).toEqual(answer);
    expect(await opened().store.answers(2).get(key)).toBeNull();
    expect(await opened().store.answers(1).get(`${key}2`)).toBeNull();
    await opened()
      .store.answers(1)
      .put(key, { ...answer, data: undefined, link: null });
    expect(await opened().store.answers(1).get(key)).toEqual({ ...answer, data: null, link: null });
  });

  it('an answer that is huge is not kept', async () => {
    await opened()
      .store.answers(1)
      .put('huge', { etag: 'e', status: 200, data: 'x'.repeat(5_000_000), link: null });
    expect(await opened().store.answers(1).get('huge')).toBeNull();
  });

  it('what is long unused is pruned, and what was written after its repository went', async () => {
    const { store } = opened();
    const now = 1000 * day;
    at(now - 31 * day);
    await store.repositories.put({
      id: 7,
      installationId: 1,
      owner: 'o',
      name: 'n',
      visibility: 'public',
      archived: false,
    });
    await store.contents('public').put(new Map([['old', 'x']]));
    await store.answers(7).put('old', { etag: 'e', status: 200, data: 1, link: null });
    await store.refusals(7).put('old', 'administration:read');
    for (const id of ['done', 'failed', 'open'])
      await store.deliveries.receive({ id, name: 'push', payload: '', receivedAt: 1 });
    await store.deliveries.complete('done', Date.now());
    await store.deliveries.fail('failed', 'why', Date.now());
    at(now - 29 * day);
    await store.contents('public').put(new Map([['new', 'x']]));
    for (const repository of [7, 8])
      await store.answers(repository).put('new', { etag: 'e', status: 200, data: 1, link: null });
    await store.policies.keepGood('repository:7', 'a', 1);
    await store.policies.keepGood('repository:8', 'a', 1);
    await store.policies.keepGood('organisation:8', 'a', 1);

    await store.prune(now);
    expect(await look(opened(), `select sha from contents where sha in ('old', 'new')`)).toEqual([{ sha: 'new' }]);
    expect(await look(opened(), 'select repository_id::integer as id, key from answers')).toEqual([
      { id: 7, key: 'new' },
    ]);
    expect(await look(opened(), 'select id from deliveries')).toEqual([{ id: 'open' }]);
    expect(await look(opened(), 'select owner from policies order by owner')).toEqual([
      { owner: 'organisation:8' },
      { owner: 'repository:7' },
    ]);
    expect(await store.refusals(7).get('old')).toBeNull();
  });
});
