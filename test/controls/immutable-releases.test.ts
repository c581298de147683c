import { expect, test } from 'vitest';
import { immutableReleases } from '../../src/controls/immutable-releases.ts';
import type { Settings } from '../../src/github/settings.ts';
import { judge } from './judge.ts';
import { npmRepository } from './publishing-fixtures.ts';
import { hidden, missing, release, told } from './settings-fixtures.ts';

async function judged(settings: Partial<Settings>) {
  const [judgement] = await judge(immutableReleases, npmRepository(), {
    settings: { releases: told([release('v1.1.0'), release('v1.0.0')]), ...settings },
  });
  if (judgement === undefined) throw new Error('nothing was judged');
  return judgement;
}

test('off fails, with the order of steps', async () => {
  for (const setting of [told(false), missing]) {
    const found = await judged({ immutableReleases: setting });
    expect(found).toMatchObject({ verdict: 'fail', key: ['setting'] });
    const steps = found.remediation?.steps.join('\n') ?? '';
    expect(steps.indexOf('as a draft')).toBeLessThan(steps.indexOf('Enable release immutability'));
  }
});

test('put right: on, with a word on what is older', async () => {
  const found = await judged({ immutableReleases: told(true) });
  expect(found.verdict).toBe('pass');
  expect(found.reason).toContain('`v1.1.0` was published before');
  const all = { immutableReleases: told(true), releases: told([release('v1.1.0', [], true)]) };
  expect((await judged(all)).reason).toBe('immutable releases are on');
});

test.each([
  [true, 'pass'],
  [false, 'fail'],
  [null, 'unknown'],
])('where the setting is hidden, a newest release that says %s makes it %s', async (immutable, verdict) => {
  const found = await judged({
    immutableReleases: hidden('administration:read'),
    releases: told([release('v1.1.0', [], immutable)]),
  });
  expect(found.verdict).toBe(verdict);
  if (verdict === 'unknown') expect(found.settles).toContain('administration:read');
});

test('nothing to read is unknown, nothing released does not apply', async () => {
  expect((await judge(immutableReleases, npmRepository()))[0]?.verdict).toBe('unknown');
  expect((await judged({ releases: told([]), immutableReleases: told(false) })).verdict).toBe('not-applicable');
  expect((await judge(immutableReleases, {}))[0]?.verdict).toBe('not-applicable');
});
