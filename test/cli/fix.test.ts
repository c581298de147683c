import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { writeFixes } from '../../src/cli/fix-files.ts';
import { run } from '../../src/cli/main.ts';
import { loopback } from '../github/loopback.ts';
import { stage } from './stage.ts';

const path = '.github/workflows/release.yml';
const commit = 'a'.repeat(40);
const workflow = `on:
  push:
    tags: ['v*']
permissions: {}
jobs:
  publish:
    runs-on: ubuntu-latest # small
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - run: echo "\${{ github.ref_name }}"
      - run: npm publish
`;
const handedOver = workflow.replace(
  '"${{ github.ref_name }}"',
  '"${REF_NAME}"\n        env:\n          REF_NAME: ${{ github.ref_name }}',
);

/** A repository in a folder of its own, and a world in which commands see it. */
function repository(texts: Readonly<Record<string, string>> = {}, environment: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-fix-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries({ 'package.json': '{ "private": false }\n', [path]: workflow, ...texts })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const { around, out, err } = stage({ folder, environment });
  const world = { ...around, engine: () => import('../../src/cli/engine.ts') };
  return {
    folder,
    out,
    err,
    fix: (...words: readonly string[]) => run(['fix', ...words], world),
    text: (name = path) => readFileSync(join(folder, name), 'utf8'),
  };
}

const injection = ['--control', 'publish-injection', '--offline'] as const;

describe('mintmark fix', () => {
  test('writes what is safe, says what it did, and leaves nothing else behind', async () => {
    const { fix, out, err, text, folder } = repository();
    expect(await fix(...injection)).toBe(0);
    expect(text()).toBe(handedOver);
    expect(err()).toBe('');
    expect(out()).toContain('publish-injection (safe)\n  Hand the text to the script as a variable\ndiff --git a/');
    expect(out()).toContain('1 fix changed 1 file.');
    expect(readdirSync(join(folder, dirname(path)))).toEqual(['release.yml']);
  });

  test('with --dry-run prints what git can apply, and changes nothing', async () => {
    const { fix, out, text, folder } = repository();
    expect(await fix(...injection, '--dry-run')).toBe(0);
    expect(text()).toBe(workflow);
    expect(out()).toContain('1 fix would change 1 file.');
    execFileSync('git', ['apply', '-'], {
      cwd: folder,
      input: out(),
      env: { ...process.env, GIT_CEILING_DIRECTORIES: dirname(folder) },
    });
    expect(text()).toBe(handedOver);
  });

  test('leaves to a person what needs thought, unless --unsafe is given', async () => {
    const bare = workflow.replace('echo "${{ github.ref_name }}"', 'npm version ${{ github.ref_name }}');
    const careful = repository({ [path]: bare });
    expect(await careful.fix(...injection)).toBe(0);
    expect(careful.text()).toBe(bare);
    expect(careful.out()).toContain('Left for you to decide; --unsafe makes these as well:\npublish-injection (');
    expect(careful.out()).toContain('Nothing was changed.');

    const bold = repository({ [path]: bare });
    expect(await bold.fix(...injection, '--unsafe')).toBe(0);
    expect(bold.text()).toContain('npm version "$REF_NAME"');
    expect(bold.out()).toContain('publish-injection (needs thought)');
  });

  test('pins to the commits that GitHub names, as anybody may ask for them', async () => {
    const github = await loopback((_request, response) => {
      response.setHeader('content-type', 'application/json');
      const object = { type: 'commit', sha: commit, url: 'https://example.test' };
      response.end(JSON.stringify(['v4', 'v4.2.2'].map((name) => ({ ref: `refs/tags/${name}`, object }))));
    });
    const { fix, text, err } = repository({}, { GITHUB_URL: github.url });
    expect(await fix('--control', 'publish-pins')).toBe(0);
    expect(err()).toBe('');
    expect(text()).toBe(workflow.replace('@v4', `@${commit} # v4.2.2`));
    expect(github.received.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/repos/actions/checkout/git/matching-refs/tags%2Fv4', undefined],
    ]);
  });

  test('says what to do where GitHub does not name a commit', async () => {
    const github = await loopback((_request, response) => {
      response.writeHead(503).end();
    });
    const { fix, text, out, err } = repository({}, { GITHUB_URL: github.url });
    expect(await fix('--control', 'publish-pins')).toBe(1);
    expect(text()).toBe(workflow);
    expect(out()).toContain('Not made:\npublish-pins (');
    expect(out()).toContain('`actions/checkout@v4` is not known');
    expect(err()).toMatch(/^GitHub did not answer for every commit.* A token in GITHUB_TOKEN/);
  });

  test('colours the diff on a terminal, and shows what would steer it', async () => {
    const { folder } = repository({ [path]: `${workflow}# \u001b[2J\n` });
    const { around, out } = stage({ folder, columns: 80 });
    const words = ['fix', ...injection, '--dry-run'];
    expect(await run(words, { ...around, engine: () => import('../../src/cli/engine.ts') })).toBe(0);
    expect(out()).toContain('\u001b[32m+          REF_NAME: ${{ github.ref_name }}\u001b[0m');
    expect(out()).not.toContain('\u001b[2J');
  });

  test.each<[readonly string[], number, string]>([
    [['--control', 'publish-injektion'], 2, 'did you mean publish-injection?'],
    [['--unsave'], 2, 'did you mean --unsafe?'],
    [['not/there'], 3, 'does not exist'],
  ])('refuses %j', async (words, code, message) => {
    const { fix, err } = repository();
    expect(await fix(...words)).toBe(code);
    expect(err()).toContain(message);
  });
});

