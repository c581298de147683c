import { describe, expect, it } from 'vitest';
import { diffTrees } from '../../../src/sandbox/git/diff.ts';
import { commitsBetween, mergeBase } from '../../../src/sandbox/git/history.ts';
import { commitFiles, get, type Objects } from '../../../src/sandbox/git/objects.ts';
import type { ScenarioCommit } from '../../../src/sandbox/scenario.ts';

function history() {
  const objects: Objects = new Map();
  const commit = (parents: readonly string[], files: ScenarioCommit['files'], date: string) =>
    commitFiles(objects, parents, { files }, { author: 'ann', date: `2026-01-0${date}T09:00:00Z` });
  const changes = (from: string, to: string) =>
    diffTrees(objects, get(objects, from, 'commit').tree, get(objects, to, 'commit').tree);
  return { objects, commit, changes };
}

describe('history', () => {
  it('finds where two branches parted', () => {
    const { objects, commit } = history();
    const root = commit([], { a: '1' }, '1');
    const parting = commit([root], { a: '2' }, '2');
    const left = commit([parting], { b: '1' }, '3');
    const right = commit([commit([parting], { c: '1' }, '3')], { c: '2' }, '4');
    expect(mergeBase(objects, left, right)).toBe(parting);
    expect(commitsBetween(objects, left, right)).toHaveLength(2);
  });

  it('takes the merge as the base once a branch was merged', () => {
    const { objects, commit } = history();
    const root = commit([], { a: '1' }, '1');
    const side = commit([root], { b: '1' }, '2');
    const merge = commit([commit([root], { c: '1' }, '2'), side], { b: '1' }, '3');
    const later = commit([side], { b: '2' }, '4');
    expect(mergeBase(objects, merge, later)).toBe(side);
  });

  it('finds none for unrelated histories', () => {
    const { objects, commit } = history();
    expect(mergeBase(objects, commit([], { a: '1' }, '1'), commit([], { a: '2' }, '1'))).toBeNull();
  });
});

describe('what changes', () => {
  it('names what came, went, changed and moved', () => {
    const { commit, changes } = history();
    const from = commit([], { keep: '1', gone: 'a\nb\n', edit: '1\n2\n3\n', 'old.yml': 'a\nb\nc\nd\n' }, '1');
    const to = commit(
      [from],
      { gone: null, fresh: 'new\n', edit: '1\nX\n3\n', 'old.yml': null, 'new.yml': 'a\nb\nc\nE\n' },
      '2',
    );
    const found = changes(from, to).map(({ path, status, previousPath }) => [path, status, previousPath]);
    expect(found).toEqual([
      ['edit', 'modified', null],
      ['fresh', 'added', null],
      ['gone', 'removed', null],
      ['new.yml', 'renamed', 'old.yml'],
    ]);
    expect(changes(from, to)[0]).toMatchObject({ additions: 1, deletions: 1, patch: '@@ -2,1 +2,1 @@\n-2\n+X' });
  });
});
