import { describe, expect, it } from 'vitest';
import { hearing, known, payloadOf, sha } from './hearing.ts';

const commit = (modified: readonly string[]) => ({ added: [], removed: [], modified });

describe('a push', () => {
  it('to the default branch is checked, and the branch audited with the settings that were observed', async () => {
    const { hear, store, queued } = hearing();
    await hear(
      'push',
      payloadOf({ ref: 'refs/heads/main', after: sha('a'), deleted: false, commits: [commit(['x'])] }),
    );
    expect(store.wanted).toEqual([
      {
        repositoryId: 7,
        headSha: sha('a'),
        purpose: 'default-branch',
        base: null,
        pullNumber: null,
        again: false,
        now: 5000,
      },
    ]);
    expect(store.known.get(known.id)).toMatchObject({ auditWanted: true, settingsStale: false });
    expect(queued).toEqual(['repository 7']);
  });

  it.each([
    ['to another branch', { ref: 'refs/heads/topic', after: sha('a') }],
    ['to a branch whose name ends like it', { ref: 'refs/heads/x/main', after: sha('a') }],
    ['that deletes the branch', { ref: 'refs/heads/main', after: sha('0'), deleted: true }],
    ['of notes', { ref: 'refs/notes/commits', after: sha('a') }],
    ['of no commit', { ref: 'refs/heads/main', after: 'HEAD' }],
  ])('%s leads to nothing', async (_, rest) => {
    const { hear, store, queued } = hearing();
    await hear('push', payloadOf(rest));
    expect([store.wanted, queued]).toEqual([[], []]);
  });

  it.each([
    [
      'that changes the policy',
      { commits: [commit(['README.md']), commit(['.github/mintmark.yml'])] },
      ['repository 7', 'repository 7', 'repository 8'],
    ],
    ['that was forced', { forced: true, commits: [] }, ['repository 7', 'repository 7', 'repository 8']],
    [
      'whose commits are too many to list',
      { commits: Array.from({ length: 2048 }, () => commit([])) },
      ['repository 7', 'repository 7', 'repository 8'],
    ],
    ['of something else', { commits: [commit(['mintmark.yml'])] }, ['repository 7']],
  ])("to the organisation's own repository %s", async (_, rest, wanted) => {
    const { hear, store, queued } = hearing();
    await store.repositories.put({
      id: 8,
      installationId: 10,
      owner: 'acme',
      name: 'b',
      visibility: 'public',
      archived: false,
    });
    const push = payloadOf({ ref: 'refs/heads/main', after: sha('a'), ...rest });
    await hear('push', { ...push, repository: { ...known, name: '.github' } });
    expect(queued.toSorted()).toEqual(wanted);
    expect(store.known.get(8)?.auditWanted).toBe(wanted.includes('repository 8'));
  });
});

describe('a pull request', () => {
  const pull = {
    number: 3,
    draft: true,
    head: { sha: sha('b'), repo: { id: 99, fork: true } },
    base: { ref: 'release/1.x', sha: sha('c') },
  };

  it.each([
    { action: 'opened' },
    { action: 'synchronize' },
    { action: 'reopened' },
    { action: 'edited', changes: { base: { ref: { from: 'main' } } } },
  ])('is checked against its base, from a fork and as a draft: %j', async (rest) => {
    const { hear, store, queued } = hearing();
    await hear('pull_request', payloadOf({ ...rest, pull_request: pull }));
    expect(store.wanted).toEqual([
      {
        repositoryId: 7,
        headSha: sha('b'),
        purpose: 'pull-request',
        pullNumber: 3,
        again: false,
        now: 5000,
        base: { ref: 'release/1.x', sha: sha('c') },
      },
    ]);
    expect(queued).toEqual(['repository 7']);
    expect(store.known.get(known.id)?.auditWanted).toBe(false);
  });

  it.each([{ action: 'edited', changes: { title: { from: 'x' } } }, { action: 'closed' }, { action: 'labeled' }])(
    'is not when it is only %j',
    async (rest) => {
      const { hear, queued } = hearing();
      await hear('pull_request', payloadOf({ ...rest, pull_request: pull }));
      expect(queued).toEqual([]);
    },
  );
});

describe('a merge group', () => {
  it('is checked against its base', async () => {
    const { hear, store, queued } = hearing();
    const group = { head_sha: sha('d'), base_ref: 'refs/heads/main', base_sha: sha('c') };
    await hear('merge_group', payloadOf({ action: 'checks_requested', merge_group: group }));
    await hear('merge_group', payloadOf({ action: 'destroyed', merge_group: group }));
    expect(store.wanted).toEqual([
      {
        repositoryId: 7,
        headSha: sha('d'),
        purpose: 'merge-group',
        pullNumber: null,
        again: false,
        now: 5000,
        base: { ref: 'main', sha: sha('c') },
      },
    ]);
    expect(queued).toEqual(['repository 7']);
  });
});
