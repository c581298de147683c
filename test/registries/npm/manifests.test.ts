import { describe, expect, it } from 'vitest';
import { readManifests } from '../../../src/registries/npm/manifests.ts';
import type { ManifestPackage } from '../../../src/registries/registry.ts';
import { memoryFiles } from '../../../src/repository/memory-files.ts';

type Manifest = Record<string, unknown>;

function read(files: Record<string, Manifest | string>) {
  const entries = Object.entries(files).map(([path, content]) => [
    path,
    typeof content === 'string' ? content : JSON.stringify(content, null, 2),
  ]);
  return readManifests(memoryFiles(Object.fromEntries(entries)));
}

function only(files: Record<string, Manifest | string>): ManifestPackage | undefined {
  const { packages } = read(files);
  expect(packages.length).toBeLessThanOrEqual(1);
  return packages[0];
}

const publishableNames = (files: Record<string, Manifest | string>): string[] =>
  read(files)
    .packages.filter((found) => found.publishable)
    .map((found) => found.name);

const a = { name: 'a', version: '1.0.0' };
const mirror = 'https://npm.example.com/';

describe('a package.json', () => {
  it('is read whole', () => {
    expect(
      only({
        'js/package.json': {
          name: '@octo/cat',
          version: '1.2.3',
          repository: { type: 'git', url: 'git+https://github.com/octo/cat.git', directory: 'js' },
          publishConfig: { access: 'public', provenance: true },
        },
      }),
    ).toEqual({
      registry: 'npm',
      name: '@octo/cat',
      path: 'js/package.json',
      directory: 'js',
      line: 2,
      publishable: true,
      destination: null,
      version: '1.2.3',
      provenance: true,
      workspace: null,
      repository: 'https://github.com/octo/cat',
    });
  });

  it.each<[string, Manifest, boolean]>([
    ['private', { ...a, private: true }, false],
    ['not private', { ...a, private: false }, true],
    ['without a version, offering nothing', { name: 'a', devDependencies: {} }, false],
    ['without a version, offering files', { name: 'a', files: ['dist'] }, true],
    ['with a placeholder, offering nothing', { name: 'a', version: '0.0.0' }, false],
    ['with a placeholder for a release tool', { name: 'a', version: '0.0.0-development', main: 'a.js' }, true],
  ])('%s', (_, manifest, publishable) => {
    expect(only({ 'package.json': manifest })).toMatchObject({ publishable });
  });

  it('without a name describes no package', () => {
    expect(read({ 'package.json': { type: 'module' }, 'x/package.json': '[]' })).toEqual({
      packages: [],
      problems: [],
    });
  });

  it.each(['JSONStream', 'a', '@a/b', '@a-b/c.d', 'a_b', '7zip'])('may be called %s', (name) => {
    expect(only({ 'package.json': { ...a, name } })).toMatchObject({ name });
  });

  it.each(['a/b', '@a/b/c', '@a', '.a', '_a', 'a b', 'node_modules', '{{name}}', '@/a', 'a'.repeat(215), '../a'])(
    'may not be called %s',
    (name) => {
      expect(read({ 'package.json': { ...a, name } })).toEqual({
        packages: [],
        problems: [{ path: 'package.json', line: 2, message: 'name is not a valid npm package name' }],
      });
    },
  );

  it('that is withheld may be called anything', () => {
    expect(read({ 'package.json': { name: 'octo/action', private: true } })).toEqual({ packages: [], problems: [] });
  });

  it('that is broken does not hide the others', () => {
    const found = read({
      'a/package.json': '{\n "name": "a",\n "version" "1"\n}',
      'b/package.json': { ...a, name: 'b' },
    });
    expect(found.packages.map((one) => one.name)).toEqual(['b']);
    expect(found.problems).toMatchObject([{ path: 'a/package.json', line: 3 }]);
  });

  it('of an editor extension goes to the galleries, unless it is set up for npm too', () => {
    const extension = { ...a, publisher: 'octo', engines: { vscode: '^1.90.0' } };
    expect(only({ 'package.json': extension })).toBeUndefined();
    expect(only({ 'package.json': { ...extension, publishConfig: { access: 'public' } } })).toMatchObject({
      name: 'a',
    });
    expect(only({ 'package.json': { ...a, engines: { vscode: '^1.90.0' } } })).toMatchObject({ name: 'a' });
  });

  it.each<[unknown, string | null]>([
    ['octo/cat', 'octo/cat'],
    [{ url: 'git@github.com:octo/cat.git' }, 'https://github.com/octo/cat'],
    [{ type: 'git' }, null],
    [7, null],
  ])('names its source as %j', (repository, expected) => {
    expect(only({ 'package.json': { ...a, repository } })).toMatchObject({ repository: expected });
  });
});

