import { expect, test } from 'vitest';
import { tagProtection } from '../../src/controls/tag-protection.ts';
import type { Ruleset, Settings } from '../../src/github/settings.ts';
import { judge } from './judge.ts';
import { npmRepository } from './publishing-fixtures.ts';
import { gitTag, hidden, release, tagRuleset, told } from './settings-fixtures.ts';

const complete = ['deletion', 'update', 'creation'];

async function judged(rulesets: readonly Ruleset[], changes: Partial<Settings> = {}) {
  const settings = { tags: told([gitTag('v1.1.0'), gitTag('v1.0.0')]), releases: told([release('v1.1.0')]) };
  const [judgement] = await judge(tagProtection, npmRepository(), {
    settings: { ...settings, rulesets: told(rulesets), ...changes },
  });
  if (judgement === undefined) throw new Error('nothing was judged');
  return judgement;
}

test('without a ruleset it fails, with the pattern learnt from the tags', async () => {
  const found = await judged([]);
  expect(found).toMatchObject({ verdict: 'fail', key: ['tags'] });
  expect(found.severity).toBeUndefined();
  expect(found.reason).toBe('no ruleset in force keeps `v1.1.0` and `v1.0.0` from being moved or deleted');
  const steps = found.remediation?.steps.join('\n') ?? '';
  expect(steps).toContain('Settings → Rules → Rulesets → New ruleset → New tag ruleset');
  expect(steps).toContain('Include by pattern and enter: `v*`\n');
});

test.each<[string, Ruleset]>([
  ['one pattern', tagRuleset(complete)],
  ['all tags', tagRuleset(complete, { include: ['~ALL'] })],
  ['the organization', tagRuleset(complete, { from: 'organization' })],
])('put right: a ruleset for %s', async (_name, ruleset) => {
  const found = await judged([ruleset]);
  expect(found).toMatchObject({
    verdict: 'pass',
    reason: 'the ruleset `Releases` keeps `v1.1.0` and `v1.0.0` from being moved or deleted',
  });
});

test('put right by two rulesets together', async () => {
  const found = await judged([tagRuleset(['deletion']), tagRuleset(['update'], { name: 'Moves' })]);
  expect(found.verdict).toBe('pass');
  expect(found.reason).toContain('whoever may push can still make a new one');
});

test('a ban on force pushes passes, and says what would be stricter', async () => {
  const found = await judged([tagRuleset(['deletion', 'non_fast_forward', 'creation'])]);
  expect(found.verdict).toBe('pass');
  expect(found.reason).toContain('Restrict updates would forbid every move');
});

test.each<[string, Ruleset, string]>([
  ['disabled', tagRuleset(complete, { enforcement: 'disabled' }), 'the ruleset `Releases` would, but is disabled'],
  ['evaluating', tagRuleset(complete, { enforcement: 'evaluate' }), 'but only evaluates'],
  ['for other tags', tagRuleset(complete, { include: ['refs/tags/release-*'] }), 'moved or deleted'],
  ['for branches', tagRuleset(complete, { target: 'branch', include: ['~ALL'] }), 'moved or deleted'],
  ['without deletion', tagRuleset(['update']), 'from being deleted'],
  ['with deletion alone', tagRuleset(['deletion']), 'from being moved'],
])('a ruleset %s does not protect', async (_name, ruleset, words) => {
  const found = await judged([ruleset]);
  expect(found.verdict).toBe('fail');
  expect(found.reason).toContain(words);
});

test('a ruleset that sleeps is to be woken, not made anew', async () => {
  const found = await judged([tagRuleset(complete, { enforcement: 'disabled' })]);
  expect(found.remediation?.steps[0]).toContain('the ruleset `Releases`, and set Enforcement status to Active');
});

test('where only older tags are open, it is less grave', async () => {
  const tags = told([gitTag('v1.1.0'), gitTag('0.9.0')]);
  const found = await judged([tagRuleset(complete)], { tags });
  expect(found).toMatchObject({ verdict: 'fail', severity: 'medium' });
  expect(found.reason).toContain('keeps `0.9.0` from');
});

test('who may bypass it does not make it fail', async () => {
  const found = await judged([tagRuleset(complete, { bypassActors: null })]);
  expect(found.verdict).toBe('pass');
  expect(found.reason).toContain('GitHub shows only to those who may edit the ruleset');
});

test('the tags of immutable releases are locked without a ruleset', async () => {
  const found = await judged([], { tags: told([gitTag('v1.1.0')]), releases: told([release('v1.1.0', [], true)]) });
  expect(found).toMatchObject({ verdict: 'pass', reason: expect.stringContaining('immutable releases') });
});

test('before the first tag, the trigger of the workflow says what will be one', async () => {
  const none = { tags: told([]), releases: told([]) };
  const found = await judged([], none);
  expect(found.reason).toContain('tags like `v*`, which start a publishing workflow,');
  expect((await judged([tagRuleset(complete)], none)).verdict).toBe('pass');
});

test('a tag that is moved on purpose may be left out', async () => {
  const found = await judged([], { tags: told([gitTag('v1.1.0'), gitTag('v1')]) });
  expect(found.reason).not.toContain('v1 ');
  expect(found.remediation?.steps.join('\n')).toContain('Exclude by pattern and enter: `v1`\n');
});

test('many packages mean all tags', async () => {
  const tags = told(['a', 'b', 'c', 'd'].map((name) => gitTag(`@octo/${name}@1.0.0`)));
  const found = await judged([], { tags, releases: told([]) });
  expect(found.remediation?.steps.join('\n')).toContain('Include all tags');
});

test('what cannot be read is unknown, with the permission', async () => {
  const found = await judged([], { rulesets: hidden('metadata:read') });
  expect(found).toMatchObject({ verdict: 'unknown', settles: expect.stringContaining('metadata:read') });
  expect((await judge(tagProtection, npmRepository()))[0]?.verdict).toBe('unknown');
});

test('without publications, and without tags, it does not apply', async () => {
  expect((await judge(tagProtection, {}))[0]?.verdict).toBe('not-applicable');
  const files = { ...npmRepository() };
  files['.github/workflows/release.yml'] = (files['.github/workflows/release.yml'] ?? '').replace(
    "push:\n    tags: ['v*']",
    'workflow_dispatch:',
  );
  const settings = { rulesets: told([]), tags: told([gitTag('nightly')]), releases: told([]) };
  expect((await judge(tagProtection, files, { settings }))[0]?.verdict).toBe('not-applicable');
  const unread = { ...settings, tags: hidden('contents:read') };
  expect((await judge(tagProtection, files, { settings: unread }))[0]?.verdict).toBe('unknown');
});
