import { describe, expect, it } from 'vitest';
import { settingsNotAsked } from '../../src/github/settings.ts';
import type { RepositorySnapshot } from '../../src/github/snapshot.ts';
import type { RepositoryPlace, StoredRepository } from '../../src/store/index.ts';
import { databases, useStore } from './databases.ts';

const place: RepositoryPlace = {
  id: 1,
  installationId: 9,
  owner: 'Octo',
  name: 'Bakery',
  visibility: 'private',
  archived: false,
};
const snapshot: RepositorySnapshot = {
  facts: {
    id: 1,
    owner: 'Octo',
    name: 'Bakery',
    ownerType: 'Organization',
    visibility: 'private',
    archived: false,
    fork: false,
    issuesEnabled: true,
    defaultBranch: 'main',
    head: { sha: 'a', tree: 'b' },
  },
  settings: { ...settingsNotAsked, environments: { state: 'seen', value: [], source: 'a\0b \ud800' } },
  observedAt: 0,
};

describe.each(databases)('repositories, $name', ({ open }) => {
  const opened = useStore(open);
  const repositories = () => opened().store.repositories;

  async function now(id: number): Promise<StoredRepository> {
    const repository = await repositories().get(id);
    if (repository === null) throw new Error('there is no such repository');
    return repository;
  }

  it('are known with nothing observed at first', async () => {
    expect(await repositories().get(1)).toBeNull();
    await repositories().put(place);
    expect(await now(1)).toEqual({
      ...place,
      wish: 0,
      auditWanted: false,
      snapshot: null,
      settingsStale: false,
      paths: [],
      firstSeenAt: null,
      auditedAt: null,
    });
  });

  it('keep what is known of them when they move', async () => {
    await repositories().put({ ...place, id: 2 });
    await repositories().wantAudit(2, { settings: false });
    await repositories().firstSeen(2, 77);
    await repositories().firstSeen(2, 88);
    const moved = { ...place, id: 2, installationId: 10, owner: 'Other', name: 'Renamed', archived: true } as const;
    await repositories().put(moved);
    expect(await now(2)).toMatchObject({ ...moved, wish: 1, auditWanted: true, firstSeenAt: 77 });
  });

  it('are found by name without case, the latest where two had it', async () => {
    await repositories().put({ ...place, id: 3, name: 'Twice' });
    await new Promise((resolve) => setTimeout(resolve, 2));
    await repositories().put({ ...place, id: 4, name: 'twice' });
    expect(await repositories().find('OCTO', 'TWICE')).toEqual(await now(4));
    expect(await repositories().find('octo', 'nothing')).toBeNull();
  });

  it('lose no wish that came during an audit', async () => {
    await repositories().put({ ...place, id: 5 });
    await repositories().wantAudit(5, { settings: false });
    const { wish } = await now(5);
    await repositories().wantAudit(5, { settings: false });
    await repositories().auditDone(5, wish, 100);
    expect(await now(5)).toMatchObject({ auditWanted: true, auditedAt: 100 });
    await repositories().auditDone(5, wish + 1, 200);
    expect(await now(5)).toMatchObject({ auditWanted: false, auditedAt: 200 });
  });

  it('give their snapshot back as it was', async () => {
    await repositories().put({ ...place, id: 6 });
    const paths = ['.github/workflows/release.yml', 'ünï\ncode'];
    await repositories().keepSnapshot(6, snapshot, paths);
    expect(await now(6)).toMatchObject({ snapshot, paths, settingsStale: false });
    await repositories().wantAudit(6, { settings: false });
    expect(await now(6)).toMatchObject({ snapshot, settingsStale: false });
  });

  it('give no snapshot that may no longer hold', async () => {
    await repositories().put({ ...place, id: 7 });
    await repositories().keepSnapshot(7, snapshot, ['a']);
    const began = Date.now() - 1000;
    await repositories().wantAudit(7, { settings: true });
    expect(await now(7)).toMatchObject({ snapshot: null, settingsStale: true, paths: ['a'] });
    await repositories().keepSnapshot(7, { ...snapshot, observedAt: began }, ['a']);
    expect(await now(7), 'it was observed before the change').toMatchObject({ snapshot: null, settingsStale: true });
    await repositories().keepSnapshot(7, { ...snapshot, observedAt: Date.now() }, ['a']);
    expect(await now(7)).toMatchObject({ settingsStale: false, snapshot: { facts: snapshot.facts } });
  });

  it('take a snapshot in place of one by a clock that was ahead', async () => {
    await repositories().put({ ...place, id: 8 });
    const today = Date.now();
    await repositories().keepSnapshot(8, { ...snapshot, observedAt: today + 50 * 3_600_000 }, ['ahead']);
    await repositories().keepSnapshot(8, { ...snapshot, observedAt: today }, ['today']);
    expect(await now(8)).toMatchObject({ snapshot: { observedAt: today }, paths: ['today'] });
    await repositories().keepSnapshot(8, { ...snapshot, observedAt: today - 1000 }, ['late']);
    expect(await now(8), 'another look was later').toMatchObject({ paths: ['today'] });
  });

  it('are due when wanted or old, and not when nothing can be done for them', async () => {
    const installation = { id: 20, accountId: 1, account: 'Octo', accountType: 'User', permissions: {} } as const;
    await opened().store.installations.put({ ...installation, suspended: true });
    const at = { ...place, installationId: 21 };
    await repositories().put({ ...at, id: 31 });
    await repositories().auditDone(31, 0, 50);
    await repositories().put({ ...at, id: 32 });
    await repositories().auditDone(32, 0, 40);
    await repositories().put({ ...at, id: 33 });
    await repositories().wantAudit(33, { settings: false });
    await repositories().put({ ...at, id: 34, archived: true });
    await repositories().auditDone(34, 0, 1);
    await repositories().put({ ...at, id: 35, installationId: 20 });
    await repositories().wantAudit(35, { settings: false });
    await repositories().put({ ...at, id: 36 });
    await repositories().put({ ...at, id: 37 });
    await repositories().auditDone(37, 0, Date.now() + 50 * 3_600_000);
    const due = (await repositories().due(50, Date.now())).filter(({ id }) => id > 30);
    expect(due).toEqual([
      { id: 33, installationId: 21, auditWanted: true },
      { id: 32, installationId: 21, auditWanted: false },
      { id: 37, installationId: 21, auditWanted: false },
    ]);
    await opened().store.installations.setSuspended(20, false);
    expect(await repositories().due(0, Date.now())).toContainEqual({ id: 35, installationId: 20, auditWanted: true });
  });

  it('are listed by installation, however many', async () => {
    for (let id = 1001; id <= 1101; id += 1) await repositories().put({ ...place, id, installationId: 11 });
    const ids = (await repositories().ofInstallation(11)).map(({ id }) => id);
    expect(ids).toEqual(Array.from({ length: 101 }, (_, index) => 1001 + index));
  });

  it('that are unknown stay so, whatever is said of them', async () => {
    await repositories().wantAudit(404, { settings: true });
    await repositories().auditDone(404, 1, 1);
    await repositories().keepSnapshot(404, snapshot, []);
    await repositories().firstSeen(404, 1);
    expect(await repositories().get(404)).toBeNull();
  });
});
