import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { applyPatch, parsePatch } from 'diff';
import { expect, test } from 'vitest';
import { unifiedDiff } from '../../src/fixes/diff.ts';
import type { FixedFile } from '../../src/types/fix-offer.ts';

const files: readonly FixedFile[] = [
  { path: '.github/workflows/release.yml', before: 'a\nb\nc\n', after: 'a\nB\nc\nd\n' },
  { path: 'SECURITY.md', before: null, after: '# Security\n\nTell us.\n' },
  { path: 'no end.json', before: '{}\n', after: '{ "a": 1 }' },
  { path: 'schön "so"\t.txt', before: 'x\r\ny\r\n', after: 'x\r\nz\r\n' },
];

test('a file that is new has no side before', () => {
  expect(unifiedDiff(files.slice(1, 2))).toBe(
    'diff --git a/SECURITY.md b/SECURITY.md\nnew file mode 100644\n--- /dev/null\n+++ b/SECURITY.md\n@@ -0,0 +1,3 @@\n+# Security\n+\n+Tell us.\n',
  );
});

test('the diff makes the files again', () => {
  for (const { before, after, path } of files) {
    const [patch] = parsePatch(unifiedDiff([{ path, before, after }]));
    expect(patch === undefined ? null : applyPatch(before ?? '', patch)).toBe(after);
  }
});

test('git applies it', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-diff-'));
  try {
    if (!hasGit()) return context.skip();
    for (const { path, before } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      if (before !== null) writeFileSync(join(folder, path), before);
    }
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], {
      cwd: folder,
      input: unifiedDiff(files),
      env: { ...process.env, GIT_CEILING_DIRECTORIES: dirname(folder) },
    });
    for (const { path, after } of files) expect(readFileSync(join(folder, path), 'utf8')).toBe(after);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function hasGit(): boolean {
  try {
    execFileSync('git', ['--version']);
    return true;
  } catch {
    return false;
  }
}
