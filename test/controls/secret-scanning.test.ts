import { expect, test } from 'vitest';
import { secretScanning } from '../../src/controls/secret-scanning.ts';
import type { Settings } from '../../src/github/settings.ts';
import { judge } from './judge.ts';
import { npmRepository } from './publishing-fixtures.ts';
import { hidden, missing, told } from './settings-fixtures.ts';

const cases: readonly [string, Settings['secretScanning'], string, string][] = [
  ['both off', told({ scanning: false, pushProtection: false }), 'fail', 'secret scanning and push protection are off'],
  ['scanning only', told({ scanning: true, pushProtection: false }), 'fail', 'push protection is off'],
  ['protection only', told({ scanning: false, pushProtection: true }), 'fail', 'secret scanning is off'],
  ['put right', told({ scanning: true, pushProtection: true }), 'pass', 'are on'],
  ['no setting', missing, 'unknown', 'GitHub Secret Protection'],
  ['hidden', hidden('administration:read'), 'unknown', 'could not be read'],
];

test.each(cases)('%s', async (_name, observed, verdict, words) => {
  const [found] = await judge(secretScanning, npmRepository(), { settings: { secretScanning: observed } });
  expect(found?.verdict).toBe(verdict);
  expect(found?.reason).toContain(words);
});

test('the permission is named; a repository that publishes nothing is left alone', async () => {
  expect((await judge(secretScanning, npmRepository()))[0]?.settles).toContain('administration:read');
  expect((await judge(secretScanning, {}))[0]?.verdict).toBe('not-applicable');
});
