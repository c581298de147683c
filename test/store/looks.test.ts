import { describe, expect, it } from 'vitest';
import { settingsNotAsked } from '../../src/github/settings.ts';
import type { RepositorySnapshot } from '../../src/github/snapshot.ts';
import { databases, useStore } from './databases.ts';

const place = { owner: 'acme', name: 'press', visibility: 'public', archived: false } as const;
const facts = {
  owner: 'acme',
  name: 'press',
  ownerType: 'Organization',
  visibility: 'public',
  archived: false,
  fork: false,
  issuesEnabled: true,
  defaultBranch: 'main',
  head: null,
} as const;
const snapshot = (id: number, observedAt: number): RepositorySnapshot => ({
  facts: { ...facts, id },
  settings: settingsNotAsked,
  observedAt,
});

describe.each(databases)('what looks at many repositories need of the store, $name', ({ open }) => {
  const opened = useStore(open);

  it('those that are wanted come page by page, without archived ones', async () => {
    const { repositories } = opened().store;
    for (const id of [11, 12, 13, 14, 15])
      await repositories.put({ ...place, id, installationId: 1, archived: id === 13 });
    for (const id of [11, 12, 13, 14]) await repositories.wantAudit(id, { settings: false });
    const idsAfter = async (after: number) => (await repositories.wanted(1, after, 2)).map(({ id }) => id);
    expect(await idsAfter(0)).toEqual([11, 12]);
    expect(await idsAfter(12)).toEqual([14]);
    expect((await repositories.idsOf(1)).toSorted((a, b) => a - b)).toEqual([11, 12, 13, 14, 15]);
  });

  it('an older snapshot does not undo a newer one', async () => {
    const { repositories } = opened().store;
    await repositories.put({ ...place, id: 21, installationId: 2 });
    await repositories.keepSnapshot(21, snapshot(21, 500), ['a']);
    await repositories.keepSnapshot(21, snapshot(21, 400), ['b']);
    expect(await repositories.get(21)).toMatchObject({ snapshot: { observedAt: 500 }, paths: ['a'] });
    await repositories.keepSnapshot(21, snapshot(21, 500), ['c']);
    expect((await repositories.get(21))?.paths).toEqual(['c']);
  });

  it('a repository that is removed or archived does not hold a sweep open', async () => {
    const { repositories, sweeps, installations } = opened().store;
    const account = { accountId: 3, account: 'acme', accountType: 'Organization', permissions: {} } as const;
    await installations.put({ ...account, id: 3, suspended: false });
    for (const id of [31, 32, 33]) await repositories.put({ ...place, id, installationId: 3 });
    await sweeps.begin(3, 3, 100);
    expect(await sweeps.get(3)).toMatchObject({ total: 3, done: 0 });
    await repositories.auditDone(31, 0, 150);
    await repositories.remove(32);
    expect(await sweeps.get(3)).toMatchObject({ total: 3, done: 2 });
    await repositories.put({ ...place, id: 33, installationId: 3, archived: true });
    expect(await sweeps.get(3)).toMatchObject({ total: 3, done: 3 });
  });
});
