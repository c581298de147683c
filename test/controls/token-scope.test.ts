import { expect, test } from 'vitest';
import { tokenScope } from '../../src/controls/token-scope.ts';
import type { EnvironmentSettings } from '../../src/github/settings.ts';
import { judge } from './judge.ts';
import { npmManifest, npmRepository, workflowOf } from './publishing-fixtures.ts';
import { hidden, told } from './settings-fixtures.ts';

const guarded: EnvironmentSettings = {
  name: 'npm',
  reviewers: true,
  selfReview: false,
  adminBypass: false,
  branchPolicy: 'custom',
  secrets: { state: 'seen', value: [{ name: 'NPM_TOKEN', updatedAt: '2026-01-01' }], source: 'test' },
};
const inEnvironment = npmRepository({ secret: 'NPM_TOKEN', environment: 'npm' });

function withEnvironments(...value: readonly EnvironmentSettings[]) {
  return { settings: { environments: { state: 'seen', value, source: 'test' } as const } };
}

test('a job without an environment cannot have a secret of one', async () => {
  const judgements = await judge(tokenScope, npmRepository({ secret: 'NPM_TOKEN' }));
  expect(judgements).toMatchObject([
    { verdict: 'fail', key: ['.github/workflows/release.yml', 'publish', 'NPM_TOKEN'] },
  ]);
});

test('files do not tell what an environment holds', async () => {
  const [judgement] = await judge(tokenScope, inEnvironment);
  expect(judgement?.verdict).toBe('unknown');
  expect(judgement?.settles).toContain('actions:read');
});

test('put right: a secret of a guarded environment', async () => {
  const judgements = await judge(tokenScope, inEnvironment, withEnvironments(guarded));
  expect(judgements).toMatchObject([{ verdict: 'pass' }]);
});

test.each<[string, Partial<EnvironmentSettings>, string]>([
  ['reviewers alone', { branchPolicy: 'none' }, 'pass'],
  ['a branch policy alone', { reviewers: false }, 'pass'],
  ['names in capitals', { name: 'NPM', secrets: told([{ name: 'npm_token', updatedAt: '2026-01-01' }]) }, 'pass'],
  ['names that GitHub does not tell', { secrets: hidden('environments:read') }, 'unknown'],
])('an environment with %s', async (_name, change, verdict) => {
  const [judgement] = await judge(tokenScope, inEnvironment, withEnvironments({ ...guarded, ...change }));
  expect(judgement?.verdict).toBe(verdict);
  if (verdict === 'unknown') expect(judgement?.settles).toContain('environments:read');
});

test('an environment whose name is computed is unknown', async () => {
  const files = npmRepository({ secret: 'NPM_TOKEN', environment: '${{ vars.WHERE }}' });
  const [judgement] = await judge(tokenScope, files, withEnvironments(guarded));
  expect(judgement).toMatchObject({ verdict: 'unknown', settles: expect.stringContaining('Settings → Environments') });
});

test('what comes from a vault is no secret of GitHub, and what cannot be seen is unknown', async () => {
  const crate = (steps: readonly string[]) => ({
    'Cargo.toml': '[package]\nname = "demo"\nversion = "1.0.0"\n',
    '.github/workflows/release.yml': workflowOf(steps),
  });
  const fetched = '- run: CARGO_REGISTRY_TOKEN=$(vault kv get -field=key ci/crates) cargo publish';
  expect(await judge(tokenScope, crate([fetched]))).toMatchObject([
    { verdict: 'not-applicable', reason: expect.stringContaining('kept in a vault') },
  ]);
  const computed = '- run: cargo publish --token ${{ needs.login.outputs.token }}';
  expect(await judge(tokenScope, crate([computed]))).toMatchObject([{ verdict: 'unknown' }]);
});

test.each([
  ['no rules', { ...guarded, reviewers: false, branchPolicy: 'none' } as const, 'has no rules'],
  [
    'kept elsewhere',
    { ...guarded, secrets: { state: 'seen', value: [], source: 'test' } } as const,
    'not of the environment',
  ],
  ['not there', { ...guarded, name: 'other' }, 'does not exist'],
])('an environment that guards nothing fails: %s', async (_name, environment, words) => {
  const [judgement] = await judge(tokenScope, inEnvironment, withEnvironments(environment));
  expect(judgement?.verdict).toBe('fail');
  expect(judgement?.reason).toContain(words);
});

test('where the secret is kept instead is said, as far as it is known', async () => {
  const secret = { name: 'NPM_TOKEN', updatedAt: '2026-01-01' };
  const kept = { repositorySecrets: told([]), organisationSecrets: told([secret]) };
  const [wide] = await judge(tokenScope, npmRepository({ secret: 'NPM_TOKEN' }), { settings: kept });
  expect(wide?.reason).toContain('so `secrets.NPM_TOKEN` is one of the organization, which');
  const nowhere = { repositorySecrets: told([]), organisationSecrets: told([]) };
  const [none] = await judge(tokenScope, npmRepository({ secret: 'NPM_TOKEN' }), { settings: nowhere });
  expect(none).toMatchObject({ verdict: 'not-applicable', reason: expect.stringContaining('stores no secret') });
});

