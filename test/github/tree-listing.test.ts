import { describe, expect, it } from 'vitest';
import { listTree } from '../../src/github/tree-listing.ts';
import { fakeGitHub } from './fake-github.ts';
import { treeRoute } from './fake-tree.ts';
import { memoryCaches } from './memory-caches.ts';

const place = { owner: 'acme', name: 'press', tree: 'root' };
const file = (path: string) => ({ path, mode: '100644', type: 'blob', sha: `sha of ${path}`, size: 1 });
const folder = (path: string) => ({ path, mode: '040000', type: 'tree', sha: path });

/** A root with `count` folders, and `.github`, that GitHub cuts. */
function cut(count: number, below: (sha: string) => object) {
  const folders = ['.github', ...Array.from({ length: count }, (_, n) => `f${String(n).padStart(2, '0')}`)];
  return fakeGitHub({
    [treeRoute]: ({ tree_sha, recursive }) => {
      if (tree_sha !== 'root') return { data: below(String(tree_sha)) };
      return recursive === undefined
        ? { data: { tree: [file('package.json'), ...folders.toReversed().map(folder)], truncated: false } }
        : { data: { tree: [file('f00/first')], truncated: true } };
    },
  });
}

describe('a tree that GitHub cuts', () => {
  it('is listed folder by folder', async () => {
    const github = cut(2, (sha) => ({ tree: [file(`${sha}.txt`), folder('deeper')], truncated: false }));
    const { entries, problems } = await listTree(github.client, memoryCaches().blobs, place);
    const paths = entries.filter(({ mode }) => mode !== '040000').map(({ path }) => path);
    expect(paths.sort()).toEqual(['.github/.github.txt', 'f00/f00.txt', 'f00/first', 'f01/f01.txt', 'package.json']);
    expect(problems).toEqual([]);
    expect(github.asked.map(({ parameters }) => parameters['tree_sha'])).toEqual([
      'root',
      'root',
      '.github',
      'f01',
      'f00',
    ]);
  });

  it('is listed as far as twelve requests go, .github first, and says what is missing', async () => {
    const github = cut(30, () => ({ tree: [], truncated: false }));
    const { problems } = await listTree(github.client, memoryCaches().blobs, place);
    expect(github.asked).toHaveLength(12);
    expect(github.asked[2]?.parameters['tree_sha']).toBe('.github');
    expect(problems).toHaveLength(21);
    expect(problems[0]?.message).toContain('may be missing');
  });

  it('says so of a folder that is cut itself', async () => {
    const github = cut(1, (sha) => ({ tree: [file('x')], truncated: sha === 'f00' }));
    expect((await listTree(github.client, memoryCaches().blobs, place)).problems.map(({ path }) => path)).toEqual([
      'f00',
    ]);
  });
});

it('a tree is asked for once, and one that GitHub cuts each time', async () => {
  const { blobs, listings } = memoryCaches();
  const whole = fakeGitHub({ [treeRoute]: { data: { tree: [file('b')], truncated: false } } });
  const listed = await listTree(whole.client, blobs, place);
  expect(await listTree(whole.client, blobs, place)).toEqual(listed);
  expect(whole.asked).toHaveLength(1);
  expect([...listings.keys()]).toEqual(['root']);

  const none = memoryCaches();
  await listTree(cut(1, () => ({ tree: [], truncated: false })).client, none.blobs, place);
  const gone = { ...place, tree: 'gone' };
  await expect(listTree(fakeGitHub({}).client, none.blobs, gone)).rejects.toThrow('GitHub answers 404');
  expect([...none.listings.keys()]).toEqual([]);
});

it('entries that make no sense are passed over', async () => {
  const tree = [null, 3, { path: 'a' }, { path: 1, mode: '100644', sha: 'x' }, file('b')];
  const { client } = fakeGitHub({ [treeRoute]: { data: { tree } } });
  expect((await listTree(client, memoryCaches().blobs, place)).entries.map(({ path }) => path)).toEqual(['b']);
});

it('the empty tree is no problem', async () => {
  const { client } = fakeGitHub({});
  const tree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
  expect(await listTree(client, memoryCaches().blobs, { ...place, tree })).toEqual({ entries: [], problems: [] });
});
