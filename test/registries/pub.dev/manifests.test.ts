import { describe, expect, it } from 'vitest';
import { readManifests } from '../../../src/registries/pub.dev/manifests.ts';
import { memoryFiles } from '../../../src/repository/memory-files.ts';

function read(files: Record<string, string>) {
  return readManifests(memoryFiles(files));
}

const cat = '# a cat\nname: cat\nversion: 1.0.0+2\nrepository: https://github.com/octo/cat\n';

it('reads a pubspec', () => {
  expect(read({ 'dart/pubspec.yaml': cat })).toEqual({
    packages: [
      {
        registry: 'pub.dev',
        name: 'cat',
        path: 'dart/pubspec.yaml',
        directory: 'dart',
        line: 2,
        publishable: true,
        destination: null,
        version: '1.0.0+2',
        provenance: null,
        workspace: null,
        repository: 'https://github.com/octo/cat',
      },
    ],
    problems: [],
  });
});

it.each([
  ['publish_to: none', false, null],
  ["publish_to: 'none'", false, null],
  ['publish_to: https://pub.example.com', true, 'https://pub.example.com/'],
  ['', true, null],
])('with %s', (line, publishable, destination) => {
  expect(read({ 'pubspec.yaml': `${cat}${line}\n` }).packages).toMatchObject([{ publishable, destination }]);
});

it('does not take a package without a version for publishable', () => {
  expect(read({ 'pubspec.yaml': 'name: cat\n' }).packages).toMatchObject([{ publishable: false, version: null }]);
});

it('tells what is wrong and reads the others', () => {
  const found = read({
    'a/pubspec.yaml': 'name: a\nversion: [1\nx: y\n',
    'b/pubspec.yaml': 'version: 1.0.0\nname: Not-Dart\n',
    'c/pubspec.yaml': cat,
  });
  expect(found.packages.map((one) => one.name)).toEqual(['cat']);
  expect(found.problems).toMatchObject([
    { path: 'a/pubspec.yaml', line: 3 },
    { path: 'b/pubspec.yaml', line: 2 },
  ]);
});

describe('workspaces', () => {
  const packages = {
    'pkgs/a/pubspec.yaml': 'name: a\nversion: 1.0.0\nresolution: workspace\n',
    'pkgs/a/example/pubspec.yaml': 'name: a_example\nversion: 1.0.0\n',
    'pkgs/b/pubspec.yaml': 'name: b\nversion: 1.0.0\n',
  };
  const read2 = (files: Record<string, string>) =>
    read({ ...packages, ...files }).packages.map((found) => [found.name, found.workspace, found.publishable]);

  it('of Dart', () => {
    expect(read2({ 'pubspec.yaml': 'name: _\npublish_to: none\nworkspace:\n  - pkgs/a\n' })).toEqual([
      ['a_example', null, false],
      ['a', 'pubspec.yaml', true],
      ['b', null, true],
      ['_', 'pubspec.yaml', false],
    ]);
  });

  it('of Melos, with what it ignores', () => {
    expect(read2({ 'melos.yaml': 'name: x\npackages:\n  - pkgs/**\nignore:\n  - pkgs/b\n' })).toEqual([
      ['a_example', 'melos.yaml', true],
      ['a', 'melos.yaml', true],
      ['b', null, true],
    ]);
  });
});
