import { describe, expect, it } from 'vitest';
import { GitHubUnavailable } from '../../src/github/client.ts';
import { compareCommits } from '../../src/github/compare.ts';
import { fakeGitHub, refused, type Told } from './fake-github.ts';

const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
const change = { owner: 'acme', name: 'press', base: 'base', head: 'head' };
const commit = (sha: string) => ({ sha, commit: { tree: { sha: `tree of ${sha}` } } });
const id = (sha: string) => ({ sha, tree: `tree of ${sha}` });

function told(data: object): Told {
  return { data: { merge_base_commit: commit('fork'), commits: [commit('one'), commit('head')], files: [], ...data } };
}

describe('a change', () => {
  it('has its merge base, its head and its files', async () => {
    const files = [
      { filename: 'b', status: 'renamed', previous_filename: 'a' },
      { filename: 'a2', status: 'modified', previous_filename: 'x' },
      { filename: 'c', status: 'copied' },
      { filename: 'd', status: 'changed' },
      { filename: 'e', status: 'unchanged' },
      { filename: 'f', status: 'removed' },
    ];
    const { client, asked } = fakeGitHub({ [route]: told({ files }) });
    expect(await compareCommits(client, change)).toEqual({
      state: 'seen',
      mergeBase: id('fork'),
      head: id('head'),
      complete: true,
      files: [
        { path: 'a2', status: 'modified', previousPath: null },
        { path: 'b', status: 'renamed', previousPath: 'a' },
        { path: 'c', status: 'added', previousPath: null },
        { path: 'd', status: 'modified', previousPath: null },
        { path: 'f', status: 'removed', previousPath: null },
      ],
    });
    expect(asked[0]?.parameters).toEqual({ owner: 'acme', repo: 'press', basehead: 'base...head' });
  });

  it('of nothing has its base as its head', async () => {
    const { client, asked } = fakeGitHub({ [route]: told({ merge_base_commit: commit('head'), commits: [] }) });
    expect(await compareCommits(client, change)).toMatchObject({ mergeBase: id('head'), head: id('head') });
    expect(asked).toHaveLength(1);
  });

  it('of many commits asks for the head, which is on a later page', async () => {
    const { client } = fakeGitHub({
      [route]: told({ commits: [commit('one')] }),
      'GET /repos/{owner}/{repo}/git/commits/{commit_sha}': { data: { sha: 'head', tree: { sha: 'tree of head' } } },
    });
    expect(await compareCommits(client, change)).toMatchObject({ head: id('head') });
  });

  it('of 300 files may have more', async () => {
    const files = Array.from({ length: 300 }, (_, n) => ({ filename: `${n}`, status: 'added' }));
    const { client } = fakeGitHub({ [route]: told({ files }) });
    expect(await compareCommits(client, change)).toMatchObject({ complete: false });
  });

  it.each([404, 422])('that GitHub cannot compare is absent: %i', async (status) => {
    const { client } = fakeGitHub({ [route]: { status } });
    expect(await compareCommits(client, change)).toMatchObject({ state: 'absent' });
  });

  it('that may not be read is unreadable, and names the permission', async () => {
    const { client } = fakeGitHub({ [route]: refused('contents:read') });
    expect(await compareCommits(client, change)).toEqual({ state: 'unreadable', permission: 'contents:read' });
  });

  it.each([{ data: { commits: 3 } }, { status: 200, data: null }])(
    'that is not shown is put off: %j',
    async (answer) => {
      const { client } = fakeGitHub({ [route]: answer });
      await expect(compareCommits(client, change)).rejects.toThrow(GitHubUnavailable);
    },
  );
});
