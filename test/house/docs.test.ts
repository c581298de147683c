import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

it('docs/app.md holds the table of permissions that the command prints', () => {
  const words = ['src/main.ts', 'permissions', '--format', 'markdown'];
  const { stdout } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' });
  const text = readFileSync(join(root, 'docs/app.md'), 'utf8');
  const [, shown] = /<!-- permissions -->\n([^]*)<!-- \/permissions -->/.exec(text) ?? [];
  expect(shown?.trim()).toBe(stdout.trim());
});
