import { expect, test } from 'vitest';
import { twoFactor } from '../../src/controls/two-factor.ts';
import type { Settings } from '../../src/github/settings.ts';
import { judge } from './judge.ts';
import { npmRepository } from './publishing-fixtures.ts';
import { hidden, missing, told } from './settings-fixtures.ts';

const cases: readonly [string, Settings['twoFactor'], string][] = [
  ['not required', told(false), 'fail'],
  ['required', told(true), 'pass'],
  ["a person's repository", missing, 'not-applicable'],
  ['hidden', hidden('organization_administration:read'), 'unknown'],
];

test.each(cases)('%s', async (_name, observed, verdict) => {
  const [found] = await judge(twoFactor, npmRepository(), { settings: { twoFactor: observed } });
  expect(found?.verdict).toBe(verdict);
  if (verdict === 'unknown') expect(found?.settles).toContain('organization_administration:read');
  if (verdict === 'fail') expect(found?.remediation?.steps.join('\n')).toContain('Settings → Authentication security');
});

test('a repository that publishes nothing is left alone', async () => {
  expect(await judge(twoFactor, {}, { settings: { twoFactor: told(false) } })).toMatchObject([
    { verdict: 'not-applicable' },
  ]);
});
