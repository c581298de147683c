import { expect, test } from 'vitest';
import { tokenAge } from '../../src/controls/token-age.ts';
import type { EnvironmentSettings, SecretName, Settings } from '../../src/github/settings.ts';
import { judge } from './judge.ts';
import { npmRepository, workflowOf } from './publishing-fixtures.ts';
import { hidden, missing, told } from './settings-fixtures.ts';

const today = '2026-06-30';
const old: SecretName = { name: 'NPM_TOKEN', updatedAt: '2025-12-31T23:00:00Z' };
const young: SecretName = { name: 'npm_token', updatedAt: '2026-01-01T00:00:00Z' };

const none = { environments: told([]), repositorySecrets: told([]), organisationSecrets: told([]) };

function environment(...secrets: readonly SecretName[]): EnvironmentSettings {
  const rules = { reviewers: true, selfReview: false, adminBypass: false, branchPolicy: 'none' } as const;
  return { name: 'NPM', ...rules, secrets: told(secrets) };
}

async function judged(settings: Partial<Settings>, name: string | null = null) {
  const job = { secret: 'NPM_TOKEN', ...(name === null ? {} : { environment: name }) };
  const [judgement] = await judge(tokenAge, npmRepository(job), { settings: { ...none, ...settings }, today });
  if (judgement === undefined) throw new Error('nothing was judged');
  return judgement;
}

test('a secret that was last set more than 180 days ago fails, by its date and not its age', async () => {
  const found = await judged({ repositorySecrets: told([old]) });
  expect(found).toMatchObject({
    verdict: 'fail',
    reason: '`secrets.NPM_TOKEN` of the repository was last set on 2025-12-31, more than 180 days ago',
    key: ['the repository', 'NPM_TOKEN'],
    locations: [{ path: '.github/workflows/release.yml' }],
  });
  expect(found.remediation?.steps[0]).toContain('trusted publishing');
});

test('put right: 180 days are not too many', async () => {
  expect((await judged({ repositorySecrets: told([young]) })).verdict).toBe('pass');
});

test("GitHub takes the environment's secret first, then the repository's", async () => {
  const first = { environments: told([environment(young)]), repositorySecrets: told([old]) };
  expect((await judged(first, 'npm')).verdict).toBe('pass');
  expect((await judged(first)).verdict).toBe('fail');
  const second = { repositorySecrets: told([young]), organisationSecrets: told([old]) };
  expect((await judged(second, 'npm')).verdict).toBe('pass');
  expect((await judged({ organisationSecrets: told([old]) }, 'npm')).reason).toContain('of the organization');
});

test('where a place that comes first is hidden, so is the date', async () => {
  const found = await judged({ environments: hidden('actions:read'), repositorySecrets: told([old]) }, 'npm');
  expect(found).toMatchObject({ verdict: 'unknown', settles: expect.stringContaining('actions:read') });
  expect((await judged({ repositorySecrets: hidden('secrets:read') })).settles).toContain('secrets:read');
  const nameless = await judged({ repositorySecrets: told([{ name: 'NPM_TOKEN', updatedAt: '' }]) });
  expect(nameless.verdict).toBe('unknown');
  expect((await judged({}, '${{ vars.WHERE }}')).verdict).toBe('unknown');
});

test('it does not apply without a stored token', async () => {
  expect((await judged({ environments: missing })).verdict).toBe('not-applicable');
  expect((await judge(tokenAge, npmRepository({ idToken: true })))[0]?.verdict).toBe('not-applicable');
  expect((await judge(tokenAge, {}))[0]?.verdict).toBe('not-applicable');
});

test('a sign-in that files do not show is unknown', async () => {
  const files = {
    ...npmRepository(),
    '.github/workflows/release.yml': workflowOf(['- run: npm publish']),
  };
  expect((await judge(tokenAge, files))[0]?.verdict).toBe('unknown');
});
