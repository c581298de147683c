import { expect, test } from 'vitest';
import { settingsNotAsked } from '../../src/github/settings.ts';
import type { ObservedWork } from '../../src/jobs/repository-work.ts';
import { secretUsersOf, withSecretUsers } from '../../src/jobs/secret-users.ts';
import type { StoredRepository } from '../../src/store/store.ts';
import type { SecretUser } from '../../src/store/stored-secret-names.ts';

type Visibility = StoredRepository['visibility'];

function user(name: string, visibility: Visibility): SecretUser {
  return { secret: 'NPM_TOKEN', repository: `octo/${name}`, visibility };
}

function workOf(visibility: Visibility, users: readonly SecretUser[]) {
  const repository = { id: 1, installationId: 7, visibility };
  const store = { secretNames: { elsewhere: () => Promise.resolve(users) } };
  return { context: { store }, repository } as unknown as Pick<ObservedWork, 'context' | 'repository'>;
}

const settings = {
  ...settingsNotAsked,
  organisationSecrets: {
    state: 'seen' as const,
    value: [
      { name: 'npm_token', updatedAt: '2026-01-01' },
      { name: 'OTHER', updatedAt: '2026-01-01' },
    ],
    source: 'test',
  },
};

async function othersFor(visibility: Visibility, users: readonly SecretUser[]) {
  const known = await secretUsersOf(workOf(visibility, users), settings);
  const { organisationSecrets } = withSecretUsers(settings, known);
  return organisationSecrets.state === 'seen' ? organisationSecrets.value.map(({ others }) => others) : null;
}

test.each([
  ['public', { named: ['octo/a'], more: 2 }],
  ['internal', { named: ['octo/a', 'octo/b'], more: 1 }],
  ['private', { named: ['octo/a', 'octo/b'], more: 1 }],
] as const)('in a %s repository only those are named that its readers may know of', async (visibility, expected) => {
  const users = [user('a', 'public'), user('b', 'internal'), user('c', 'private')];
  expect(await othersFor(visibility, users)).toEqual([expected, { named: [], more: 0 }]);
});

test('many are counted', async () => {
  const users = Array.from({ length: 14 }, (_, index) => user(`r${index}`, 'public'));
  expect((await othersFor('public', users))?.[0]).toMatchObject({ more: 4 });
});

test('nothing is asked for without secrets of an organisation', async () => {
  expect(await secretUsersOf(workOf('public', [user('a', 'public')]), settingsNotAsked)).toEqual([]);
  expect(withSecretUsers(settingsNotAsked, [])).toBe(settingsNotAsked);
});
