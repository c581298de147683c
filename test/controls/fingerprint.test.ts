import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Control, Judgement } from '../../src/controls/control.ts';
import { fingerprintOf } from '../../src/controls/fingerprint.ts';
import { leftoverToken } from '../../src/controls/leftover-token.ts';
import { tokenScope } from '../../src/controls/token-scope.ts';
import { trustedPublishing } from '../../src/controls/trusted-publishing.ts';
import { judge } from './judge.ts';
import { type NpmJob, npmRepository } from './publishing-fixtures.ts';

const path = '.github/workflows/release.yml';
const bad: NpmJob = { idToken: true, secret: 'NPM_TOKEN' };

async function fingerprints(control: Control, files: Record<string, string>): Promise<readonly string[]> {
  const judgements = await judge(control, files);
  return judgements
    .filter(({ verdict }) => verdict === 'fail')
    .map((judgement) => fingerprintOf(control.id, judgement));
}

const filler = fc
  .array(fc.oneof(fc.constant(''), fc.stringMatching(/^# [a-z ]{0,20}$/)), { maxLength: 30 })
  .map((lines) => lines.map((line) => `${line}\n`).join(''));

test.each([
  // beside an id-token the token is a fallback, which is leftover-token's to judge
  { ...trustedPublishing, bad: { ...bad, idToken: false } },
  { ...leftoverToken, bad },
  { ...tokenScope, bad },
])('$id keeps its fingerprint when lines move', async ({ bad, ...control }) => {
  const before = await fingerprints(control, npmRepository(bad));
  expect(before).toHaveLength(1);
  await fc.assert(
    fc.asyncProperty(filler, async (lines) => {
      const files = npmRepository(bad);
      expect(await fingerprints(control, { ...files, [path]: `${lines}${files[path]}` })).toEqual(before);
    }),
    { numRuns: 15 },
  );
});

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
const secret = fc.stringMatching(/^NPM_[A-Z]{1,12}$/);

test('two jobs and two secrets are told apart', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(name, { minLength: 2, maxLength: 2 }),
      fc.uniqueArray(secret, { minLength: 2, maxLength: 2 }),
      async (jobs, secrets) => {
        const all = jobs.flatMap((job) => secrets.map((each) => ({ idToken: true, job, secret: each })));
        const found = await Promise.all(all.map((each) => fingerprints(leftoverToken, npmRepository(each))));
        expect(new Set(found.flat()).size).toBe(4);
      },
    ),
    { numRuns: 15 },
  );
});

const judgement: Judgement = {
  verdict: 'fail',
  registry: 'npm',
  publication: null,
  reason: 'line 12 names 3 things',
  locations: [{ path: 'a', line: 1, endLine: 1 }],
};

test('it is 32 hexadecimal digits, of control, registry and key', () => {
  const keyed = { ...judgement, key: ['a', 'b'] };
  const fingerprint = fingerprintOf('one', keyed);
  expect(fingerprint).toMatch(/^[0-9a-f]{32}$/);
  expect(fingerprintOf('one', { ...keyed, reason: 'said otherwise', locations: [] })).toBe(fingerprint);
  const others = [
    fingerprintOf('two', keyed),
    fingerprintOf('one', { ...keyed, registry: null }),
    fingerprintOf('one', { ...keyed, key: ['ab'] }),
    fingerprintOf('one', { ...keyed, key: ['a', 'c'] }),
  ];
  expect(others).not.toContain(fingerprint);
});

test('without a key, numbers in the reason and the marks of code do not count', () => {
  const fingerprint = fingerprintOf('one', judgement);
  expect(fingerprintOf('one', { ...judgement, reason: 'line 7 names 41 things' })).toBe(fingerprint);
  expect(fingerprintOf('one', { ...judgement, reason: 'line 7 names 41 `things`' })).toBe(fingerprint);
  expect(fingerprintOf('one', { ...judgement, reason: 'line 12 names 3 people' })).not.toBe(fingerprint);
});
