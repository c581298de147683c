import { describe, expect, it } from 'vitest';
import { GitHubUnavailable } from '../../src/github/client.ts';
import { openCommit, settle } from '../../src/github/commit-files.ts';
import type { RepositoryFiles } from '../../src/types/repository-files.ts';
import { fakeGitHub } from './fake-github.ts';
import { type FakeFile, place, shaOf, treeGitHub, treeRoute } from './fake-tree.ts';
import { memoryCaches } from './memory-caches.ts';

async function opened(files: Readonly<Record<string, FakeFile>>, known?: ReadonlyMap<string, string>) {
  const github = treeGitHub(files);
  const { blobs, contents } = memoryCaches();
  const commit = await openCommit(github.client, blobs, { ...place, ...(known === undefined ? {} : { known }) });
  return { ...github, blobs, contents, commit };
}

/** The text, or why there is none. */
function textOf(files: RepositoryFiles, path: string): string {
  const reading = files.read(path);
  if (reading.state === 'seen') return reading.value;
  return reading.state === 'absent' ? 'absent' : reading.reason;
}

describe('a commit', () => {
  it('is listed in one request, and read in another', async () => {
    const { commit, client, asked } = await opened({ 'b.txt': 'two', 'a/one.txt': 'one', 'copy.txt': 'two' });
    expect(commit.files.paths).toEqual(['a/one.txt', 'b.txt', 'copy.txt']);
    expect(asked).toEqual([
      { route: treeRoute, parameters: { owner: 'acme', repo: 'press', tree_sha: place.commit.tree, recursive: '1' } },
    ]);
    const early = commit.files;
    expect(early.read('b.txt').state).toBe('unreadable');
    expect(early.read('none').state).toBe('absent');
    expect(commit.missed()).toEqual(['b.txt']);
    await commit.fetch(['b.txt', 'copy.txt', 'none']);
    expect(commit.missed()).toEqual([]);
    expect(commit.files, 'what was computed from the files before does not hold').not.toBe(early);
    expect([textOf(commit.files, 'b.txt'), textOf(commit.files, 'copy.txt')]).toEqual(['two', 'two']);
    expect(client.counted.counted).toBe(2);
    expect(commit.readPaths()).toEqual(['b.txt', 'copy.txt']);
  });

  it('costs nothing for contents that are known or cached', async () => {
    const files = { 'a.txt': 'one', 'b.txt': 'two' };
    const first = await opened(files, new Map([[shaOf('one'), 'one']]));
    await first.commit.fetch(['a.txt', 'b.txt']);
    expect([...first.contents]).toEqual([[shaOf('two'), 'two']]);
    const { client, queries } = treeGitHub(files);
    const again = await openCommit(client, first.blobs, place);
    await again.fetch(['b.txt']);
    expect(textOf(again.files, 'b.txt')).toBe('two');
    expect(queries).toEqual([]);
  });

  it.each<[string, FakeFile, string]>([
    ['a binary file', { blob: { isBinary: true, text: null } }, 'it is a binary file'],
    ['a zero byte', 'a\0b', 'it is a binary file'],
    ['another encoding', { blob: { text: 'caf\uFFFD', byteSize: 4 } }, 'it is not valid UTF-8'],
    ['a replacement that was meant', 'caf\uFFFD', 'caf\uFFFD'],
    ['a byte order mark', '\uFEFFtext', 'text'],
    ['Windows line ends', 'a\r\nb', 'a\r\nb'],
    ['a cut text', { blob: { isTruncated: true, text: 'a' } }, 'it is too large'],
    ['a large file', { blob: {}, size: 1024 * 1024 }, 'it is too large: 1.0 MiB, the limit is 0.5 MiB'],
    [
      'an LFS pointer',
      'version https://git-lfs.github.com/spec/v1\noid sha256:0\n',
      'its contents are kept in Git LFS',
    ],
    ['what GitHub does not give', { blob: { oid: 'other' } }, 'GitHub does not give its contents'],
  ])('reads %s as a checkout would', async (_, file, expected) => {
    const { commit, contents } = await opened({ file });
    await commit.fetch(['file']);
    expect(textOf(commit.files, 'file')).toContain(expected);
    expect(contents.size).toBe(
      expected === textOf(commit.files, 'file') && commit.files.read('file').state === 'seen' ? 1 : 0,
    );
  });

  it('does not ask for a file that is too large', async () => {
    const { commit, queries } = await opened({ file: { blob: {}, size: 1024 * 1024 } });
    await commit.fetch(['file']);
    expect(queries).toEqual([]);
  });

  it('lists no submodule, and does not take what is in it for absent', async () => {
    const { commit } = await opened({ 'a.txt': 'one', 'vendor/lib': { submodule: true } });
    expect(commit.files.paths).toEqual(['a.txt']);
    expect(textOf(commit.files, 'vendor/lib/Makefile')).toBe('it lies in a submodule, which is another repository');
    expect(commit.files.read('vendor/library').state).toBe('absent');
  });

  it('follows links, whose texts come with the listing', async () => {
    const { commit, client } = await opened({ 'one/a.txt': 'one', two: { link: 'one' }, out: { link: '/etc/passwd' } });
    expect(commit.files.paths).toEqual(['one/a.txt', 'out', 'two/a.txt']);
    expect(client.counted.counted).toBe(2);
    await commit.fetch(['two/a.txt']);
    expect([textOf(commit.files, 'one/a.txt'), textOf(commit.files, 'out')]).toEqual([
      'one',
      'it is a symbolic link that leads out of the repository',
    ]);
  });

  it('without files has none, and GitHub is not asked', async () => {
    const { client, asked } = fakeGitHub({ [treeRoute]: { status: 404 } });
    const nothing = { ...place.commit, tree: '4b825dc642cb6eb9a060e54bf8d69288fbee4904' };
    const commit = await openCommit(client, memoryCaches().blobs, { ...place, commit: nothing });
    expect([commit.files.paths, commit.files.problems, asked]).toEqual([[], [], []]);
  });

  it.each([
    [404, undefined, 'GitHub answers 404'],
    [409, undefined, 'GitHub answers 409'],
    [403, 'contents:read', 'contents:read'],
  ])('that GitHub does not show (%i) is not taken for an empty one', async (status, permission, said) => {
    const { client } = fakeGitHub({ [treeRoute]: { status, ...(permission === undefined ? {} : { permission }) } });
    const opening = openCommit(client, memoryCaches().blobs, place);
    await expect(opening).rejects.toThrow(GitHubUnavailable);
    await expect(opening).rejects.toThrow(said);
  });
});

