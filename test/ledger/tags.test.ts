import { describe, expect, it } from 'vitest';
import { indexTags, type TaggedPackage, tagForm } from '../../src/ledger/tags.ts';
import { aTag, commitId, daysLater } from './builders.ts';

function aPackage(over: Partial<TaggedPackage> = {}): TaggedPackage {
  const releases = ['1.0.0', '1.1.0', '1.2.0', '2.0.0-rc.1'].map((version, at) => ({
    version,
    publishedAt: daysLater(10 * at),
  }));
  return { registry: 'npm', name: 'lantern', directory: '', releases, hasNeighbours: false, ...over };
}

function found(names: readonly string[], version: string, over: Partial<TaggedPackage> = {}): readonly string[] {
  const tags = names.map((name, at) => aTag({ name, commit: commitId(at), at: null }));
  return indexTags(tags, aPackage(over))
    .tagsOf(version)
    .map(({ tag, kind }) => `${tag.name} ${kind}`);
}

describe('the tags of a version', () => {
  it.each([
    ['v1.2.0'],
    ['1.2.0'],
    ['lantern@1.2.0'],
    ['lantern-v1.2.0'],
    ['lantern/v1.2.0'],
    ['packages/lantern@1.2.0'],
    ['release-1.2.0'],
    ['release/v1.2.0'],
    ['rel_1_2_0'],
  ])('are found as %s', (name) => {
    expect(found(['v1.0.0', name], '1.2.0')).toEqual([`${name} version`]);
  });

  it('are found with the scope and without', () => {
    const name = '@octo/lantern';
    expect(found(['@octo/lantern@1.2.0', 'lantern-v1.2.0'], '1.2.0', { name })).toEqual([
      '@octo/lantern@1.2.0 version',
      'lantern-v1.2.0 version',
    ]);
  });

  it('are found where the name ends in a number', () => {
    expect(found(['log4j-2-1.2.0'], '1.2.0', { name: 'log4j-2' })).toEqual(['log4j-2-1.2.0 version']);
  });

  it('are found in another spelling of the same version', () => {
    const releases = [{ version: '2.0rc1', publishedAt: null }];
    expect(found(['v2.0.0-rc.1', 'v2.0-rc1'], '2.0rc1', { registry: 'pypi', releases })).toEqual([
      'v2.0-rc1 version',
      'v2.0.0-rc.1 alias',
    ]);
  });

  it('are not those of another version or channel', () => {
    expect(found(['v1.2.1', 'v1.2.0-rc.1', 'v12.0', 'nightly', 'v1.2.0.1'], '1.2.0')).toEqual([]);
  });

  it('come in an order that does not hang on how GitHub lists them', () => {
    const sorted = ['1.2.0 version', 'release-1.2.0 version', 'v1.2.0 version'];
    expect(found(['v1.2.0', '1.2.0', 'release-1.2.0'], '1.2.0')).toEqual(sorted);
    expect(found(['release-1.2.0', '1.2.0', 'v1.2.0'], '1.2.0')).toEqual(sorted);
  });

  it('are none where the version cannot be read', () => {
    expect(found(['v1.2.0', 'latest'], 'latest')).toEqual([]);
  });

  it('that stand for more than one version are aliases', () => {
    expect(found(['v1', 'v1.0', 'v1.0.0'], '1.0.0')).toEqual(['v1.0.0 version', 'v1 alias', 'v1.0 alias']);
  });
});

describe('in a repository of many packages', () => {
  it('a tag that names another package is not meant', () => {
    expect(found(['bulb@1.2.0', 'packages/bulb/v1.2.0'], '1.2.0')).toEqual([
      'bulb@1.2.0 stray',
      'packages/bulb/v1.2.0 stray',
    ]);
  });

  it('a bare tag is not meant where packages are tagged by name', () => {
    expect(found(['v1.2.0', 'bulb@3.0.0'], '1.2.0')).toEqual(['v1.2.0 stray']);
    expect(found(['v1.2.0', 'bulb-v3.0.0'], '1.2.0')).toEqual(['v1.2.0 stray']);
    expect(found(['v1.2.0'], '1.2.0', { hasNeighbours: true })).toEqual(['v1.2.0 stray']);
  });

  it('a bare tag is meant where the history uses it so', () => {
    const tags = ['v1.0.0', 'v1.1.0', 'v1.2.0', 'bulb@3.0.0'];
    expect(found(tags, '1.2.0', { hasNeighbours: true })).toEqual(['v1.2.0 version']);
  });

  it('but not where such tags have nothing to do with its publications', () => {
    const tags = ['v1.0.0', 'v1.1.0', 'v1.2.0'].map((name) => aTag({ name, at: daysLater(500) }));
    const [match] = indexTags(tags, aPackage({ hasNeighbours: true })).tagsOf('1.2.0');
    expect(match?.kind).toBe('stray');
  });

  it('the folder of the manifest names the package', () => {
    const over = { name: 'octo-lantern', directory: 'crates/lamp', hasNeighbours: true };
    expect(found(['crates/lamp/v1.2.0', 'crates/bulb/v1.2.0', 'v1.2.0'], '1.2.0', over)).toEqual([
      'crates/lamp/v1.2.0 version',
      'crates/bulb/v1.2.0 stray',
      'v1.2.0 stray',
    ]);
  });

  it('a form with the name of the repository is learnt', () => {
    const tags = ['rel/commons-1.0.0', 'rel/commons-1.1.0', 'rel/commons-1.2.0'];
    expect(found(tags, '1.2.0', { name: 'org.example:commons-lantern' })).toEqual(['rel/commons-1.2.0 version']);
  });
});

