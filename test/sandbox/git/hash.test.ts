import { describe, expect, it } from 'vitest';
import { hashObject } from '../../../src/sandbox/git/hash.ts';
import { commitFiles, get, type Objects, put } from '../../../src/sandbox/git/objects.ts';

describe('git objects', () => {
  it('have the names that git gives the empty blob and the empty tree', () => {
    expect(hashObject({ kind: 'blob', content: Buffer.from('') })).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
    expect(hashObject({ kind: 'tree', entries: [] })).toBe('4b825dc642cb6eb9a060e54bf8d69288fbee4904');
  });

  it('have the names that git itself gave to the same commit, tree and tag', () => {
    const objects: Objects = new Map();
    const sha = commitFiles(
      objects,
      [],
      { message: 'First', files: { 'a.txt': 'hi\n', 'a/b': 'x', l: { link: 'a.txt' } } },
      { author: 'Ann <ann@example.org>', date: '2026-01-05T09:00:00Z' },
    );
    expect(get(objects, sha, 'commit').tree).toBe('551c38d6a4ed38b1320075e27a5337c435a6a8b4');
    expect(sha).toBe('b9c7febd54547d7cbc55a264f3e9ee36e311adfe');
    const tag = put(objects, {
      kind: 'tag',
      name: 'v1',
      target: sha,
      message: 'v1\n',
      tagger: 'Ann <ann@example.org>',
      date: '2026-01-05T09:00:00Z',
      verified: false,
    });
    expect(tag).toBe('ccd313bc94856d8f72434224330fad1eea46b13f');
  });

  it('leaves no empty folder behind, and keeps folders that nothing changes in', () => {
    const objects: Objects = new Map();
    const fallback = { author: 'ann', date: '2026-01-05T09:00:00Z' };
    const first = commitFiles(objects, [], { files: { 'a/b/c': 'x', 'd/e': 'y' } }, fallback);
    const second = commitFiles(objects, [first], { files: { 'a/b/c': null } }, fallback);
    const tree = (sha: string) => get(objects, get(objects, sha, 'commit').tree, 'tree').entries;
    expect(tree(second)).toEqual(tree(first).filter(({ name }) => name === 'd'));
  });
});
