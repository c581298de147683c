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

describe('a plain audit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function loaded() {
    const words = ['--import', spy, launcher, 'audit', folder, '--format', 'json'];
    const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
    expect(status).toBe(0);
    return stderr.split(' ');
  }

  it('loads zod only where there is a policy file to check', () => {
    expect(loaded()).not.toContain('zod');
    mkdirSync(join(folder, '.github'));
    writeFileSync(join(folder, '.github/mintmark.yml'), 'gate: high\n');
    expect(loaded()).toContain('zod');
  });
});
