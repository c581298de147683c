import { describe, expect, it } from 'vitest';
import { hearing, installation, known, payloadOf } from './hearing.ts';

const listed = (id: number, name: string, hidden = false) => ({ id, name, full_name: `acme/${name}`, private: hidden });

describe('an installation', () => {
  it.each(['created', 'unsuspend', 'new_permissions_accepted'])(
    'that is %s is kept, and to be listed',
    async (action) => {
      const { hear, store, queued } = hearing({ installed: false });
      await hear('installation', {
        action,
        installation: { ...installation, permissions: { contents: 'read', checks: 'write' }, suspended_at: null },
        repositories: [listed(7, 'tools'), listed(8, 'site', true)],
      });
      expect(store.installed.get(10)).toEqual({
        id: 10,
        accountId: 100,
        account: 'acme',
        accountType: 'Organization',
        suspended: false,
        permissions: { contents: 'read', checks: 'write' },
      });
      expect([...store.known.values()].map(({ id, owner, name, visibility }) => [id, owner, name, visibility])).toEqual(
        [
          [7, 'acme', 'tools', 'public'],
          [8, 'acme', 'site', 'private'],
        ],
      );
      expect(queued).toEqual(['installation 10']);
    },
  );

  it('of a person is one', async () => {
    const { hear, store } = hearing({ installed: false });
    const account = { id: 5, login: 'octocat', type: 'User' };
    await hear('installation', { action: 'created', installation: { id: 11, account, permissions: {} } });
    expect(store.installed.get(11)).toMatchObject({ account: 'octocat', accountType: 'User' });
  });

  it('that is suspended is left alone, and kept', async () => {
    const { hear, store, queued } = hearing();
    await hear('installation', { action: 'suspend', installation });
    expect(store.installed.get(10)).toMatchObject({ account: 'acme', suspended: true });
    expect(queued).toEqual([]);
  });

  it('that is deleted is forgotten with all that belongs to it', async () => {
    const { hear, store } = hearing();
    await hear('release', payloadOf({ action: 'published' }));
    expect(store.known.size).toBe(1);
    await hear('installation', { action: 'deleted', installation });
    expect([store.installed.size, store.known.size]).toEqual([0, 0]);
  });

  it.each([
    ['organization', { organization: { id: 100, login: 'acme-new' } }],
    ['installation_target', { account: { id: 100, login: 'acme-new' } }],
  ])('whose account is renamed (%s) has its repositories listed anew', async (event, rest) => {
    const { hear, store, queued } = hearing();
    await hear(event, { action: 'renamed', installation: { id: 10 }, ...rest });
    expect(store.installed.get(10)).toMatchObject({ account: 'acme-new', permissions: { contents: 'read' } });
    expect(queued).toEqual(['installation 10']);
  });
});

describe('the repositories of an installation', () => {
  it('that are added are audited', async () => {
    const { hear, store, queued } = hearing();
    await hear('installation_repositories', {
      action: 'added',
      installation,
      repositories_added: [listed(7, 'tools'), listed(8, 'site')],
      repositories_removed: [],
    });
    expect(
      [...store.known.values()].map(({ id, auditWanted, settingsStale }) => [id, auditWanted, settingsStale]),
    ).toEqual([
      [7, true, true],
      [8, true, true],
    ]);
    expect(queued).toEqual(['repository 7', 'repository 8']);
  });

  it('that are removed are forgotten', async () => {
    const { hear, store } = hearing();
    await hear('release', payloadOf({ action: 'published' }));
    await hear('installation_repositories', removalOf([known.id]));
    expect(store.known.size).toBe(0);
  });

  it('that were given back before word came that they are removed are kept', async () => {
    const { hear, store, asked } = hearing({ reaches: true });
    await hear('release', payloadOf({ action: 'published' }));
    await hear('installation_repositories', removalOf([known.id]));
    expect(store.known.get(known.id)?.installationId).toBe(10);
    expect(asked).toEqual(['installation 10 on acme/tools']);
  });

  it.each([true, false])(
    'stay where they are unless GitHub says otherwise (%s) when an unknown installation tells of them',
    async (reaches) => {
      const { hear, store, asked, queued } = hearing({ reaches });
      await hear('release', payloadOf({ action: 'published' }));
      queued.length = 0;
      await hear('release', { ...payloadOf({ action: 'published' }), installation: { id: 20 } });
      expect(asked).toEqual(['installation 20 on acme/tools']);
      expect(store.known.get(known.id)?.installationId).toBe(reaches ? 20 : 10);
      expect(queued.includes('installation 20')).toBe(reaches);
    },
  );

  it('that are many at once are not asked about', async () => {
    const { hear, store, asked } = hearing({ reaches: true });
    await hear('release', payloadOf({ action: 'published' }));
    await hear(
      'installation_repositories',
      removalOf([known.id, ...Array.from({ length: 20 }, (_, index) => 1000 + index)]),
    );
    expect(store.known.size).toBe(0);
    expect(asked).toEqual([]);
  });

  it('that another installation has taken over meanwhile are not', async () => {
    const { hear, store } = hearing();
    await hear('release', { ...payloadOf({ action: 'published' }), installation: { id: 20 } });
    await hear('installation_repositories', removalOf([known.id]));
    expect(store.known.get(known.id)?.installationId).toBe(20);
  });
});

/** Word that repositories are taken from the installation. */
function removalOf(ids: readonly number[]) {
  const removed = ids.map((id) => ({ id }));
  return { action: 'removed', installation, repositories_added: [], repositories_removed: removed };
}
