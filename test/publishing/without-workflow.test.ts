import { expect, it } from 'vitest';
import { mapOf } from './map-of.ts';

it('tells of packages that a tag publishes', async () => {
  const { publications } = await mapOf({
    'composer.json': '{ "name": "octo/left", "type": "library" }',
    'go.mod': 'module github.com/octo/left\n\ngo 1.24\n',
    'sub/go.mod': 'module github.com/octo/left/sub\n\ngo 1.24\n',
  });
  expect(
    publications.map(({ registry, packages, site, auth, reaches }) => ({ registry, packages, site, auth, reaches })),
  ).toEqual([
    { registry: 'packagist', packages: ['octo/left'], site: null, auth: 'unknown', reaches: ['composer.json'] },
    {
      registry: 'go',
      packages: ['github.com/octo/left', 'github.com/octo/left/sub'],
      site: null,
      auth: 'unknown',
      reaches: ['go.mod', 'sub/go.mod'],
    },
  ]);
});

it('tells nothing of a repository without packages', async () => {
  expect(await mapOf({ 'README.md': '# nothing' })).toEqual({
    publications: [],
    elsewhere: [],
    packages: [],
    workflows: [],
    actions: [],
    problems: [],
  });
});

it('goes on beside files that cannot be understood', async () => {
  const { publications, problems } = await mapOf({
    'composer.json': '{ "name": "octo/left" }',
    '.github/workflows/broken.yml': 'on: push\njobs: [\n',
  });
  expect(publications.map(({ registry }) => registry)).toEqual(['packagist']);
  expect(problems.map(({ path }) => path)).toContain('.github/workflows/broken.yml');
});
