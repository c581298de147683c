import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/types/report.ts';
import { hearing, installation, known, payloadOf, sha } from './hearing.ts';

describe('settings are observed anew, and the default branch audited, after', () => {
  it.each([
    ['repository', { action: 'renamed' }],
    ['repository', { action: 'transferred' }],
    ['repository', { action: 'privatized' }],
    ['repository', { action: 'publicized' }],
    ['repository', { action: 'unarchived' }],
    ['repository', { action: 'edited', changes: { default_branch: { from: 'master' } } }],
    ['create', { ref: 'v1', ref_type: 'tag' }],
    ['delete', { ref: 'v1', ref_type: 'tag' }],
    ['push', { ref: 'refs/tags/v1', after: sha('a') }],
    ['push', { ref: 'refs/tags/v1', after: sha('0'), deleted: true }],
    ['release', { action: 'published' }],
    ['release', { action: 'deleted' }],
    ['registry_package', { action: 'published' }],
    ['branch_protection_rule', { action: 'created' }],
    ['repository_ruleset', { action: 'edited' }],
    ['member', { action: 'removed' }],
    ['secret_scanning_alert', { action: 'created' }],
  ])('%s %j', async (event, rest) => {
    const { hear, store, queued } = hearing();
    await hear(event, payloadOf(rest));
    expect(store.known.get(known.id)).toMatchObject({ auditWanted: true, settingsStale: true });
    expect(queued).toEqual(['repository 7']);
    expect(store.wanted).toEqual([]);
  });

  it('a run of a workflow that publishes', async () => {
    const { hear, store, queued, hurried } = hearing();
    store.record.set(known.id, { publications: [{ workflow: '.github/workflows/release.yml' }] } as unknown as Report);
    const run = (path: string) => hear('workflow_run', payloadOf({ action: 'completed', workflow_run: { path } }));
    await run('.github/workflows/test.yml');
    expect(queued).toEqual([]);
    await run('.github/workflows/release.yml@refs/heads/main');
    await run('.github/workflows/release.yml');
    expect(queued).toEqual(['repository 7', 'repository 7']);
    expect(store.known.get(known.id)?.settingsStale).toBe(true);
    expect(hurried).toEqual([7, 7]);
  });
});

describe('packages are looked at often for a while after', () => {
  it.each([
    ['push', { ref: 'refs/tags/v1', after: sha('a') }, [7]],
    ['push', { ref: 'refs/tags/v1', after: sha('0'), deleted: true }, []],
    ['push', { ref: 'refs/heads/main', after: sha('a') }, []],
    ['create', { ref: 'v1', ref_type: 'tag' }, [7]],
    ['delete', { ref: 'v1', ref_type: 'tag' }, []],
    ['release', { action: 'published' }, [7]],
    ['member', { action: 'added' }, []],
  ])('%s %j', async (event, rest, expected) => {
    const { hear, hurried } = hearing();
    await hear(event, payloadOf(rest));
    expect(hurried).toEqual(expected);
  });

  it('a run of a publishing workflow begins, which wants no audit yet', async () => {
    const { hear, store, queued, hurried } = hearing();
    store.record.set(known.id, { publications: [{ workflow: '.github/workflows/release.yml' }] } as unknown as Report);
    for (const path of ['.github/workflows/test.yml', '.github/workflows/release.yml'])
      await hear('workflow_run', payloadOf({ action: 'requested', workflow_run: { path } }));
    expect(hurried).toEqual([7]);
    expect(queued).toEqual([]);
  });

  it('and not in an archived repository', async () => {
    const { hear, hurried } = hearing();
    await hear('release', { ...payloadOf({ action: 'published' }), repository: { ...known, archived: true } });
    expect(hurried).toEqual([]);
  });
});

describe('nothing is wanted after', () => {
  it.each([
    ['repository', { action: 'edited', changes: { description: { from: '' } } }],
    ['repository', { action: 'created' }],
    ['create', { ref: 'topic', ref_type: 'branch' }],
    ['delete', { ref: 'topic', ref_type: 'branch' }],
    ['workflow_run', { action: 'completed', workflow_run: { path: '.github/workflows/release.yml' } }],
  ])('%s %j', async (event, rest) => {
    const { hear, queued } = hearing();
    await hear(event, payloadOf(rest));
    expect(queued).toEqual([]);
  });
});