test('secrets: inherit on the way fails at its line; a secret passed by name does not', async () => {
  const called = workflowOf(
    ['- run: npm publish', '  env:', '    NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}'],
    ['environment: npm'],
  ).replace("push:\n    tags: ['v*']", 'workflow_call:\n    secrets:\n      NPM_TOKEN:\n        required: true');
  const caller = (secrets: string) =>
    `on: push\njobs:\n  call:\n    uses: ./.github/workflows/publish.yml\n    secrets: ${secrets}\n`;
  const files = (secrets: string) => ({
    'package.json': npmManifest,
    '.github/workflows/release.yml': caller(secrets),
    '.github/workflows/publish.yml': called,
  });
  const inherited = await judge(tokenScope, files('inherit'));
  expect(inherited.filter(({ verdict }) => verdict === 'fail')).toMatchObject([
    { key: ['inherit', '.github/workflows/release.yml', 'call'], locations: [{ line: 5 }] },
  ]);
  const named = await judge(tokenScope, files('{ NPM_TOKEN: "${{ secrets.NPM_TOKEN }}" }'));
  expect(named.map(({ verdict }) => verdict)).toEqual(['unknown']);
});

test("secrets: inherit to another repository's workflow fails, whichever secret it takes", async () => {
  const judgements = await judge(tokenScope, {
    'package.json': npmManifest,
    '.github/workflows/release.yml':
      'on: push\njobs:\n  call:\n    uses: octo/shared/.github/workflows/npm-publish.yml@v1\n    secrets: inherit\n',
  });
  expect(judgements.map(({ verdict }) => verdict)).toEqual(['fail', 'unknown']);
  expect(judgements[0]?.locations).toMatchObject([{ line: 5 }]);
});

test('trusted publishing has no token to keep', async () => {
  const judgements = await judge(tokenScope, npmRepository({ idToken: true }));
  expect(judgements).toMatchObject([{ verdict: 'not-applicable' }]);
});

const aSecret = { name: 'NPM_TOKEN', updatedAt: '2026-01-01T00:00:00Z' };
const alsoRead = (environment?: string) => ({
  ...npmRepository({ secret: 'NPM_TOKEN', ...(environment === undefined ? {} : { environment }) }),
  '.github/workflows/ci.yml': workflowOf(['- run: ./test.sh', '  env:', '    T: ${{ secrets.NPM_TOKEN }}']).replace(
    'publish:',
    'test:',
  ),
});

test('a secret outside of the environment: who else reads it, and the move to make, the old one last', async () => {
  const [found] = await judge(tokenScope, alsoRead('npm'), {
    settings: {
      environments: told([{ ...guarded, secrets: told([]) }]),
      repositorySecrets: told([aSecret]),
      organisationSecrets: told([]),
    },
  });
  expect(found?.reason).toBe(
    '`secrets.NPM_TOKEN` is not of the environment `npm` but one of the repository, which every workflow can read, as the job `test` of `ci.yml` does',
  );
  expect(found?.remediation?.steps.slice(2)).toEqual([
    'Store the new token as the secret `NPM_TOKEN` of the environment `npm`, which should have required reviewers: `gh secret set NPM_TOKEN --env npm --repo octo/demo` asks for it.',
    'Take `secrets.NPM_TOKEN` out of the job `test` of `ci.yml`, or hand over a token of another name there that cannot publish: what does not name the environment cannot read its secrets.',
    'When a release has come with it: delete the secret `NPM_TOKEN` of the repository: `gh secret delete NPM_TOKEN --repo octo/demo`.',
    'Revoke the old token.',
  ]);
  expect(found?.remediation?.links).toContain('https://github.com/octo/demo/settings/secrets/actions');
});

test('without an environment the job has to name one first', async () => {
  const [found] = await judge(tokenScope, alsoRead());
  expect(found?.remediation?.steps[2]).toBe(
    'Create an environment with required reviewers (Settings → Environments), name it in the job `publish`, and store the new token as its secret `NPM_TOKEN`.',
  );
});

test('a copy outside of the environment is as good as the token itself', async () => {
  const [found] = await judge(tokenScope, inEnvironment, {
    settings: {
      environments: told([guarded]),
      repositorySecrets: told([]),
      organisationSecrets: told([{ ...aSecret, others: { named: ['octo/other'], more: 0 } }]),
    },
  });
  expect(found).toMatchObject({
    verdict: 'fail',
    reason:
      '`secrets.NPM_TOKEN` is kept in the protected environment `npm`, and a secret of the same name is one of the organization, which every workflow can read',
  });
  expect(found?.remediation?.steps.join('\n')).toMatch(/`octo\/other`[^]*gh secret delete NPM_TOKEN --org octo/);
});

test('names that no shell can take stand in no command', async () => {
  const odd = npmRepository({ secret: 'NPM_TOKEN', environment: "'a b; rm'" });
  const [found] = await judge(tokenScope, odd, {
    settings: {
      ...withEnvironments({ ...guarded, name: 'a b; rm', secrets: told([]) }).settings,
      repositorySecrets: told([aSecret]),
      organisationSecrets: told([]),
    },
  });
  expect(found?.verdict).toBe('fail');
  expect(found?.remediation?.steps.join('\n')).not.toContain('gh secret set');
});
