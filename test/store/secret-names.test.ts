import { describe, expect, it } from 'vitest';
import { databases, useStore } from './databases.ts';

describe.each(databases)('names of secrets, $name', ({ open }) => {
  const opened = useStore(open);

  async function repository(id: number, name: string, over: object = {}): Promise<void> {
    const place = { owner: 'octo', visibility: 'public', archived: false, installationId: 7 } as const;
    await opened().store.repositories.put({ id, name, ...place, ...over });
  }

  const elsewhere = (names: readonly string[], repositoryId = 1) =>
    opened().store.secretNames.elsewhere({ installationId: 7, repositoryId, names });

  it('are those of the other repositories of the installation', async () => {
    const { secretNames } = opened().store;
    await repository(1, 'one');
    await repository(2, 'two', { visibility: 'private' });
    await repository(3, 'three', { installationId: 8 });
    await repository(4, 'four', { archived: true });
    for (const id of [1, 2, 3, 4]) await secretNames.keep(id, ['NPM_TOKEN', 'OTHER']);
    expect(await elsewhere(['NPM_TOKEN'])).toEqual([
      { secret: 'NPM_TOKEN', repository: 'octo/two', visibility: 'private' },
    ]);
    expect(await elsewhere([])).toEqual([]);
    expect(await elsewhere(['NPM_TOKEN', 'NOBODYS'], 2)).toMatchObject([{ repository: 'octo/one' }]);
  });

  it('are forgotten with what named them', async () => {
    const { secretNames, repositories } = opened().store;
    await repository(1, 'one');
    await repository(2, 'two');
    await secretNames.keep(2, ['NPM_TOKEN', 'OTHER']);
    await secretNames.keep(2, ['OTHER', 'THIRD']);
    expect((await elsewhere(['NPM_TOKEN', 'OTHER', 'THIRD'])).map(({ secret }) => secret).toSorted()).toEqual([
      'OTHER',
      'THIRD',
    ]);
    await secretNames.keep(2, []);
    expect(await elsewhere(['OTHER'])).toEqual([]);
    await secretNames.keep(2, ['OTHER']);
    await repositories.remove(2);
    await repository(2, 'two');
    expect(await elsewhere(['OTHER'])).toEqual([]);
  });
});
