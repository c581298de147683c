import { expect, it } from 'vitest';
import type { UserAccess } from '../../../src/github/user-access.ts';
import type { Installation, StoredRepository } from '../../../src/store/store.ts';
import { sightOf } from '../../../src/web/sign-in/sight-of.ts';

const installation = (id: number, account: string): Installation => ({
  id,
  accountId: id + 100,
  account,
  accountType: 'Organization',
  permissions: {},
  suspended: false,
});
const stored = (id: number, installationId: number, name: string) =>
  ({ id, installationId, owner: 'Acme', name, visibility: 'private', archived: false }) as StoredRepository;

/** `Acme` has three repositories, of which GitHub lists two; `Gone` is not in the store, `Other` is not listed. */
function sight() {
  const looked: string[] = [];
  const installations = new Map([installation(1, 'Acme'), installation(2, 'Other')].map((each) => [each.id, each]));
  const repositories = new Map(
    [stored(11, 1, 'mint'), stored(12, 1, 'vault'), stored(13, 2, 'moved')].map((each) => [each.id, each]),
  );
  const access: UserAccess = {
    user: () => Promise.resolve({ id: 7, login: 'ada' }),
    installations: () =>
      Promise.resolve([
        { id: 1, account: 'acme' },
        { id: 3, account: 'Gone' },
      ]),
    repositories: (id) =>
      Promise.resolve(
        id === 1
          ? [
              { id: 11, owner: 'acme', name: 'Mint', role: 'write' as const },
              { id: 13, owner: 'acme', name: 'moved', role: 'admin' as const },
              { id: 14, owner: 'acme', name: 'new', role: 'read' as const },
            ]
          : [],
      ),
  };
  const store = {
    installations: {
      get: async (id: number) => (looked.push(`installation ${id}`), installations.get(id) ?? null),
    },
    repositories: {
      get: async (id: number) => (looked.push(`repository ${id}`), repositories.get(id) ?? null),
      idsOf: async (id: number) =>
        [...repositories.values()].filter((each) => each.installationId === id).map((each) => each.id),
    },
  };
  return { looked, seen: sightOf({ id: 7, login: 'ada' }, access, store) };
}

it('has the installations and repositories that GitHub lists and the store has, with what the person may do there', async () => {
  const { seen } = sight();
  const all = await seen.installations();
  expect(all.map((each) => each.installation.account)).toEqual(['Acme']);
  expect(await all[0]?.repositories()).toEqual(new Map([[11, 'write']]));
  expect((await seen.installation('ACME'))?.installation.id).toBe(1);
  expect(await seen.repository('ACME', 'mint')).toMatchObject({ role: 'write', repository: { id: 11 } });
});

it.each([
  ['is not listed', 'acme', 'vault', ['installation 1']],
  ['does not exist', 'acme', 'nothing', ['installation 1']],
  ['is of an account that is not listed', 'other', 'moved', []],
  ['is of nobody', 'nobody', 'nothing', []],
  ['is in the store as of another installation', 'acme', 'moved', ['installation 1', 'repository 13']],
  ['is not in the store yet', 'acme', 'new', ['installation 1', 'repository 14']],
])('has nothing that %s, and looks for nothing that GitHub has not listed', async (_, owner, name, expected) => {
  const { seen, looked } = sight();
  expect(await seen.repository(owner, name)).toBe(null);
  expect(looked).toEqual(expected);
});

it('has no account that is not listed, and does not look for it', async () => {
  const { seen, looked } = sight();
  for (const account of ['other', 'nobody']) expect(await seen.installation(account)).toBe(null);
  expect(looked).toEqual([]);
  expect(await seen.installation('gone')).toBe(null);
});
