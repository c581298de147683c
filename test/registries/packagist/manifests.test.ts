import { describe, expect, it } from 'vitest';
import { readManifests } from '../../../src/registries/packagist/manifests.ts';
import { memoryFiles } from '../../../src/repository/memory-files.ts';

function read(files: Readonly<Record<string, object | string>>) {
  const texts = Object.entries(files).map(([path, content]) => [
    path,
    typeof content === 'string' ? content : JSON.stringify(content, null, 2),
  ]);
  return readManifests(memoryFiles(Object.fromEntries(texts) as Record<string, string>));
}

describe('composer.json', () => {
  it("is the root's package", () => {
    const { packages, problems } = read({
      'composer.json': {
        description: 'x',
        name: 'Acme/Console',
        support: { source: 'https://github.com/acme/console/tree/main' },
      },
    });
    expect(problems).toEqual([]);
    expect(packages).toEqual([
      {
        registry: 'packagist',
        name: 'acme/console',
        path: 'composer.json',
        directory: '',
        line: 3,
        publishable: true,
        destination: null,
        version: null,
        provenance: null,
        workspace: null,
        repository: 'https://github.com/acme/console/tree/main',
      },
    ]);
  });

  it.each([
    [{ type: 'project' }, false],
    [{ type: 'project', bin: ['builds/tool'] }, true],
    [{ type: 'library' }, true],
    [{ abandoned: true }, false],
    [{ abandoned: 'acme/other' }, false],
    [{ abandoned: false }, true],
  ])('%j is publishable: %s', (extra, publishable) => {
    expect(read({ 'composer.json': { name: 'acme/a', ...extra } }).packages[0]?.publishable).toBe(publishable);
  });

  it('names the parts of a monorepo, which are published from elsewhere', () => {
    const { packages } = read({
      'composer.json': { name: 'acme/framework', replace: { 'acme/http': 'self.version' } },
      'src/Http/composer.json': { name: 'acme/http' },
      'tools/composer.json': { require: {} },
      'tests/app/composer.json': { name: 'acme/app' },
    });
    expect(packages.map(({ name, publishable, workspace }) => [name, publishable, workspace])).toEqual([
      ['acme/framework', true, 'composer.json'],
      ['acme/http', false, 'composer.json'],
      ['acme/app', false, null],
    ]);
  });

  it('takes a home page for the source only where it is a repository', () => {
    const link = (homepage: string) => read({ 'composer.json': { name: 'a/b', homepage } }).packages[0]?.repository;
    expect(link('https://acme.example')).toBeNull();
    expect(link('https://github.com/acme/a#readme')).toBe('https://github.com/acme/a');
  });

  it('reports broken files and names, and reads the others', () => {
    const { packages, problems } = read({
      'composer.json': { name: 'acme/a' },
      'one/composer.json': '{\n  "name": "acme/b",\n  oops\n}',
      'two/composer.json': '{\n  "name": "no vendor"\n}',
    });
    expect(packages.map(({ name }) => name)).toEqual(['acme/a']);
    expect(problems.map(({ path, line }) => [path, line])).toEqual([
      ['one/composer.json', 3],
      ['two/composer.json', 2],
    ]);
  });
});
