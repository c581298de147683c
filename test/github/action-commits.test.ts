import { expect, test } from 'vitest';
import { readActionCommit } from '../../src/github/action-commits.ts';
import { fakeClient } from './fake-client.ts';

const [one, two, three] = ['1', '2', '3'].map((digit) => digit.repeat(40));

interface Repository {
  /** By name: the commit, or the annotated tag and its commit. */
  readonly tags?: Readonly<Record<string, string | undefined | readonly (string | undefined)[]>>;
  readonly heads?: Readonly<Record<string, string | undefined>>;
}

function github({ tags = {}, heads = {} }: Repository) {
  return fakeClient(({ route, parameters }) => {
    const asked = String(parameters['ref'] ?? parameters['tag_sha']);
    if (route.endsWith('/git/matching-refs/{ref}'))
      return {
        data: Object.entries(tags)
          .filter(([name]) => `tags/${name}`.startsWith(asked))
          .map(([name, object]) => ({
            ref: `refs/tags/${name}`,
            object: Array.isArray(object) ? { type: 'tag', sha: object[0] } : { type: 'commit', sha: object },
          })),
      };
    if (route.endsWith('/git/tags/{tag_sha}')) {
      const found = Object.values(tags).find((object) => Array.isArray(object) && object[0] === asked);
      return { data: { object: { type: 'commit', sha: found?.[1] } } };
    }
    const head = heads[asked.replace(/^heads\//, '')];
    return head === undefined
      ? { status: 404 }
      : { data: { ref: `refs/${asked}`, object: { type: 'commit', sha: head } } };
  });
}

test.each<[string, Repository, string, unknown]>([
  ['a full version', { tags: { 'v4.2.2': one } }, 'v4.2.2', { commit: one, version: 'v4.2.2' }],
  [
    'a moving tag, by the newest that is the same',
    { tags: { v4: two, 'v4.1.0': one, 'v4.2.2': two, 'v4.2.10': two } },
    'v4',
    { commit: two, version: 'v4.2.10' },
  ],
  [
    'a moving tag that no version is at',
    { tags: { v4: two, 'v4.1.0': one, 'v40.0.0': two } },
    'v4',
    { commit: two, version: 'v4' },
  ],
  [
    'annotated tags',
    { tags: { v4: [three, two], 'v4.2.2': ['4'.repeat(40), two] } },
    'v4',
    { commit: two, version: 'v4.2.2' },
  ],
  ['a branch', { heads: { main: one } }, 'main', { commit: one, version: 'main' }],
  ['a branch with a slash', { heads: { 'release/v1': one } }, 'release/v1', { commit: one, version: 'release/v1' }],
  [
    'a tag before a branch of its name',
    { tags: { v1: two }, heads: { v1: one } },
    'v1',
    { commit: two, version: 'v1' },
  ],
  ['neither', {}, 'v9', null],
])('%s', async (_name, repository, ref, found) => {
  expect(await readActionCommit(github(repository).client, 'actions/checkout', ref)).toEqual(found);
});

test('a branch and a tag cost two requests at most where nothing is annotated, and names that are none cost nothing', async () => {
  const branch = github({ heads: { main: one } });
  await readActionCommit(branch.client, 'actions/checkout', 'main');
  expect(branch.calls).toHaveLength(2);
  const nothing = github({ tags: { v1: one } });
  for (const [repository, ref] of [
    ['actions', 'v1'],
    ['../x', 'v1'],
    ['a/b', '../v1'],
    ['a/b', 'v1 x'],
    ['a/b', ''],
  ] as const)
    expect(await readActionCommit(nothing.client, repository, ref)).toBeNull();
  expect(nothing.calls).toEqual([]);
});
