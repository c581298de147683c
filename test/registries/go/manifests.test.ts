import { describe, expect, it } from 'vitest';
import { readManifests } from '../../../src/registries/go/manifests.ts';
import { memoryFiles } from '../../../src/repository/memory-files.ts';

function read(files: Readonly<Record<string, string>>) {
  return readManifests(memoryFiles(files));
}

function published(files: Readonly<Record<string, string>>): string[] {
  return read(files)
    .packages.filter(({ publishable }) => publishable)
    .map(({ name }) => name);
}

describe('go.mod', () => {
  it('names its module with the major version', () => {
    expect(read({ 'go.mod': '// Package acme.\n\nmodule github.com/acme/acme/v3 // import\n\ngo 1.24\n' })).toEqual({
      packages: [
        {
          registry: 'go',
          name: 'github.com/acme/acme/v3',
          path: 'go.mod',
          directory: '',
          line: 3,
          publishable: true,
          destination: null,
          version: null,
          provenance: null,
          workspace: null,
          repository: 'https://github.com/acme/acme',
        },
      ],
      problems: [],
    });
  });

  it.each([
    ['module "go.acme.dev/x"', ['go.acme.dev/x']],
    ['module (\n\tgo.acme.dev/x\n)', ['go.acme.dev/x']],
    ['module acme', []],
    ['module acme/tool.v1', []],
  ])('%j gives %j', (text, names) => {
    expect(read({ 'go.mod': text }).packages.map(({ name }) => name)).toEqual(names);
  });

  it('publishes what others import', () => {
    const module = 'module github.com/acme/acme\n';
    expect(published({ 'go.mod': module, 'cmd/acme/main.go': 'package main' })).toHaveLength(1);
    expect(published({ 'go.mod': module, 'main.go': '// Copyright\n/* and\nmore */\npackage main\n' })).toEqual([]);
    expect(published({ 'go.mod': module, 'a_test.go': 'package main', 'b.go': 'package acme' })).toHaveLength(1);
    expect(
      published({ 'go.mod': module, 'gen.go': '//go:build ignore\n\npackage main', 'z.go': 'package acme' }),
    ).toHaveLength(1);
    expect(published({ 'examples/x/go.mod': 'module github.com/acme/acme/examples/x' })).toEqual([]);
    expect(published({ 'internal/x/go.mod': 'module github.com/acme/acme/internal/x' })).toEqual([]);
  });

  it('belongs to the go.work that lists it', () => {
    const { packages } = read({
      'go.work': 'go 1.24\nuse (\n\t.\n\t./api // stable\n)\n',
      'go.mod': 'module acme.dev/a',
      'api/go.mod': 'module acme.dev/a/api',
      'other/go.mod': 'module acme.dev/a/other',
    });
    expect(packages.map(({ path, workspace }) => [path, workspace])).toEqual([
      ['api/go.mod', 'go.work'],
      ['go.mod', 'go.work'],
      ['other/go.mod', null],
    ]);
  });

  it('reports what is wrong with its line and reads the others', () => {
    const { packages, problems } = read({
      'a/go.mod': 'go 1.24',
      'b/go.mod': '\nmodule acme.dev/{x}',
      'c/go.mod': 'module acme.dev/c',
    });
    expect(packages.map(({ name }) => name)).toEqual(['acme.dev/c']);
    expect(problems.map(({ path, line }) => [path, line])).toEqual([
      ['a/go.mod', 1],
      ['b/go.mod', 2],
    ]);
  });
});
