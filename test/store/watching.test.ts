import { describe, expect, it } from 'vitest';
import type { PackageEvidence } from '../../src/ledger/package-evidence.ts';
import type { Installation, StoredIncident } from '../../src/store/index.ts';
import { anIncident } from './an-incident.ts';
import { databases, look, useStore } from './databases.ts';

const day = 24 * 60 * 60 * 1000;

describe.each(databases)('packages that are followed, $name', ({ open }) => {
  const opened = useStore(open);
  let last = 0;

  /** A repository of an installation of its own. */
  async function repository({ archived = false, suspended = false } = {}): Promise<number> {
    const { installations, repositories } = opened().store;
    last += 1;
    const id = last;
    const installation: Installation = {
      id,
      accountId: id,
      account: `account-${id}`,
      accountType: 'Organization',
      permissions: {},
      suspended,
    };
    await installations.put(installation);
    await repositories.put({
      id,
      installationId: id,
      owner: `account-${id}`,
      name: 'tools',
      visibility: 'public',
      archived,
    });
    return id;
  }

  async function onlyPackage(repositoryId: number): Promise<number> {
    const [followed] = await opened().store.packages.ofRepository(repositoryId);
    if (followed === undefined) throw new Error('nothing is followed');
    return followed.id;
  }

  it('are due at once, and after a look when that says', async () => {
    const { packages } = opened().store;
    const id = await repository();
    expect(await packages.follow(id, [{ registry: 'npm', name: '@a/\0 "b" 🌱' }], 1000)).toBe(1);
    const [followed] = await packages.ofRepository(id);
    expect(followed).toEqual({
      id: followed?.id,
      repositoryId: id,
      registry: 'npm',
      name: '@a/\0 "b" 🌱',
      lookAt: 1000,
      lookedAt: null,
      hurryUntil: 0,
      releasedAt: null,
      changedAt: null,
      failures: 0,
      evidence: null,
    });
    const dueAt = async (now: number) => (await packages.due(now, 1000)).some((each) => each.id === followed?.id);
    expect([await dueAt(999), await dueAt(1000)]).toEqual([false, true]);
    const learnt = evidence('@a/b');
    await packages.looked(followed?.id ?? 0, { at: 1000, next: 5000, evidence: learnt, releasedAt: 7, changed: true });
    expect(await packages.get(followed?.id ?? 0)).toMatchObject({
      lookAt: 5000,
      lookedAt: 1000,
      releasedAt: 7,
      changedAt: 1000,
      evidence: learnt,
    });
    expect([await dueAt(4999), await dueAt(5000)]).toEqual([false, true]);
  });

  it('keep what was known while nothing can be read, and count that', async () => {
    const { packages } = opened().store;
    const id = await repository();
    await packages.follow(id, [{ registry: 'npm', name: 'coins' }], 0);
    const packageId = await onlyPackage(id);
    const failed = { at: 2, next: 3, evidence: null, releasedAt: null, changed: false };
    await packages.looked(packageId, { at: 1, next: 2, evidence: evidence('coins'), releasedAt: 7, changed: true });
    await packages.looked(packageId, failed);
    await packages.looked(packageId, failed);
    expect(await packages.get(packageId)).toMatchObject({
      evidence: evidence('coins'),
      releasedAt: 7,
      changedAt: 1,
      failures: 2,
    });
    await packages.looked(packageId, { ...failed, evidence: evidence('coins'), releasedAt: 7 });
    expect(await packages.get(packageId)).toMatchObject({ failures: 0 });
    const unreadable = { ...evidence('coins'), history: { state: 'unreadable', reason: 'r', source: 's' } } as const;
    await packages.looked(packageId, { ...failed, evidence: unreadable });
    expect(await packages.get(packageId)).toMatchObject({ failures: 1, evidence: unreadable });
  });

  it('are left when they are not named any more, and come back with what was known', async () => {
    const { packages } = opened().store;
    const id = await repository();
    const [one, two] = [
      { registry: 'npm', name: 'one' },
      { registry: 'pypi', name: 'two' },
    ] as const;
    expect(await packages.follow(id, [one, two], 0)).toBe(2);
    const before = await packages.ofRepository(id);
    await packages.looked(before[0]?.id ?? 0, {
      at: 1,
      next: 99,
      evidence: evidence('one'),
      releasedAt: null,
      changed: true,
    });
    expect(await packages.follow(id, [two], 5)).toBe(0);
    expect((await packages.ofRepository(id)).map(({ name }) => name)).toEqual(['two']);
    expect((await packages.due(1000, 1000)).filter(({ repositoryId }) => repositoryId === id)).toHaveLength(1);
    expect(await packages.get(before[0]?.id ?? 0)).toMatchObject({ name: 'one' });
    expect(await packages.follow(id, [one, two], 7)).toBe(1);
    expect((await packages.ofRepository(id)).map((each) => [each.id, each.lookAt])).toEqual([
      [before[0]?.id, 7],
      [before[1]?.id, 0],
    ]);
    expect((await packages.ofRepository(id))[0]?.evidence).toEqual(evidence('one'));
  });

  it.each([
    ['pypi', 'Some_Thing.x', 'some-thing-x'],
    ['crates.io', 'Some-Thing', 'some_thing'],
    ['nuget', 'Some.Thing', 'some.thing'],
    ['packagist', 'Some/Thing', 'some/thing'],
  ] as const)('have their names compared as %s does', async (registry, written, asked) => {
    const { packages } = opened().store;
    const id = await repository();
    expect(await packages.follow(id, [{ registry, name: written }], 0)).toBe(1);
    expect(await packages.follow(id, [{ registry, name: asked }], 0)).toBe(0);
    const found = await packages.named(registry, [asked, 'another']);
    expect(found.filter((each) => each.repositoryId === id).map(({ name }) => name)).toEqual([written]);
    expect(await packages.named('npm', [asked, written])).toEqual([]);
  });

  it('are found in a feed of ten thousand names', async () => {
    const { packages } = opened().store;
    const id = await repository();
    await packages.follow(id, [{ registry: 'jsr', name: '@n/9999' }], 0);
    const names = Array.from({ length: 10_000 }, (_, index) => `@n/${index}`);
    expect((await packages.named('jsr', names)).map(({ name }) => name)).toEqual(['@n/9999']);
    expect((await packages.ofRegistry('jsr')).map(({ name }) => name)).toEqual(['@n/9999']);
    expect((await packages.counts()).get('jsr')).toBe(1);
    expect((await packages.counts()).has('open-vsx')).toBe(false);
  });

  it('are due by how long they have waited, and not where GitHub has locked us out', async () => {
    const { packages } = opened().store;
    const [first, second, archived, suspended] = [
      await repository(),
      await repository(),
      await repository({ archived: true }),
      await repository({ suspended: true }),
    ];
    for (const [index, id] of [second, first, archived, suspended].entries())
      await packages.follow(id, [{ registry: 'go', name: 'x' }], -100 + index);
    const due = await packages.due(-50, 2);
    expect(due.map(({ repositoryId }) => repositoryId)).toEqual([second, first]);
    expect(await packages.due(-50, 1)).toHaveLength(1);
    expect(due[0]).not.toHaveProperty('evidence');
  });

  it('can be looked at earlier, never later, and in a hurry for a while', async () => {
    const { packages } = opened().store;
    const id = await repository();
    await packages.follow(id, [{ registry: 'hex', name: 'x' }], 100);
    const packageId = await onlyPackage(id);
    await packages.lookAt([packageId], 50);
    await packages.lookAt([packageId], 70);
    await packages.hurry(id, 900);
    await packages.hurry(id, 800);
    expect(await packages.get(packageId)).toMatchObject({ lookAt: 50, hurryUntil: 900 });
    expect([await packages.hurried(899), await packages.hurried(900)]).toEqual([new Set(['hex']), new Set()]);
  });

  it('go with their repository, and are forgotten months after they were left', async () => {
    const { store } = opened();
    const [gone, kept] = [await repository(), await repository()];
    for (const id of [gone, kept]) await store.packages.follow(id, [{ registry: 'npm', name: 'x' }], 0);
    const packageId = await onlyPackage(gone);
    await store.incidents.put(incident(gone, packageId, '1.0.0'));
    await store.repositories.remove(gone);
    expect(await store.packages.get(packageId)).toBeNull();
    expect(await store.incidents.ofRepository(gone)).toEqual([]);

    await store.packages.follow(kept, [], 10 * day);
    const left = async () => (await look(opened(), `select id from packages where repository_id = ${kept}`)).length;
    await store.prune(99 * day);
    expect(await left()).toBe(1);
    await store.prune(101 * day);
    expect(await left()).toBe(0);
  });
});

