import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { notesOf } from '../../scripts/docs/changelog.ts';

const text = '# Changelog\n\n## [1.1.0] - unreleased\n\n- More.\n\n## [1.0.0] - 2026-11-01\n\n### Added\n\n- All.\n';

it('gives the notes of a version that has its day', () => {
  expect(notesOf(text, '1.0.0')).toEqual({ state: 'found', text: '### Added\n\n- All.' });
});

it.each([
  ['1.1.0', 'gives 1.1.0 no day'],
  ['1.0', 'has no part `## [1.0]`'],
  ['', 'has no part'],
])('stops a release of %j', (version, reason) => {
  expect(notesOf(text, version)).toEqual({ state: 'missing', reason: expect.stringContaining(reason) });
});

it('has a part for the version of package.json, which comes next or is out', () => {
  const root = join(import.meta.dirname, '../..');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
  expect(changelog).toMatch(
    new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\] - (?:unreleased|\\d{4}-\\d{2}-\\d{2})$`, 'm'),
  );
});
