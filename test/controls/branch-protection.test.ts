import { expect, test } from 'vitest';
import { branchProtection } from '../../src/controls/branch-protection.ts';
import type { BranchProtection, Rule, Settings } from '../../src/github/settings.ts';
import { judge } from './judge.ts';
import { npmRepository } from './publishing-fixtures.ts';
import { branchRuleset, hidden, missing, told } from './settings-fixtures.ts';

const review: Rule = { type: 'pull_request', approvals: 1 };
const history: readonly Rule[] = [{ type: 'non_fast_forward' }, { type: 'deletion' }];

const classic: BranchProtection = {
  approvals: 1,
  codeOwnerReview: false,
  forcePushes: false,
  deletions: false,
  adminsEnforced: true,
};

async function judged(settings: Partial<Settings>) {
  const open = { defaultBranch: 'main', rulesets: told([]), branchProtection: missing };
  const [judgement] = await judge(branchProtection, npmRepository(), { settings: { ...open, ...settings } });
  if (judgement === undefined) throw new Error('nothing was judged');
  return judgement;
}

test('an open branch fails, with the rules to turn on', async () => {
  const found = await judged({});
  expect(found).toMatchObject({ verdict: 'fail', key: ['default-branch'] });
  expect(found.severity).toBeUndefined();
  expect(found.reason).toContain('`main` is open: it takes pushes without a pull request');
  const steps = found.remediation?.steps.join('\n') ?? '';
  for (const words of ['New branch ruleset', 'Block force pushes', 'Restrict deletions'])
    expect(steps).toContain(words);
});

test.each<[string, Partial<Settings>]>([
  ['a ruleset', { rulesets: told([branchRuleset([review, ...history])]) }],
  ['a ruleset by name', { rulesets: told([branchRuleset([review, ...history], { include: ['refs/heads/main'] })]) }],
  ['classic protection', { branchProtection: told(classic) }],
  [
    'one of each',
    { rulesets: told([branchRuleset(history)]), branchProtection: told({ ...classic, forcePushes: true }) },
  ],
])('put right: %s', async (_name, settings) => {
  expect((await judged(settings)).verdict).toBe('pass');
});

test('who may pass it by is said', async () => {
  const rulesets = told([branchRuleset([review, ...history], { bypassActors: null })]);
  expect((await judged({ rulesets })).reason).toContain('GitHub shows only to those who may edit');
  const lenient = told({ ...classic, adminsEnforced: false });
  expect((await judged({ branchProtection: lenient })).reason).toContain('administrators may pass');
});

test.each<[string, readonly Rule[], string | undefined, string]>([
  ['no approval', [{ type: 'pull_request', approvals: 0 }, ...history], 'low', 'needs no approval'],
  ['no rule on deletion', [review, { type: 'non_fast_forward' }], 'low', 'delete'],
  ['force pushes', [review, { type: 'deletion' }], undefined, 'force push'],
  ['pushes', history, undefined, 'without a pull request'],
])('%s', async (_name, rules, severity, words) => {
  const found = await judged({ rulesets: told([branchRuleset(rules)]) });
  expect([found.verdict, found.severity]).toEqual(['fail', severity]);
  expect(found.reason).toContain(words);
});

test('a ruleset that is not in force, or for other branches, is none', async () => {
  for (const changes of [{ enforcement: 'evaluate' }, { include: ['refs/heads/next'] }] as const)
    expect((await judged({ rulesets: told([branchRuleset([review, ...history], changes)]) })).verdict).toBe('fail');
});

test('what is hidden might protect it; what is seen may suffice', async () => {
  const unread = hidden('administration:read');
  expect(await judged({ branchProtection: unread })).toMatchObject({
    verdict: 'unknown',
    settles: expect.stringContaining('administration:read'),
  });
  const rulesets = told([branchRuleset([review, ...history])]);
  expect((await judged({ branchProtection: unread, rulesets })).verdict).toBe('pass');
  expect((await judge(branchProtection, npmRepository())).map(({ verdict }) => verdict)).toEqual(['unknown']);
});

test('it does not apply without publications or without a branch', async () => {
  expect((await judge(branchProtection, {}))[0]?.verdict).toBe('not-applicable');
  expect((await judged({ defaultBranch: null })).verdict).toBe('not-applicable');
});
