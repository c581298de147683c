import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CheckoutError, openCheckout } from '../../src/repository/checkout.ts';
import { listFiles } from '../../src/repository/listing.ts';
import { temporaryFolders } from './temporary-folder.ts';

const folderWith = temporaryFolders();
const isRoot = process.getuid?.() === 0;
const isWindows = process.platform === 'win32';

describe('openCheckout', () => {
  it('lists every file, sorted, and reads it once', () => {
    const folder = folderWith({
      'b.txt': 'b',
      '.github/workflows/ci.yml': 'on: push\r\n',
      'B.txt': '',
      'a/z/y.txt': '',
    });
    const checkout = openCheckout(folder);
    expect(checkout.paths).toEqual(['.github/workflows/ci.yml', 'B.txt', 'a/z/y.txt', 'b.txt']);
    expect(checkout.problems).toEqual([]);
    const path = '.github/workflows/ci.yml';
    expect(checkout.read(path)).toEqual({ state: 'seen', value: 'on: push\r\n', source: path });
    writeFileSync(join(folder, path), 'changed');
    expect(checkout.read(path)).toMatchObject({ value: 'on: push\r\n' });
  });

  it('has no files outside of its list', () => {
    const folder = folderWith({ 'inside/a.txt': '', 'outside.txt': 'x' });
    const checkout = openCheckout(join(folder, 'inside'));
    for (const path of ['../outside.txt', './a.txt', 'a.txt/', 'inside', '', 'missing.txt']) {
      expect(checkout.read(path)).toEqual({ state: 'absent', source: path });
    }
  });

  it('says what is wrong with the folder', () => {
    const folder = folderWith({ 'file.txt': '' });
    const opening = (path: string) => () => openCheckout(join(folder, path));
    expect(opening('nowhere')).toThrow(CheckoutError);
    expect(opening('nowhere')).toThrow(/nowhere does not exist/);
    expect(opening('file.txt')).toThrow(/file\.txt is a file/);
    expect(opening('file.txt/deeper')).toThrow(/a part of the path is a file/);
    expect(opening('with\0nul')).toThrow(CheckoutError);
  });

  it('leaves out what is certainly no source, and nothing that only shares its name', () => {
    const checkout = openCheckout(
      folderWith({
        '.git/config': '',
        'node_modules/x/package.json': '{}',
        'packages/a/node_modules/y.js': '',
        '.venv/pyvenv.cfg': '',
        '.venv/lib/z.py': '',
        'target/CACHEDIR.TAG': '',
        'target/debug/a': '',
        'src/target/mod.rs': '',
        'other/pyvenv.cfg': '',
      }),
    );
    expect(checkout.paths).toEqual(['other/pyvenv.cfg', 'src/target/mod.rs']);
    expect(checkout.problems).toEqual([]);
  });

  it('does not enter submodules', () => {
    const checkout = openCheckout(
      folderWith({ 'sub/.git': 'gitdir: ../.git/modules/sub', 'sub/a.txt': '', 'b.txt': '' }),
    );
    expect(checkout.paths).toEqual(['b.txt']);
    expect(checkout.problems).toEqual([]);
  });
});

describe.skipIf(isWindows)('symbolic links', () => {
  it('are followed within the repository', () => {
    const folder = folderWith({ 'docs/readme.md': 'hello', LICENSE: 'free' });
    symlinkSync('../LICENSE', join(folder, 'docs/LICENSE'));
    symlinkSync('docs', join(folder, 'pages'));
    const checkout = openCheckout(folder);
    expect(checkout.paths).toEqual(['LICENSE', 'docs/LICENSE', 'docs/readme.md', 'pages/LICENSE', 'pages/readme.md']);
    expect(checkout.read('pages/LICENSE')).toMatchObject({ state: 'seen', value: 'free' });
    expect(checkout.problems).toEqual([]);
  });

  it.each([
    ['out of the repository, to a file', '../secret.txt', /leads out of the repository/],
    ['out of the repository, to a folder', '..', /leads out of the repository/],
    ['to a neighbour whose name begins alike', '../inside-too/a.txt', /leads out of the repository/],
    ['to nothing', 'nothing.txt', /does not exist/],
    ['to itself', 'link', /leads back to itself/],
    ['to the folder it stands in', '.', /a folder that it stands in/],
    ['into git’s own folder', '.git/config', /a folder that is not read/],
  ])('%s are a problem', (_, target, message) => {
    const folder = folderWith({
      'secret.txt': 'hidden',
      'inside-too/a.txt': 'hidden',
      'inside/.git/config': 'hidden',
      'inside/a.txt': '',
    });
    symlinkSync(target, join(folder, 'inside/link'));
    const checkout = openCheckout(join(folder, 'inside'));
    expect(checkout.paths).toEqual(['a.txt', 'link']);
    expect(checkout.read('link')).toMatchObject({ state: 'unreadable', reason: expect.stringMatching(message) });
    expect(checkout.problems).toEqual([{ path: 'link', line: null, message: expect.stringMatching(message) }]);
  });

  it('end where they go round', () => {
    const folder = folderWith({ 'a/one.txt': '', 'b/two.txt': '' });
    symlinkSync('../b', join(folder, 'a/b'));
    symlinkSync('../a', join(folder, 'b/a'));
    const checkout = openCheckout(folder);
    expect(checkout.paths).toEqual(['a/b/a', 'a/b/two.txt', 'a/one.txt', 'b/a/b', 'b/a/one.txt', 'b/two.txt']);
    expect(checkout.problems.map(({ path }) => path)).toEqual(['a/b/a', 'b/a/b']);
  });

  it('cannot multiply without end', () => {
    const folder = folderWith({});
    const names = Array.from({ length: 20 }, (_, index) => `level-${index}`);
    for (const name of names) mkdirSync(join(folder, name));
    for (const [index, name] of names.slice(1).entries()) {
      symlinkSync(`../${name}`, join(folder, names[index] ?? '', 'left'));
      symlinkSync(`../${name}`, join(folder, names[index] ?? '', 'right'));
    }
    const { problems } = listFiles(folder, { files: 100, folders: 500, depth: 50 });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/more than 500 folders/);
  });

  it('leaves out pipes, which would make it wait', () => {
    const folder = folderWith({ 'a.txt': '' });
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    symlinkSync('pipe', join(folder, 'to-pipe'));
    const checkout = openCheckout(folder);
    expect(checkout.paths).toEqual(['a.txt', 'to-pipe']);
    expect(checkout.read('to-pipe')).toMatchObject({ state: 'unreadable' });
  });
});