describe('a history that shows bare tags to be meant', () => {
  /** Releases ten days apart, of which those with a number have a tag that many days later; which kind the tags are. */
  function kindAfter(days: readonly (number | null)[], order: 'oldest first' | 'newest first' = 'oldest first') {
    const releases = days.map((_, at) => ({ version: `1.${at}.0`, publishedAt: daysLater(10 * at) }));
    const tags = days.flatMap((later, at) =>
      later === null ? [] : [aTag({ name: `v1.${at}.0`, at: daysLater(10 * at + later) })],
    );
    const listed = order === 'oldest first' ? tags : tags.toReversed();
    const index = indexTags(listed, aPackage({ releases, hasNeighbours: true }));
    const kinds = new Set(releases.flatMap(({ version }) => index.tagsOf(version).map(({ kind }) => kind)));
    return [...kinds].join(' and ');
  }

  it.each([
    ['three, each at once', [0, 0, 0], 'version'],
    ['two', [0, 0], 'stray'],
    ['three within a week', [7, -7, 7], 'version'],
    ['three later than a week', [7.1, 7.1, 7.1], 'stray'],
    ['three earlier than a week', [-7.1, -7.1, -7.1], 'stray'],
    ['half of the tags in time', [90, 90, 90, 0, 0, 0], 'version'],
    ['fewer than half of the tags in time', [90, 90, 90, 90, 0, 0, 0], 'stray'],
    ['half of the releases since the first', [0, 0, 0, null, null, null], 'version'],
    ['fewer than half of the releases since the first', [0, 0, 0, null, null, null, null], 'stray'],
    ['none at first, then each', [null, null, null, null, 0, 0, 0], 'version'],
  ] as const)('%s', (_, days, kind) => {
    expect(kindAfter(days)).toBe(kind);
    expect(kindAfter(days, 'newest first')).toBe(kind);
  });
});

describe('Go modules', () => {
  const releases = [{ version: 'v1.2.0', publishedAt: null }];
  it('in a folder take its tags only', () => {
    const over = { registry: 'go', name: 'github.com/octo/lantern/sub/wick/v2', releases } as const;
    expect(found(['v1.2.0', 'sub/wick/v1.2.0', 'wick/v1.2.0'], 'v1.2.0', over)).toEqual([
      'sub/wick/v1.2.0 version',
      'v1.2.0 stray',
      'wick/v1.2.0 stray',
    ]);
  });

  it.each([
    ['sub/wick', 'sub/wick'],
    ['v1/api', 'v1/api'],
    ['sub/v12', 'sub'],
    ['dev2', 'dev2'],
    ['api/v2beta1', 'api/v2beta1'],
  ])('in %s take the tags of %s', (path, folder) => {
    const over = { registry: 'go', name: `github.com/octo/lantern/${path}`, releases } as const;
    expect(found([`${folder}/v1.2.0`], 'v1.2.0', over)).toEqual([`${folder}/v1.2.0 version`]);
    expect(found(['other/v1.2.0', 'v1.2.0'], 'v1.2.0', over)).toEqual(['other/v1.2.0 stray', 'v1.2.0 stray']);
  });

  it('at the root take bare tags, whatever else is tagged', () => {
    const over = { registry: 'go', name: 'github.com/octo/lantern', releases, hasNeighbours: true } as const;
    expect(found(['v1.2.0', 'sub/v1.2.0'], 'v1.2.0', over)).toEqual(['v1.2.0 version', 'sub/v1.2.0 stray']);
  });
});

describe('the form of a tag', () => {
  it.each([
    ['v1.2.0', '1.2.0', 'lantern', 'v{version}'],
    ['@octo/lantern@1.2.0', '1.2.0', '@octo/lantern', '{name}@{version}'],
    ['lantern-v1.2.0', '1.2.0', '@octo/lantern', '{name}-v{version}'],
    ['sub/v1.2.0', 'v1.2.0', 'github.com/octo/lantern/sub', '{name}/v{version}'],
    ['v1', '1.0.0', 'lantern', null],
  ])('%s is told', (tag, version, name, form) => {
    expect(tagForm(tag, version, name)).toBe(form);
  });
});

it('a hostile name costs nothing', () => {
  const tags = [aTag({ name: '-1'.repeat(50_000) }), aTag({ name: `${'v1.'.repeat(80)}x` })];
  expect(indexTags(tags, aPackage()).tagsOf('1.0.0')).toEqual([]);
});