describe('a repository', () => {
  it('that is archived is kept as such', async () => {
    const { hear, store, queued } = hearing();
    await hear('repository', { ...payloadOf({ action: 'archived' }), repository: { ...known, archived: true } });
    expect(store.known.get(known.id)).toMatchObject({ archived: true, auditWanted: false });
    expect(queued).toEqual([]);
  });

  it('that is deleted is forgotten', async () => {
    const { hear, store } = hearing();
    await hear('release', payloadOf({ action: 'published' }));
    await hear('repository', payloadOf({ action: 'deleted' }));
    expect(store.known.size).toBe(0);
  });

  it('that is transferred to an account without us is forgotten', async () => {
    const { hear, store, queued } = hearing();
    await hear('release', payloadOf({ action: 'published' }));
    const elsewhere = { ...known, owner: { id: 999, login: 'elsewhere' } };
    await hear('repository', { ...payloadOf({ action: 'transferred' }), repository: elsewhere });
    expect(store.known.size).toBe(0);
    expect(queued).toEqual(['repository 7']);
  });

  it('that is transferred to another account with us stays, whichever word comes first', async () => {
    const { hear, store } = hearing();
    const there = { ...known, owner: { id: 999, login: 'elsewhere' } };
    store.installed.set(20, {
      id: 20,
      accountId: 999,
      account: 'elsewhere',
      accountType: 'Organization',
      permissions: {},
      suspended: false,
    });
    await hear('repository', { ...payloadOf({ action: 'transferred' }), repository: there, installation: { id: 20 } });
    await hear('repository', { ...payloadOf({ action: 'transferred' }), repository: there });
    expect(store.known.get(known.id)).toMatchObject({ installationId: 20, owner: 'elsewhere' });
  });
});

describe('what concerns a whole organisation', () => {
  it.each([
    ['organization', { action: 'member_added' }],
    ['organization', { action: 'member_removed' }],
    ['repository_ruleset', { action: 'created' }],
  ])('is left to the sweep for all repositories of the installation: %s %j', async (event, rest) => {
    const { hear, store, queued } = hearing();
    await store.repositories.put({
      id: 7,
      installationId: 10,
      owner: 'acme',
      name: 'a',
      visibility: 'public',
      archived: false,
    });
    await store.repositories.put({
      id: 8,
      installationId: 10,
      owner: 'acme',
      name: 'b',
      visibility: 'public',
      archived: true,
    });
    await store.repositories.put({
      id: 9,
      installationId: 20,
      owner: 'other',
      name: 'c',
      visibility: 'public',
      archived: false,
    });
    await hear(event, { ...rest, installation, organization: { login: 'acme' } });
    expect([...store.known.values()].filter(({ settingsStale }) => settingsStale).map(({ id }) => id)).toEqual([7]);
    expect(queued).toEqual([]);
  });
});

describe('word that comes late', () => {
  const saying = (own: Readonly<Record<string, unknown>>) => ({
    ...payloadOf({ ref: 'refs/heads/main', after: sha('a') }),
    repository: { ...known, ...own },
  });

  it.each([
    ['by its old name', { name: 'old' }],
    ['by its old owner', { owner: { ...known.owner, login: 'before' } }],
    ['as public, which it was', { private: false, visibility: 'public' }],
  ])('of a repository %s is not believed: GitHub is asked', async (_, own) => {
    const { hear, store, queued } = hearing();
    await hear('push', saying({ private: true, visibility: 'private' }));
    const { owner, name, visibility, settingsStale } = store.known.get(known.id) ?? {};
    expect(settingsStale).toBe(false);
    await hear('push', saying({ private: true, visibility: 'private', ...own }));
    expect(store.known.get(known.id)).toMatchObject({ owner, name, visibility, settingsStale: true });
    expect(queued).toContain('repository 7');
  });

  it('of a repository as private is believed until GitHub was asked', async () => {
    const { hear, store } = hearing();
    await hear('push', saying({ private: false, visibility: 'public' }));
    expect(store.known.get(known.id)).toMatchObject({ visibility: 'public', settingsStale: false });
    await hear('push', saying({ private: true, visibility: 'private' }));
    expect(store.known.get(known.id)).toMatchObject({ visibility: 'private', settingsStale: true });
  });
});
