import { expect, test } from 'vitest';
import { signedTags } from '../../src/controls/signed-tags.ts';
import type { GitTag } from '../../src/github/settings.ts';
import { judge } from './judge.ts';
import { npmRepository } from './publishing-fixtures.ts';
import { gitTag, hidden, told } from './settings-fixtures.ts';

function judged(...tags: readonly GitTag[]) {
  return judge(signedTags, npmRepository(), { settings: { tags: told(tags), releases: told([]) } });
}

test.each<[string, Partial<GitTag>, string]>([
  ['lightweight', { annotated: false, signature: 'none' }, '`v1.1.0` is a lightweight tag, which cannot be signed'],
  ['unsigned', { signature: 'none' }, '`v1.1.0` is not signed'],
  ['of an unknown key', { signature: 'unverified' }, '`v1.1.0` is signed, but GitHub cannot verify the signature'],
])('a newest tag that is %s fails', async (_name, changes, reason) => {
  const judgements = await judged(gitTag('v1.1.0', changes), gitTag('v1.0.0'));
  expect(judgements).toMatchObject([{ verdict: 'fail', reason, key: ['newest'] }]);
  expect(judgements[0]?.remediation?.steps.join('\n')).toContain('named as `v1.1.0` is: `git tag -s`');
});

test('put right: the newest is verified, whatever came before', async () => {
  const older = gitTag('v1.0.0', { annotated: false, signature: 'none' });
  expect(await judged(gitTag('v1.1.0'), older)).toMatchObject([
    { verdict: 'pass', reason: 'GitHub verifies the signature of `v1.1.0`' },
  ]);
});

test('the newest of each package counts, and what was not read is unknown by itself', async () => {
  const judgements = await judged(
    gitTag('a@2.0.0'),
    gitTag('b@1.0.0', { signature: 'none' }),
    gitTag('c@1.0.0', { signature: 'not-read' }),
    gitTag('a@1.0.0', { signature: 'not-read' }),
  );
  expect(judgements.map(({ verdict, reason }) => [verdict, reason])).toEqual([
    ['fail', '`b@1.0.0` is not signed'],
    ['unknown', 'the signature of `c@1.0.0` was not read'],
  ]);
});

test('tags that name no version are not asked', async () => {
  expect(await judged(gitTag('nightly', { signature: 'none' }))).toMatchObject([{ verdict: 'not-applicable' }]);
  expect(await judge(signedTags, {})).toMatchObject([{ verdict: 'not-applicable' }]);
});

test('unread tags are unknown, with the permission', async () => {
  const settings = { tags: hidden('contents:read') };
  expect(await judge(signedTags, npmRepository(), { settings })).toMatchObject([
    { verdict: 'unknown', settles: expect.stringContaining('contents:read') },
  ]);
});