describe.each(databases)('feeds and incidents, $name', ({ open }) => {
  const opened = useStore(open);

  it('a feed goes on where it was left', async () => {
    const { watching } = opened().store;
    expect(await watching.cursor('npm')).toBeNull();
    await watching.keepCursor('npm', '12 \0', 5);
    await watching.keepCursor('npm', '13 \0', 6);
    expect(await watching.cursor('npm')).toEqual({ cursor: '13 \0', at: 6 });
    expect(await watching.cursor('pypi')).toBeNull();
  });

  it('an incident is one for each package and version, and its evidence stays as it was', async () => {
    const { incidents } = opened().store;
    const noticed = await incidents.put(incident(1, 2, '1.0.0\0'));
    expect(noticed).toEqual({ id: noticed.id, ...incident(1, 2, '1.0.0\0') });
    expect(await incidents.find(2, '1.0.0\0')).toEqual(noticed);
    expect(await incidents.find(2, '1.0.1')).toBeNull();
    const place = { kind: 'issue', repository: 'acme/private', id: '7' } as const;
    const told = await incidents.put({
      ...incident(1, 2, '1.0.0\0'),
      state: 'told',
      place,
      pack: anIncident('another'),
      noticedAt: 99,
      retraction: 'a tag came',
      written: 'digest',
    });
    expect(told).toEqual({ ...noticed, state: 'told', place, retraction: 'a tag came', written: 'digest' });
    await incidents.put(incident(1, 3, '1.0.0\0'));
    expect((await incidents.ofRepository(1)).map(({ packageId }) => packageId)).toEqual([2, 3]);
  });
});

function evidence(name: string): PackageEvidence {
  const absent = { state: 'absent', source: 'https://registry.example' } as const;
  return { registry: 'npm', name, history: absent, advisories: absent, ledger: null, askedAt: 1 };
}

function incident(repositoryId: number, packageId: number, version: string): Omit<StoredIncident, 'id'> {
  return {
    repositoryId,
    packageId,
    version,
    state: 'noticed',
    place: null,
    pack: anIncident(version),
    noticedAt: 5,
    retraction: null,
    written: null,
  };
}
