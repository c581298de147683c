import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const launcher = join(import.meta.dirname, '../../src/main.ts');

/** Prints the packages that a process loaded when it ends. */
const spy = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  const loaded = new Set();
  registerHooks({
    load(url, context, next) {
      loaded.add(/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1]);
      return next(url, context);
    },
  });
  process.on('exit', () => process.stderr.write('loaded: ' + [...loaded].join(' ')));
`)}`;

const folder = mkdtempSync(join(tmpdir(), 'mintmark-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The packages that a command loads. */
function loadedBy(...words: string[]): readonly string[] {
  const { status, stderr } = spawnSync(process.execPath, ['--import', spy, launcher, ...words], { encoding: 'utf8' });
  expect(status).toBe(0);
  return stderr.split(' ');
}

/** What only those need who ask registries or GitHub, verify attestations, or write ledgers. */
const forAsking =
  /^(?:zod|openpgp|tar-stream|semver|p-queue|graphql|registry-url|@(?:sigstore|renovatebot|streamparser|octokit)\/.+)$/;

describe('a command that asks nobody', () => {
  it.each([
    ['--help', []],
    ['controls', []],
    ['controls', ['provenance']],
    ['permissions', []],
    ['audit', ['--offline', folder]],
    ['audit', ['--format', 'json', folder]],
  ])('loads nothing to ask with for %s %j', (command, words) => {
    expect(loadedBy(command, ...words).filter((name) => forAsking.test(name))).toEqual([]);
  });

  it('loads zod only where there is a policy file to check', () => {
    mkdirSync(join(folder, '.github'));
    writeFileSync(join(folder, '.github/mintmark.yml'), 'gate: high\n');
    const loaded = loadedBy('audit', folder, '--offline');
    expect(loaded).toContain('zod');
    expect(loaded.filter((name) => forAsking.test(name))).toEqual(['zod']);
  });
});
