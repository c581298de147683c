import { describe, expect, it } from 'vitest';
import { isAside } from '../../../src/registries/manifests/aside.ts';
import { parseJson } from '../../../src/registries/manifests/json.ts';
import { registryAddress, sourceLink } from '../../../src/registries/manifests/links.ts';
import { resolveFrom, upwards } from '../../../src/registries/manifests/paths.ts';
import { shelf } from '../../../src/registries/manifests/shelf.ts';
import { writtenVersion } from '../../../src/registries/manifests/versions.ts';
import { membership } from '../../../src/registries/manifests/workspaces.ts';
import { memoryFiles } from '../../../src/repository/memory-files.ts';

describe('isAside', () => {
  it.each([
    'test/a/package.json',
    'packages/a/__tests__/b/package.json',
    'Examples/a/Cargo.toml',
    'docs/package.json',
    'third_party/lib/setup.py',
    'test-crates/one/Cargo.toml',
    'integration_tests/one/pyproject.toml',
    '.github/actions/x/package.json',
    '{{cookiecutter.slug}}/pyproject.toml',
    'packages/create-app/template-react/package.json',
  ])('%s', (path) => {
    expect(isAside(path)).toBe(true);
  });

  it.each([
    'package.json',
    'test.json',
    'packages/test-utils/package.json',
    'packages/my_test/pubspec.yaml',
    'contest/package.json',
    'packages/documents/package.json',
  ])('not %s', (path) => {
    expect(isAside(path)).toBe(false);
  });
});

describe('sourceLink', () => {
  it.each([
    ['octo/cat', 'octo/cat'],
    ['github:octo/cat', 'octo/cat'],
    ['gitlab:group/sub/cat', 'https://gitlab.com/group/sub/cat'],
    ['bitbucket:octo/cat', 'https://bitbucket.org/octo/cat'],
    ['gist:0123abc', 'https://gist.github.com/0123abc'],
    ['git+https://github.com/Octo/Cat.git', 'https://github.com/Octo/Cat'],
    ['git://github.com/octo/cat.git', 'https://github.com/octo/cat'],
    ['git+ssh://git@github.com/octo/cat.git', 'https://github.com/octo/cat'],
    ['git@github.com:octo/cat.git', 'https://github.com/octo/cat'],
    ['https://github.com/octo/cat/tree/main/packages/a', 'https://github.com/octo/cat/tree/main/packages/a'],
    ['https://user:hidden@github.com/octo/cat#readme', 'https://github.com/octo/cat'],
    ['javascript:alert(1)', null],
    ['no link at all', null],
    ['', null],
  ])('%s', (text, expected) => {
    expect(sourceLink(text)).toBe(expected);
  });
});

it('takes credentials out of a registry address', () => {
  expect(registryAddress('https://user:hidden@registry.example.com/npm/?key=hidden')).toBe(
    'https://registry.example.com/npm/',
  );
  expect(registryAddress('${REGISTRY}')).toBeNull();
});

it.each([
  ['1.2.3', '1.2.3'],
  ['0.0.1', '0.0.1'],
  ['0.0.0-beta.1', '0.0.0-beta.1'],
  ['2024.1', '2024.1'],
  ['0.0.0', null],
  ['0.0.0-development', null],
  ['0.0.0-semantically-released', null],
  ['0.0.0.dev0', null],
  ['workspace:*', null],
  ['{{version}}', null],
  [undefined, null],
])('version %s is %s', (version, expected) => {
  expect(writtenVersion(version)).toBe(expected);
});

describe('paths', () => {
  it('stay in the repository', () => {
    expect(resolveFrom('a/b', '../c/./d/')).toBe('a/c/d');
    expect(resolveFrom('a', '..')).toBe('');
    expect(resolveFrom('a', '../..')).toBeNull();
    expect(resolveFrom('a', '/b')).toBeNull();
    expect([...upwards('a/b')]).toEqual(['a/b', 'a', '']);
  });
});

describe('membership', () => {
  const root = (manifest: string, ...members: string[]) => ({
    manifest,
    claims: (directory: string) => members.includes(directory),
  });

  it('is that of the nearest root that claims the folder', () => {
    const of = membership([root('m', 'a', 'a/b', 'a/c'), root('a/m', 'a/b', 'a')]);
    expect(of('a/b')).toBe('a/m');
    expect(of('a/c')).toBe('m');
    expect(of('a/d')).toBeNull();
  });

  it('is that of the outer root for a root that both claim', () => {
    const of = membership([root('m', 'a'), root('a/m', 'a'), root('b/m', 'b'), root('c/m', 'c/x')]);
    expect(of('a')).toBe('m');
    expect(of('b')).toBe('b/m');
    expect(of('c')).toBeNull();
  });
});

describe('shelf', () => {
  it('says once what is wrong with a file, and leaves test data alone', () => {
    const open = shelf(memoryFiles({ 'a.json': '{', 'test/a.json': '{', 'node_modules/x/a.json': '{' }));
    expect(open.named('a.json')).toEqual(['a.json', 'test/a.json']);
    for (const path of ['a.json', 'a.json', 'test/a.json', 'missing/a.json'])
      expect(open.open(path, parseJson)).toBeNull();
    expect(open.problems()).toEqual([{ path: 'a.json', line: 1, message: expect.stringContaining('not valid JSON') }]);
  });

  it('does not read what is far too large, and says what cannot be read', () => {
    const large = memoryFiles({ 'a.json': `"${'x'.repeat(1024 * 1024)}"` });
    const open = shelf(large);
    expect(open.text('a.json')).toBeNull();
    expect(open.problems()).toMatchObject([{ path: 'a.json', line: null }]);

    const unreadable = shelf({
      paths: ['a.json'],
      problems: [],
      read: (path) => ({ state: 'unreadable', reason: 'it is a binary file', source: path }),
    });
    expect(unreadable.text('a.json')).toBeNull();
    expect(unreadable.problems()).toEqual([{ path: 'a.json', line: null, message: 'it is a binary file' }]);
  });
});