describe('writing', () => {
  const file = { path, before: workflow, after: 'new\n' };

  test('keeps the mode, the byte order mark and links within the tree', () => {
    const { folder, text } = repository({ 'marked.yml': '\uFEFFa: 1\n' });
    chmodSync(join(folder, path), 0o755);
    symlinkSync(path, join(folder, 'linked.yml'));
    writeFixes(folder, [
      { ...file, path: 'linked.yml' },
      { path: 'marked.yml', before: 'a: 1\n', after: 'a: 2\n' },
      { path: 'docs/SECURITY.md', before: null, after: '# Security\n' },
    ]);
    expect(text()).toBe('new\n');
    expect(statSync(join(folder, path)).mode & 0o777).toBe(0o755);
    expect(lstatSync(join(folder, 'linked.yml')).isSymbolicLink()).toBe(true);
    expect(text('marked.yml')).toBe('\uFEFFa: 2\n');
    expect(text('docs/SECURITY.md')).toBe('# Security\n');
  });

  test.each<[string, (folder: string) => readonly Parameters<typeof writeFixes>[1][number][], string]>([
    ['a file that has changed', () => [{ ...file, before: 'old\n' }], 'it has changed since it was read'],
    ['a file that is gone', () => [{ ...file, path: 'gone.yml' }], 'cannot write "gone.yml"'],
    [
      'a file that is there by now',
      () => [{ path: 'package.json', before: null, after: 'x' }],
      'there is such a file now',
    ],
    [
      'a link out of the tree',
      (folder) => {
        symlinkSync('/etc/hostname', join(folder, 'out.yml'));
        return [{ path: 'out.yml', before: 'x', after: 'y' }];
      },
      'it is a symbolic link that leads out of the folder',
    ],
    [
      'a folder that leads out of the tree',
      (folder) => {
        symlinkSync(tmpdir(), join(folder, 'away'));
        return [{ path: 'away/mintmark-nothing.md', before: null, after: 'x' }];
      },
      'its folder is a symbolic link that leads out of the tree',
    ],
  ])('refuses %s, and writes none of the others', (_name, made, message) => {
    const { folder, text } = repository();
    const files = made(folder);
    const other = files[0]?.path === path ? [] : [file];
    expect(() => writeFixes(folder, [...other, ...files])).toThrow(message);
    expect(text()).toBe(workflow);
    expect(readdirSync(join(folder, dirname(path)))).toEqual(['release.yml']);
  });
});
