import { expect, it } from 'vitest';
import { readManifests } from '../../../src/registries/jsr/manifests.ts';
import { memoryFiles } from '../../../src/repository/memory-files.ts';

const a = '{\n  "name": "@octo/a",\n  "version": "1.0.0",\n  "exports": "./mod.ts"\n}';

it.each(['jsr.json', 'deno.json', 'lib/jsr.jsonc', 'lib/deno.jsonc'])('reads %s', (path) => {
  const directory = path.startsWith('lib') ? 'lib' : '';
  expect(readManifests(memoryFiles({ [path]: `// note\n${a}` }))).toEqual({
    packages: [
      {
        registry: 'jsr',
        name: '@octo/a',
        path,
        directory,
        line: 3,
        publishable: true,
        destination: null,
        version: '1.0.0',
        provenance: null,
        workspace: null,
        repository: null,
      },
    ],
    problems: [],
  });
});

it('takes a Deno program without exports for no package', () => {
  const files = memoryFiles({ 'deno.json': '{"name": "my-app"}', 'lib/deno.json': '{"tasks": {}}' });
  expect(readManifests(files)).toEqual({ packages: [], problems: [] });
});

it('takes one package with both files for one', () => {
  const { packages } = readManifests(memoryFiles({ 'deno.json': a, 'jsr.json': a }));
  expect(packages.map((found) => found.path)).toEqual(['jsr.json']);
});

it.each(['octo', '@octo', '@Octo/a', '@octo/a/b', '@o/a', `@octo/${'a'.repeat(59)}`])('refuses the name %s', (name) => {
  expect(readManifests(memoryFiles({ 'jsr.json': `{\n"name": "${name}"}` }))).toMatchObject({
    packages: [],
    problems: [{ path: 'jsr.json', line: 2 }],
  });
});

it('knows the members of a Deno workspace', () => {
  const files = memoryFiles({
    'deno.json': '{"name": "@octo/root", "exports": ".", "workspace": ["./packages/*", "./examples/one"]}',
    'packages/a/deno.json': a,
    'examples/one/deno.json': a.replace('octo/a', 'octo/one'),
    'examples/two/deno.json': a.replace('octo/a', 'octo/two'),
    'other/deno.json': '{"workspace": {"members": ["x"]}}',
    'other/x/jsr.json': a.replace('octo/a', 'octo/x'),
  });
  const { packages } = readManifests(files);
  expect(packages.map((found) => [found.name, found.workspace, found.publishable])).toEqual([
    ['@octo/root', 'deno.json', true],
    ['@octo/one', 'deno.json', true],
    ['@octo/two', null, false],
    ['@octo/x', 'other/deno.json', true],
    ['@octo/a', 'deno.json', true],
  ]);
});