describe('places aside', () => {
  it('hold nothing that is published, unless a workspace claims it', () => {
    const files = {
      'examples/one/package.json': { ...a, name: 'one' },
      'packages/b/test/fixtures/x/package.json': { ...a, name: 'x' },
      'packages/b/package.json': { ...a, name: 'b' },
    };
    expect(publishableNames(files)).toEqual(['b']);
    expect(publishableNames({ ...files, 'package.json': { workspaces: ['examples/*'] } })).toEqual(['one', 'b']);
  });

  it('that are installed are not read at all', () => {
    expect(read({ 'node_modules/x/package.json': '{' })).toEqual({ packages: [], problems: [] });
  });
});

describe('workspaces', () => {
  const workspaceOf = (files: Record<string, Manifest | string>): Record<string, string | null> =>
    Object.fromEntries(read(files).packages.map((found) => [found.name, found.workspace]));
  const members = {
    'packages/a/package.json': a,
    'packages/b/package.json': { ...a, name: 'b' },
    'tools/c/package.json': { ...a, name: 'c' },
  };
  const root = { name: 'root', private: true };

  it.each<[string, Record<string, Manifest | string>]>([
    ['npm and Yarn', { 'package.json': { ...root, workspaces: ['packages/*', '!packages/b'] } }],
    ['Yarn 1 and Bun', { 'package.json': { ...root, workspaces: { packages: ['packages/a'] } } }],
    ['Lerna', { 'package.json': root, 'lerna.json': { packages: ['packages/*', '!packages/b'] } }],
    [
      'Rush',
      { 'package.json': root, 'rush.json': { projects: [{ projectFolder: 'packages/a', shouldPublish: true }] } },
    ],
  ])('of %s', (_, files) => {
    expect(workspaceOf({ ...files, ...members })).toEqual({ a: 'package.json', b: null, c: null, root: null });
  });

  it('of pnpm take the root for a member', () => {
    const files = { 'package.json': root, 'pnpm-workspace.yaml': 'packages:\n  - packages/**\n  - "!**/b"\n' };
    expect(workspaceOf({ ...files, ...members })).toEqual({
      a: 'package.json',
      b: null,
      c: null,
      root: 'package.json',
    });
  });

  it('may have no package.json of their own', () => {
    const found = workspaceOf({ 'js/pnpm-workspace.yaml': 'packages: [one]', 'js/one/package.json': a });
    expect(found).toEqual({ a: 'js/pnpm-workspace.yaml' });
  });

  it('of Lerna without a list are those of the package manager, or packages/*', () => {
    expect(workspaceOf({ 'lerna.json': '{}', ...members })).toEqual({ a: 'lerna.json', b: 'lerna.json', c: null });
    const files = { 'package.json': { ...root, workspaces: ['tools/*'] }, 'lerna.json': '{}', ...members };
    expect(workspaceOf(files)).toEqual({ a: null, b: null, c: 'package.json', root: null });
  });

  it('of Rush tell what is published', () => {
    const files = {
      'rush.json': `{
        // comments are usual here
        "projects": [
          { "packageName": "a", "projectFolder": "packages/a", "shouldPublish": true },
          { "packageName": "b", "projectFolder": "packages/b" },
          { "packageName": "c", "projectFolder": "tools/c", "versionPolicyName": "all" },
        ]
      }`,
      ...members,
    };
    expect(publishableNames(files)).toEqual(['a', 'c']);
  });
});