describe('batches', () => {
  const many = (count: number, size: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, `${n}`.padEnd(size, '.')]));

  it.each([
    [250, 10, 3],
    [8, 500_000, 4],
    [1, 10, 1],
  ])('%i files of %i bytes come in %i', async (count, size, requests) => {
    const files = many(count, size);
    const { commit, queries } = await opened(files);
    await commit.fetch(Object.keys(files));
    expect(queries).toHaveLength(requests);
    expect(Object.keys(files).every((path) => commit.files.read(path).state === 'seen')).toBe(true);
  });

  it('that are too much for GitHub come by halves', async () => {
    const files = many(8, 10);
    const { client } = treeGitHub(files);
    const picky: typeof client = {
      ...client,
      graphql: async (query, variables) =>
        Object.keys(variables).length > 5
          ? { data: null, errors: [{ type: null, message: 'Something went wrong', path: [] }] }
          : client.graphql(query, variables),
    };
    const commit = await openCommit(picky, memoryCaches().blobs, place);
    await commit.fetch(Object.keys(files));
    expect(Object.keys(files).map((path) => textOf(commit.files, path))).toEqual(Object.values(files));
  });

  it('end with a limit of files, and say so', async () => {
    const files = many(5_002, 4);
    const { commit, queries } = await opened(files);
    await commit.fetch(Object.keys(files));
    const unread = Object.keys(files).filter((path) => commit.files.read(path).state === 'unreadable');
    expect(unread).toHaveLength(2);
    expect(textOf(commit.files, unread[0] ?? '')).toContain('at most 5000 files');
    expect(commit.missed(), 'it is not asked for again').toEqual([]);
    expect(queries).toHaveLength(50);
  });
});

describe('settling', () => {
  /** Each file names the next. */
  const chain = (length: number) =>
    Object.fromEntries(Array.from({ length }, (_, n) => [`f${n}`, n + 1 < length ? `f${n + 1}` : 'end']));

  const follow = async (files: RepositoryFiles): Promise<string[]> => {
    const seen: string[] = [];
    for (let path = 'f0'; ; ) {
      const reading = files.read(path);
      seen.push(reading.state === 'seen' ? reading.value : reading.state);
      if (reading.state !== 'seen' || reading.value === 'end') return seen;
      path = reading.value;
    }
  };

  it('runs until nothing was missed', async () => {
    const { commit, queries } = await opened(chain(4));
    expect(await settle(commit, follow)).toEqual(['f1', 'f2', 'f3', 'end']);
    expect(queries).toHaveLength(4);
  });

  it('runs once where everything was fetched first', async () => {
    const { commit, queries } = await opened(chain(4));
    let runs = 0;
    await settle(commit, (files) => (runs++, follow(files)), { first: ['f0', 'f1', 'f2', 'f3'] });
    expect([runs, queries.length]).toEqual([1, 1]);
  });

  it('gives up after eight rounds, with the rest unreadable', async () => {
    const { commit } = await opened(chain(20));
    let runs = 0;
    const result = await settle(commit, (files) => (runs++, follow(files)));
    expect(runs).toBe(8);
    expect(result).toEqual(['f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7', 'unreadable']);
  });

  it('hands on what the work throws', async () => {
    const { commit } = await opened(chain(1));
    await expect(settle(commit, () => Promise.reject(new Error('ours')))).rejects.toThrow('ours');
  });
});
