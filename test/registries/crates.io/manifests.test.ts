import { describe, expect, it } from 'vitest';
import { readManifests } from '../../../src/registries/crates.io/manifests.ts';
import { memoryFiles } from '../../../src/repository/memory-files.ts';

function read(files: Record<string, string>) {
  return readManifests(memoryFiles(files));
}

const crate = (name: string, rest = ''): string => `[package]\nname = "${name}"\nversion = "1.0.0"\n${rest}`;

const workspaces = (files: Record<string, string>): Record<string, string | null> =>
  Object.fromEntries(read(files).packages.map((found) => [found.name, found.workspace]));

it('reads a Cargo.toml', () => {
  expect(read({ 'rust/Cargo.toml': `# note\n${crate('cat', 'repository = "https://github.com/octo/cat"')}` })).toEqual({
    packages: [
      {
        registry: 'crates.io',
        name: 'cat',
        path: 'rust/Cargo.toml',
        directory: 'rust',
        line: 3,
        publishable: true,
        destination: null,
        version: '1.0.0',
        provenance: null,
        workspace: null,
        repository: 'https://github.com/octo/cat',
      },
    ],
    problems: [],
  });
});

it.each([
  ['publish = false', false, null],
  ['publish = []', false, null],
  ['publish = true', true, null],
  ['publish = ["crates-io"]', true, null],
  ['publish = ["other", "crates-io"]', true, null],
  ['publish = ["other"]', true, 'other'],
  ['publish = ["ours"]', true, 'https://crates.example.com/index'],
])('with %s', (line, publishable, destination) => {
  const settings = '[registries.ours]\nindex = "sparse+https://user:hidden@crates.example.com/index"\n';
  const { packages } = read({ 'Cargo.toml': crate('cat', line), '.cargo/config.toml': settings });
  expect(packages).toMatchObject([{ publishable, destination }]);
});

it('does not take a crate without a version for publishable', () => {
  expect(read({ 'Cargo.toml': '[package]\nname = "cat"\n' }).packages).toMatchObject([{ publishable: false }]);
});

it('tells what is wrong and reads the others', () => {
  const found = read({
    'a/Cargo.toml': '[package]\nname = "a\nversion = "1"\n',
    'b/Cargo.toml': crate('7b'),
    'c/Cargo.toml': crate('c'),
    'd/Cargo.toml': crate('{{crate_name}}', 'publish = false'),
    'tests/e/Cargo.toml': '[',
  });
  expect(found.packages.map((one) => one.name)).toEqual(['c']);
  expect(found.problems).toMatchObject([
    { path: 'a/Cargo.toml', line: 2 },
    { path: 'b/Cargo.toml', line: 2 },
  ]);
});

describe('workspaces', () => {
  it('are given by globs, less what is excluded', () => {
    const files = {
      'Cargo.toml': '[workspace]\nmembers = ["crates/*", "tool"]\nexclude = ["crates/old"]\n',
      'crates/a/Cargo.toml': crate('a'),
      'crates/old/Cargo.toml': crate('old'),
      'tool/Cargo.toml': crate('tool'),
      'else/Cargo.toml': crate('else'),
    };
    expect(workspaces(files)).toEqual({ a: 'Cargo.toml', old: null, tool: 'Cargo.toml', else: null });
  });

  it('hold the root when it is a package, and path dependencies, one after the other', () => {
    const files = {
      'Cargo.toml': `${crate('root')}[workspace]\nexclude = ["d"]\n[dependencies]\na = { path = "a" }\nd = { path = "d" }\n`,
      'a/Cargo.toml': crate('a', '[target."cfg(unix)".build-dependencies]\nb = { path = "../b", version = "1" }\n'),
      'b/Cargo.toml': crate('b', '[dev-dependencies.c]\npath = "../c"\n'),
      'c/Cargo.toml': crate('c'),
      'd/Cargo.toml': crate('d'),
    };
    const root = 'Cargo.toml';
    expect(workspaces(files)).toEqual({ root, a: root, b: root, c: root, d: null });
  });

  it('may be named by the member, and do not reach into others', () => {
    const files = {
      'ws/Cargo.toml': '[workspace]\n',
      'a/Cargo.toml': crate('a', 'workspace = "../ws"\n'),
      'ws/b/Cargo.toml': crate('b', 'workspace = ".."\n'),
      'ws/own/Cargo.toml': `${crate('own')}[workspace]\nmembers = ["x"]\n`,
      'ws/own/x/Cargo.toml': crate('x'),
    };
    expect(workspaces(files)).toMatchObject({ b: 'ws/Cargo.toml', own: 'ws/own/Cargo.toml', x: 'ws/own/Cargo.toml' });
  });

  it('hand down what members inherit', () => {
    const root =
      '[workspace]\nmembers = ["*"]\n[workspace.package]\nversion = "2.1.0"\npublish = false\nrepository = "https://github.com/octo/cat"\n';
    const { packages } = read({
      'Cargo.toml': root,
      'a/Cargo.toml': '[package]\nname = "a"\nversion.workspace = true\nrepository = { workspace = true }\n',
      'b/Cargo.toml': '[package]\nname = "b"\nversion.workspace = true\npublish.workspace = true\n',
    });
    expect(packages).toMatchObject([
      { name: 'a', version: '2.1.0', publishable: true, repository: 'https://github.com/octo/cat' },
      { name: 'b', version: '2.1.0', publishable: false, repository: null },
    ]);
  });

  it('hand nothing to what they do not claim', () => {
    const { packages } = read({
      'Cargo.toml': '[workspace]\n[workspace.package]\nversion = "2.1.0"\n',
      'a/Cargo.toml': '[package]\nname = "a"\nversion.workspace = true\n',
    });
    expect(packages).toMatchObject([{ name: 'a', version: null, publishable: false }]);
  });

  it('claim examples that they list', () => {
    const files = { 'examples/a/Cargo.toml': crate('a'), 'examples/b/Cargo.toml': crate('b') };
    const { packages } = read({ 'Cargo.toml': '[workspace]\nmembers = ["examples/a"]\n', ...files });
    expect(packages.map((found) => [found.name, found.publishable])).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  it('are many in some repositories', () => {
    const files: Record<string, string> = { 'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n' };
    for (let index = 0; index < 3000; index++) {
      files[`crates/c${index}/Cargo.toml`] = crate(`c${index}`, `[dependencies]\nx = { path = "../c${index + 1}" }\n`);
      files[`lone/l${index}/Cargo.toml`] = `${crate(`l${index}`)}[workspace]\nmembers = ["*", "**/x"]\n`;
    }
    const repository = memoryFiles(files);
    expect(readManifests(repository).packages.filter((found) => found.workspace === 'Cargo.toml')).toHaveLength(3000);
  });
});