describe('the registry', () => {
  it.each<[string, Record<string, Manifest | string>]>([
    ['publishConfig', { 'p/package.json': { ...a, publishConfig: { registry: mirror } } }],
    [
      'the .npmrc beside it',
      {
        'p/package.json': a,
        'p/.npmrc': `; note\nregistry = "${mirror}"\n`,
        '.npmrc': 'registry=https://other.example/',
      },
    ],
    ['the .npmrc of the root', { 'p/package.json': a, '.npmrc': `registry=${mirror}` }],
    [
      'Yarn',
      {
        'p/package.json': a,
        '.yarnrc.yml': `npmRegistryServer: https://other.example/\nnpmPublishRegistry: ${mirror}`,
      },
    ],
    [
      'the scope',
      { 'p/package.json': { ...a, name: '@o/a' }, '.npmrc': `@o:registry=${mirror}\nregistry=https://other.example/` },
    ],
    [
      'the scope in publishConfig',
      { 'p/package.json': { ...a, name: '@o/a', publishConfig: { '@o:registry': mirror } } },
    ],
    [
      'the scope of Yarn',
      {
        'p/package.json': { ...a, name: '@o/a' },
        '.yarnrc.yml': `npmScopes:\n  o:\n    npmPublishRegistry: ${mirror}`,
      },
    ],
  ])('is named by %s', (_, files) => {
    expect(only(files)).toMatchObject({ destination: mirror });
  });

  it('is named by the .npmrc of the workspace', () => {
    const files = {
      'js/package.json': { workspaces: ['*'] },
      'js/.npmrc': `registry=${mirror}`,
      'js/a/package.json': a,
    };
    expect(only(files)).toMatchObject({ destination: mirror });
  });

  it.each([
    `@other:registry=${mirror}`,
    'registry=${NPM_REGISTRY}',
    `//npm.example.com/:_authToken=hidden`,
    `# registry=${mirror}`,
  ])('is the usual one with %s', (npmrc) => {
    expect(only({ 'package.json': a, '.npmrc': npmrc })).toMatchObject({ destination: null });
  });

  it('is told without credentials', () => {
    const found = read({ 'package.json': a, '.npmrc': 'registry=https://user:hidden@npm.example.com/' });
    expect(JSON.stringify(found)).not.toContain('hidden');
    expect(found.packages[0]).toMatchObject({ destination: mirror });
  });
});

it.each<[Manifest | undefined, string, boolean | null]>([
  [undefined, '', null],
  [undefined, 'provenance=true', true],
  [{ provenance: false }, 'provenance=true', false],
])('provenance by %j and .npmrc %j is %j', (publishConfig, npmrc, provenance) => {
  expect(only({ 'package.json': { ...a, publishConfig }, '.npmrc': npmrc })).toMatchObject({ provenance });
});

it('reads a repository of 5,000 packages quickly', () => {
  const files: Record<string, string> = {
    'package.json': JSON.stringify({ workspaces: ['packages/*', '!packages/x*'] }),
  };
  for (let index = 0; index < 5000; index++) {
    files[`packages/p${index}/package.json`] = JSON.stringify({ name: `p${index}`, version: '1.0.0' });
  }
  const repository = memoryFiles(files);
  expect(readManifests(repository).packages.filter((found) => found.workspace === 'package.json')).toHaveLength(5000);
});

it('takes a workspace that itself is an example for one, members and all', () => {
  const files = {
    'package.json': JSON.stringify({ name: 'root', version: '1.0.0', workspaces: ['examples/member'] }),
    'examples/member/package.json': JSON.stringify({ name: 'member', version: '1.0.0' }),
    'examples/other/package.json': JSON.stringify({ name: 'other', private: true, workspaces: ['packages/*'] }),
    'examples/other/packages/a/package.json': JSON.stringify({ name: 'a', version: '1.0.0' }),
  };
  const { packages } = readManifests(memoryFiles(files));
  const publishable = packages.filter((found) => found.publishable).map(({ name }) => name);
  expect(publishable.toSorted()).toEqual(['member', 'root']);
});
