import { expect, test } from 'vitest';
import { workflowGuard } from '../../src/controls/workflow-guard.ts';
import type { BranchProtection, Settings } from '../../src/github/settings.ts';
import { judge } from './judge.ts';
import { npmRepository } from './publishing-fixtures.ts';
import { branchRuleset, hidden, missing, told } from './settings-fixtures.ts';

const path = '.github/workflows/release.yml';

const files = (codeOwners?: string) => ({
  ...npmRepository({ idToken: true }),
  ...(codeOwners === undefined ? {} : { '.github/CODEOWNERS': codeOwners }),
});

async function judged(codeOwners: string | undefined, settings: Partial<Settings> = {}) {
  const [judgement] = await judge(workflowGuard, files(codeOwners), { settings });
  if (judgement === undefined) throw new Error('nothing was judged');
  return judgement;
}

const classic: BranchProtection = {
  approvals: 1,
  codeOwnerReview: true,
  forcePushes: false,
  deletions: false,
  adminsEnforced: true,
};
const unprotected = { defaultBranch: 'main', rulesets: told([]), branchProtection: missing };
const byRuleset = {
  ...unprotected,
  rulesets: told([branchRuleset([{ type: 'pull_request', approvals: 1, codeOwnerReview: true }])]),
};

test('a workflow that nobody owns fails', async () => {
  expect(await judged(undefined)).toMatchObject({ verdict: 'fail', locations: [{ path, line: 1 }] });
  expect((await judged('/src/ @octo')).verdict).toBe('fail');
  expect(await judged('* @octo\n/.github/\n')).toMatchObject({
    verdict: 'fail',
    locations: [{ path: '.github/CODEOWNERS', line: 2 }],
  });
});

test.each<[string, Partial<Settings>]>([
  ['a ruleset', byRuleset],
  ['classic protection', { ...unprotected, branchProtection: told(classic) }],
])('put right: owners, and %s that asks for their review', async (_name, settings) => {
  const found = await judged('/.github/ @octo', settings);
  expect(found).toMatchObject({ verdict: 'pass', reason: expect.stringContaining('approval of `@octo`') });
});

test('owners whom no rule asks fail; it is less grave where anybody has to approve', async () => {
  expect(await judged('/.github/ @octo', unprotected)).toMatchObject({ verdict: 'fail', key: [path] });
  const anybody = { ...unprotected, branchProtection: told({ ...classic, codeOwnerReview: false }) };
  for (const codeOwners of ['/.github/ @octo', undefined])
    expect(await judged(codeOwners, anybody)).toMatchObject({
      verdict: 'fail',
      severity: 'low',
      reason: expect.stringContaining('which anybody who may write can give'),
    });
});

test('whether their review is required is unknown while it cannot be read', async () => {
  expect(await judged('/.github/ @octo')).toMatchObject({
    verdict: 'unknown',
    settles: expect.stringContaining('metadata:read'),
  });
  const half = { ...unprotected, branchProtection: hidden('administration:read') };
  expect((await judged('/.github/ @octo', half)).settles).toContain('administration:read');
  const enough = { ...byRuleset, branchProtection: hidden('administration:read') };
  expect((await judged('/.github/ @octo', enough)).verdict).toBe('pass');
});

test('it does not apply where no workflow publishes', async () => {
  expect((await judge(workflowGuard, {})).map(({ verdict }) => verdict)).toEqual(['not-applicable']);
});