describe('reading', () => {
  const bytes = (...values: readonly number[]) => Uint8Array.from(values);

  it.each<[string, Uint8Array, string]>([
    ['UTF-8 with a mark', bytes(0xef, 0xbb, 0xbf, 0x61), 'a'],
    ['UTF-16, little end first', bytes(0xff, 0xfe, 0x61, 0x00, 0xac, 0x20), 'a€'],
    ['UTF-16, big end first', bytes(0xfe, 0xff, 0x00, 0x61, 0x20, 0xac), 'a€'],
    ['nothing', bytes(), ''],
  ])('decodes %s', (_, content, expected) => {
    expect(openCheckout(folderWith({ f: content })).read('f')).toMatchObject({ state: 'seen', value: expected });
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['a NUL byte', bytes(0x61, 0x00, 0x62), /a binary file/],
    ['a stray byte', bytes(0x61, 0x0a, 0xc3, 0xa9, 0xff, 0x61), /offset 4 \(line 2\)/],
    ['a character cut short', bytes(0x61, 0xe2, 0x82), /offset 1 \(line 1\)/],
    ['half a surrogate pair in UTF-16', bytes(0xff, 0xfe, 0x00, 0xd8), /not valid UTF-16/],
  ])('refuses %s', (_, content, reason) => {
    expect(openCheckout(folderWith({ f: content })).read('f')).toMatchObject({
      state: 'unreadable',
      reason: expect.stringMatching(reason),
    });
  });

  it('refuses files over 5 MiB', () => {
    const folder = folderWith({ large: '', just: '' });
    truncateSync(join(folder, 'large'), 5 * 1024 * 1024 + 1);
    writeFileSync(join(folder, 'just'), 'x'.repeat(5 * 1024 * 1024));
    const checkout = openCheckout(folder);
    expect(checkout.read('large')).toMatchObject({ reason: 'it is too large: 5.0 MiB, the limit is 5 MiB' });
    expect(checkout.read('just').state).toBe('seen');
  });

  it('reports names that are no text', ({ skip }) => {
    const folder = folderWith({ 'good.txt': '' });
    const odd = Buffer.concat([Buffer.from(`${folder}/bad-`), Buffer.from([0xff])]);
    try {
      writeFileSync(odd, '');
      writeFileSync(join(folder, 'two\nlines'), '');
    } catch {
      skip('this file system takes only names in Unicode');
    }
    expect(existsSync(odd)).toBe(true);
    const checkout = openCheckout(folder);
    expect(checkout.paths).toEqual(['good.txt']);
    expect(checkout.problems.map(({ path }) => path)).toEqual(['bad-\ufffd', 'two\\x0alines']);
  });

  it('says so when this user may not read', ({ skip }) => {
    if (isRoot || isWindows) skip('the superuser may read everything: run as another user to test this');
    const folder = folderWith({ 'file.txt': '', 'folder/a.txt': '' });
    chmodSync(join(folder, 'file.txt'), 0o000);
    chmodSync(join(folder, 'folder'), 0o000);
    const checkout = openCheckout(folder);
    expect(checkout.read('file.txt')).toMatchObject({ state: 'unreadable', reason: 'this user may not read it' });
    expect(checkout.problems).toMatchObject([{ path: 'folder', message: expect.stringContaining('may not open') }]);
    expect(() => openCheckout(join(folder, 'folder'))).toThrow(/may not open it/);
    chmodSync(join(folder, 'folder'), 0o700);
  });
});

describe('limits', () => {
  it('stops after so many files and says so', () => {
    const folder = folderWith(Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`${name}/file.txt`, ''])));
    const { paths, problems } = listFiles(folder, { files: 2, folders: 100, depth: 100 });
    expect(paths).toEqual(['a/file.txt', 'b/file.txt']);
    expect(problems).toEqual([
      { path: 'c/file.txt', line: null, message: 'the repository has more than 2 files: what follows was not read' },
    ]);
  });

  it('does not descend without end', () => {
    const folder = folderWith({ 'a/b/c/d.txt': '', 'a/b/e.txt': '' });
    const { paths, problems } = listFiles(folder, { files: 10, folders: 10, depth: 3 });
    expect(paths).toEqual(['a/b/e.txt']);
    expect(problems).toMatchObject([{ path: 'a/b/c' }]);
  });
});
