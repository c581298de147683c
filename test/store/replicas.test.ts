import { afterEach, describe, expect, it, vi } from 'vitest';
import type { TreeEntry } from '../../src/github/tree-listing.ts';
import type { Installation, RepositoryPlace } from '../../src/store/index.ts';
import { databases, look, useStore } from './databases.ts';

const day = 24 * 60 * 60 * 1000;

describe.each(databases)('what replicas tell each other, $name', ({ open }) => {
  const opened = useStore(open);
  afterEach(() => vi.useRealTimers());

  it('contents are served to whom they were read for, and to nobody else', async () => {
    const { store } = opened();
    const scopes = ['public', { repositoryId: 1 }, { repositoryId: 2 }] as const;
    const entries: readonly TreeEntry[] = [{ path: 'a\0b', mode: '100644', sha: 'secret', size: 5 }];
    await store.contents({ repositoryId: 1 }).put(new Map([['secret', 'of one']]));
    await store.contents({ repositoryId: 1 }).keepTree('secret', entries);
    const served = scopes.map((scope) => store.contents(scope).get(['secret']));
    expect(await Promise.all(served)).toEqual([new Map(), new Map([['secret', 'of one']]), new Map()]);
    const trees = scopes.map((scope) => store.contents(scope).tree('secret'));
    expect(await Promise.all(trees)).toEqual([null, entries, null]);
    await store.contents('public').put(new Map([['open', 'of all']]));
    expect(await store.contents({ repositoryId: 1 }).get(['open'])).toEqual(new Map());
  });

  it('a listing is never taken for a file', async () => {
    const contents = opened().store.contents({ repositoryId: 3 });
    await contents.keepTree('same', []);
    await contents.put(new Map([['same', 'a file']]));
    expect(await contents.get(['same'])).toEqual(new Map([['same', 'a file']]));
    expect(await contents.tree('same')).toEqual([]);
    expect(await contents.tree('other')).toBeNull();
  });

  it('work that is parked is one row, with the last reason, newest first', async () => {
    const { parked } = opened().store;
    const work = { kind: 'repository', subject: '1', installationId: 4, reason: 'first', tries: 6, parkedAt: 10 };
    await parked.put(work);
    await parked.put({ ...work, subject: 'd\0', kind: 'delivery', installationId: null, parkedAt: 30 });
    await parked.put({ ...work, reason: 'a\0b', tries: 12, parkedAt: 20 });
    expect(await parked.list()).toEqual([
      { ...work, id: expect.any(Number), subject: 'd\uFFFD', kind: 'delivery', installationId: null, parkedAt: 30 },
      { ...work, id: expect.any(Number), reason: 'a\uFFFDb', tries: 12, parkedAt: 20 },
    ]);
    expect(await parked.count()).toBe(2);
    await parked.remove('delivery', '1');
    await parked.remove('delivery', 'd\0');
    await parked.remove('repository', '1');
    expect(await parked.count()).toBe(0);
  });

  it('one of many takes a turn, and nobody before its time', async () => {
    const { timetable } = opened().store;
    const taken = await Promise.all(Array.from({ length: 10 }, () => timetable.take('daily', day, 5 * day)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await timetable.take('daily', day, 6 * day - 1)).toBe(false);
    expect(await timetable.take('hourly', 1, 5 * day)).toBe(true);
    const again = await Promise.all(Array.from({ length: 10 }, () => timetable.take('daily', day, 6 * day)));
    expect(again.filter(Boolean)).toHaveLength(1);
  });

  it('a sweep counts what has been audited since it began', async () => {
    const { store } = opened();
    await store.installations.put({ ...installation, id: 50 });
    for (const id of [501, 502, 503]) await store.repositories.put({ ...place, id, installationId: 50 });
    await store.repositories.put({ ...place, id: 504, installationId: 50, archived: true });
    await store.repositories.auditDone(501, 0, 99);
    expect(await store.sweeps.get(50)).toBeNull();
    await store.sweeps.begin(50, 3, 100);
    const progress = { installationId: 50, account: 'octo', startedAt: 100, total: 3, finishedAt: null };
    expect(await store.sweeps.open()).toEqual([{ ...progress, done: 0 }]);
    for (const id of [502, 504]) await store.repositories.auditDone(id, 0, 100);
    expect(await store.sweeps.get(50)).toEqual({ ...progress, done: 1 });
    await store.sweeps.finish(50, 200);
    await store.sweeps.finish(50, 300);
    expect(await store.sweeps.get(50)).toEqual({ ...progress, done: 1, finishedAt: 200 });
    expect(await store.sweeps.open()).toEqual([]);
    await store.sweeps.begin(50, 3, 400);
    expect(await store.sweeps.get(50)).toEqual({ ...progress, startedAt: 400, done: 0 });
  });

  it('is pruned when it is old, or when nobody is left to whom it belongs', async () => {
    const { store } = opened();
    const now = 1000 * day;
    vi.useFakeTimers({ toFake: ['Date'], now });
    await store.installations.put({ ...installation, id: 60 });
    await store.repositories.put({ ...place, id: 601, installationId: 60 });
    for (const repositoryId of [601, 602]) {
      await store.contents({ repositoryId }).put(new Map([['pruned', 'x']]));
      const work = { kind: 'repository', subject: `${repositoryId}`, installationId: 60 };
      await store.parked.put({ ...work, reason: 'r', tries: 6, parkedAt: now - 89 * day });
    }
    const news = { kind: 'delivery', installationId: 61, reason: 'r', tries: 6 };
    await store.parked.put({ ...news, subject: 'of an unknown installation', parkedAt: now });
    await store.parked.put({ ...news, subject: 'old', parkedAt: now - 91 * day });
    for (const id of [60, 61]) {
      await store.limits.block(id, 'core', 1, 'primary-limit');
      await store.sweeps.begin(id, 1, 1);
      await store.refusals(id).put('GET /x', 'checks:write');
    }
    await look(opened(), `insert into blobs (sha, content, used_at) values ('old', '', 1), ('new', '', ${now})`);

    await store.prune(now);
    const left = async (statement: string) => (await look(opened(), statement)).map((row) => Object.values(row)[0]);
    expect(await left(`select scope::integer from contents where sha = 'pruned'`)).toEqual([601]);
    expect(await left('select subject from parked order by subject')).toEqual(['601', 'of an unknown installation']);
    for (const table of ['github_limits', 'sweeps', 'refusals'])
      expect(await left(`select installation_id::integer from ${table} where installation_id in (60, 61)`)).toEqual([
        60,
      ]);
    expect(await left('select sha from blobs')).toEqual(['new']);
  });
});

const installation: Installation = {
  id: 1,
  accountId: 1,
  account: 'octo',
  accountType: 'Organization',
  permissions: {},
  suspended: false,
};

const place: RepositoryPlace = {
  id: 1,
  installationId: 1,
  owner: 'octo',
  name: 'bakery',
  visibility: 'private',
  archived: false,
};
