import { describe, expect, it } from 'vitest';
import { readManifests as readOpenVsx } from '../../../src/registries/open-vsx/manifests.ts';
import { readManifests as readMarketplace } from '../../../src/registries/vscode-marketplace/manifests.ts';
import { memoryFiles } from '../../../src/repository/memory-files.ts';

describe.each([
  ['open-vsx', readOpenVsx],
  ['vscode-marketplace', readMarketplace],
] as const)('extensions of %s', (registry, readManifests) => {
  function read(files: Record<string, unknown>) {
    return readManifests(
      memoryFiles(
        Object.fromEntries(Object.entries(files).map(([path, data]) => [path, JSON.stringify(data, null, 2)])),
      ),
    );
  }

  const extension = {
    publisher: 'Octo',
    name: 'cat-mode',
    version: '1.2.3',
    private: true,
    engines: { vscode: '^1.90.0' },
    repository: 'octo/cat',
  };

  it('reads an extension, private to npm or not', () => {
    expect(read({ 'editors/code/package.json': extension })).toEqual({
      packages: [
        {
          registry,
          name: 'Octo.cat-mode',
          path: 'editors/code/package.json',
          directory: 'editors/code',
          line: 3,
          publishable: true,
          destination: null,
          version: '1.2.3',
          provenance: null,
          workspace: null,
          repository: 'octo/cat',
        },
      ],
      problems: [],
    });
  });

  it.each([
    ['another kind of engine', { ...extension, engines: { node: '>=24' } }],
    ['no publisher', { ...extension, publisher: undefined }],
    ['no name', { ...extension, name: undefined }],
  ])('takes a package with %s for no extension', (_, manifest) => {
    expect(read({ 'package.json': manifest })).toEqual({ packages: [], problems: [] });
  });

  it('refuses a name that the gallery would not take', () => {
    expect(read({ 'package.json': { ...extension, name: '@octo/cat' } })).toMatchObject({
      packages: [],
      problems: [{ path: 'package.json', line: 3 }],
    });
  });

  it('leaves extensions in tests alone, unless a workspace claims them', () => {
    const files = { 'test/ext/package.json': extension };
    expect(read(files).packages).toMatchObject([{ publishable: false, workspace: null }]);
    expect(read({ ...files, 'package.json': { workspaces: ['test/*'] } }).packages).toMatchObject([
      { publishable: true, workspace: 'package.json' },
    ]);
  });
});
