import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { treeFiles } from '../../src/github/tree-files.ts';
import type { TreeEntry } from '../../src/github/tree-listing.ts';
import { openCheckout } from '../../src/repository/checkout.ts';

/** Text of a file, or `-> target` of a link, by path. */
type Files = Readonly<Record<string, string>>;

function listed(files: Files, ...limits: [files: number] | []) {
  const entries = Object.entries(files).map(([path, text]): TreeEntry => {
    const isLink = text.startsWith('-> ');
    return { path, mode: isLink ? '120000' : '100644', sha: text, size: text.length };
  });
  const text = (sha: string) => sha.slice('-> '.length);
  const [most] = limits;
  return treeFiles(entries, text, most === undefined ? undefined : { files: most, folders: 100, depth: 10 });
}

describe('links', () => {
  it.each<[string, Files, string]>([
    ['to a file', { 'a/b': 'x', link: '-> a/b' }, 'x'],
    ['to a file by way of folders', { 'a/b': 'x', 'c/d': 'y', link: '-> c/.././a//b' }, 'x'],
    ['to a link', { a: 'x', b: '-> a', link: '-> b' }, 'x'],
    ['through a linked folder', { 'a/b': 'x', c: '-> a', link: '-> c/b' }, 'x'],
    ['back out of a linked folder', { 'a/b/c': 'x', 'a/d': 'y', e: '-> a/b', link: '-> e/../d' }, 'y'],
    ['to nothing', { link: '-> none' }, 'it is a symbolic link to what does not exist'],
    ['below a file', { a: 'x', link: '-> a/b' }, 'it is a symbolic link to what does not exist'],
    ['up and out', { link: '-> ../x' }, 'it is a symbolic link that leads out of the repository'],
    ['to a system path', { link: '-> /etc/passwd' }, 'it is a symbolic link that leads out of the repository'],
    ['to itself', { link: '-> link' }, 'it is a symbolic link that leads back to itself'],
    ['in a ring', { a: '-> link', link: '-> a' }, 'it is a symbolic link that leads back to itself'],
    [
      'to a folder that it stands in',
      { 'a/b': 'x', link: '-> .' },
      'it is a symbolic link to a folder that it stands in',
    ],
    [
      'into installed packages',
      { 'node_modules/a': 'x', link: '-> node_modules/a' },
      'it is a symbolic link into a folder that is not read',
    ],
  ])('%s', (_, files, expected) => {
    const { files: found, problems } = listed(files);
    const link = found.get('link');
    const isRead = link !== undefined && 'sha' in link;
    expect(isRead ? link.sha : link?.unreadable).toBe(expected);
    expect(problems.some(({ path }) => path === 'link')).toBe(!isRead);
  });

  it('to a folder list what is in it, links that point out of it included', () => {
    const { paths, files } = listed({ 'a/b/c': 'x', 'a/b/up': '-> ../d', 'a/d': 'y', e: '-> a/b' });
    expect(paths).toEqual(['a/b/c', 'a/b/up', 'a/d', 'e/c', 'e/up']);
    expect(files.get('e/up')).toMatchObject({ sha: 'y' });
  });

  it('that multiply are cut off', () => {
    const twice = Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [
        [`l${n}/a`, `-> ../l${n + 1}`],
        [`l${n}/b`, `-> ../l${n + 1}`],
      ]).flat(),
    );
    const { paths, problems } = listed({ ...twice, 'l30/file': 'x' }, 50);
    expect(paths.length).toBeLessThanOrEqual(50);
    expect(problems.some(({ message }) => message.includes('what follows was not read'))).toBe(true);
  });
});

describe('a listing', () => {
  it('leaves out what is no source', () => {
    const files = {
      'a/node_modules/x/y': '',
      'target/z': '',
      'sub/target/CACHEDIR.TAG': '',
      'sub/target/z': '',
      'venv/pyvenv.cfg': '',
      b: '',
    };
    expect(listed(files).paths).toEqual(['b', 'target/z']);
  });

  it('tells of names that cannot be shown', () => {
    const { paths, problems } = listed({ 'a\nb': '', 'c\uFFFD': '', d: '', [`${'e/'.repeat(3_000)}f`]: '' });
    expect(paths).toEqual(['d']);
    expect(problems.map(({ path }) => path.slice(0, 6))).toEqual(['a\\x0ab', 'c\uFFFD', 'e/e/e/']);
  });

  it('does not go deeper than its limit', () => {
    const { paths, problems } = listed({ [`${'a/'.repeat(250)}f`]: '', g: '' });
    expect(paths).toEqual(['g']);
    expect(problems[0]?.message).toContain('nested deeper than 200 levels');
  });

  it('of 50,000 files looks at each once', () => {
    let lookups = 0;
    const entries = Array.from(
      { length: 50_000 },
      (_, n): TreeEntry => ({
        get path() {
          lookups += 1;
          return `packages/p${n % 500}/src/f${n}.ts`;
        },
        mode: '100644',
        sha: `${n}`,
        size: 1,
      }),
    );
    expect(treeFiles(entries, () => undefined).paths).toHaveLength(50_000);
    expect(lookups).toBeLessThanOrEqual(50_000 * 3);
  });

  it('is what a checkout of the same files lists', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'node_modules');
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
    const target = fc.array(fc.constantFrom('a', 'b', 'c', '..', '.', ''), { minLength: 1, maxLength: 4 });
    const text = fc.oneof(
      fc.constant('x'),
      target.map((steps) => `-> ${steps.join('/') || '.'}`),
    );
    fc.assert(
      fc.property(fc.dictionary(path, text, { maxKeys: 8 }), (generated) => {
        const files = possible(generated);
        onDisk(files, (folder) => {
          const checkout = openCheckout(folder);
          const tree = listed(files);
          expect(tree.paths).toEqual(checkout.paths);
          const readable = tree.paths.filter((each) => 'sha' in (tree.files.get(each) ?? {}));
          expect(readable).toEqual(checkout.paths.filter((each) => checkout.read(each).state === 'seen'));
        });
      }),
      { numRuns: 150 },
    );
  });
});

/** Without paths that go on where another is a file. */
function possible(files: Files): Files {
  const paths = Object.keys(files).filter((path) => !Object.keys(files).some((other) => path.startsWith(`${other}/`)));
  return Object.fromEntries(paths.map((path) => [path, files[path] ?? '']));
}

function onDisk(files: Files, use: (folder: string) => void): void {
  const above = mkdtempSync(join(tmpdir(), 'mintmark-tree-'));
  const folder = join(above, 'root');
  try {
    mkdirSync(folder);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      if (text.startsWith('-> ')) symlinkSync(text.slice('-> '.length), join(folder, path));
      else writeFileSync(join(folder, path), text);
    }
    use(folder);
  } finally {
    rmSync(above, { recursive: true });
  }
}
