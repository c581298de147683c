import { expect, test } from 'vitest';
import { leftoverToken } from '../../src/controls/leftover-token.ts';
import { judge } from './judge.ts';
import { packageEvidence } from './package-evidence.ts';
import { npmManifest, npmRepository, npmWorkflow, workflowOf } from './publishing-fixtures.ts';
import { told } from './settings-fixtures.ts';

const none = { state: 'seen', value: [], source: 'test' } as const;
const nothingStored = { environments: none, repositorySecrets: none, organisationSecrets: none };

test('a token beside OIDC is the silent fallback of npm', async () => {
  const judgements = await judge(leftoverToken, npmRepository({ idToken: true, secret: 'NPM_TOKEN' }));
  expect(judgements).toMatchObject([
    { verdict: 'fail', registry: 'npm', key: ['.github/workflows/release.yml', 'publish', 'NPM_TOKEN'] },
  ]);
  expect(judgements[0]?.reason).toContain('falls back to `secrets.NPM_TOKEN`');
});

test('put right: no token in reach, none mentioned, none stored', async () => {
  const judgements = await judge(leftoverToken, npmRepository({ idToken: true }), { settings: nothingStored });
  expect(judgements.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
});

test('without GitHub, unused secrets stay unknown, with the permission that would tell', async () => {
  const judgements = await judge(leftoverToken, npmRepository({ idToken: true }));
  expect(judgements.map(({ verdict }) => verdict)).toEqual(['pass', 'unknown']);
  expect(judgements[1]?.settles).toContain('secrets:read');
});

test('a secret that lies unused on GitHub fails by its name', async () => {
  const repositorySecrets = {
    state: 'seen',
    value: [
      { name: 'NPM_TOKEN', updatedAt: '2025-01-01' },
      { name: 'SLACK_WEBHOOK', updatedAt: '2025-01-01' },
    ],
    source: 'test',
  } as const;
  const judgements = await judge(leftoverToken, npmRepository({ idToken: true }), {
    settings: { ...nothingStored, repositorySecrets },
  });
  expect(judgements.filter(({ verdict }) => verdict === 'fail').map(({ key }) => key)).toEqual([
    ['stored', 'NPM_TOKEN'],
  ]);
});

test('a secret that a workflow reads is not told of twice', async () => {
  const tidy = npmWorkflow({ job: 'tidy', secret: 'NPM_TOKEN', command: './tidy.sh' });
  const repositorySecrets = told([{ name: 'NPM_TOKEN', updatedAt: '2025-01-01T00:00:00Z' }]);
  const judgements = await judge(
    leftoverToken,
    { ...npmRepository({ idToken: true }), '.github/workflows/tidy.yml': tidy },
    { settings: { ...nothingStored, repositorySecrets } },
  );
  expect(judgements.map(({ verdict, key }) => [verdict, key])).toEqual([
    ['fail', ['NPM_TOKEN']],
    ['pass', undefined],
  ]);
});

test('where the unused secret is kept, and since when, is said; other repositories may need it', async () => {
  const organisationSecrets = told([{ name: 'NPM_TOKEN', updatedAt: '2025-01-01T00:00:00Z' }]);
  const judgements = await judge(leftoverToken, npmRepository({ idToken: true }), {
    settings: { ...nothingStored, organisationSecrets },
  });
  const found = judgements.find(({ verdict }) => verdict === 'fail');
  expect(found?.reason).toBe(
    '`NPM_TOKEN` of the organization (last set on 2025-01-01) is not what publishes: every step here that publishes to npm uses trusted publishing; no workflow here reads it: delete it',
  );
  expect(found?.remediation?.steps).toContainEqual(expect.stringContaining('another repository of the organization'));
});

test('tools that take the token first are left to trusted-publishing', async () => {
  const judgements = await judge(leftoverToken, {
    'pyproject.toml': '[project]\nname = "octo-demo"\nversion = "1.0.0"\n',
    '.github/workflows/release.yml': workflowOf(
      ['- uses: pypa/gh-action-pypi-publish@release/v1', '  with:', '    password: ${{ secrets.PYPI_TOKEN }}'],
      ['permissions:', '  id-token: write'],
    ),
  });
  expect(judgements.map(({ verdict }) => verdict)).toEqual(['not-applicable']);
});

test('lerna before 9 knows no OIDC', async () => {
  const files = (range: string) => ({
    ...npmRepository({ idToken: true, secret: 'NPM_TOKEN', command: 'npx lerna publish' }),
    'package.json': JSON.stringify({ name: 'demo', version: '1.0.0', devDependencies: { lerna: range } }),
    'lerna.json': '{"version": "1.0.0", "packages": ["."]}',
  });
  expect((await judge(leftoverToken, files('^8.1.0'))).map(({ verdict }) => verdict)).toEqual(['not-applicable']);
  expect((await judge(leftoverToken, files('^9.0.0'))).map(({ verdict }) => verdict)).toEqual(['fail']);
});

test('a token that another job is handed still works', async () => {
  const tidy = workflowOf([
    '- run: ./tidy.sh',
    '  env:',
    '    NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}',
    '    USER: ${{ secrets.NPM_USERNAME }}',
    '    OTHER: ${{ secrets.COMPANION }}',
  ]).replaceAll('publish', 'tidy');
  const judgements = await judge(leftoverToken, {
    'package.json': npmManifest,
    '.github/workflows/release.yml': npmWorkflow({ idToken: true }),
    '.github/workflows/tidy.yml': tidy,
  });
  const fails = judgements.filter(({ verdict }) => verdict === 'fail');
  expect(fails.map(({ key, severity }) => [key, severity])).toEqual([[['NPM_TOKEN'], 'medium']]);
  expect(fails[0]?.locations).toMatchObject([{ path: '.github/workflows/tidy.yml', line: 10 }]);
});

const trusted = { packages: [packageEvidence()] };
const byAda = { packages: [packageEvidence({ releases: [{ version: '1.4.0', by: 'ada', on: '2026-05-04' }] })] };

test('a token that the registry shows to be of no use fails with the evidence', async () => {
  for (const files of [
    npmRepository({ idToken: true, secret: 'NPM_TOKEN' }),
    npmRepository({ idToken: true, secret: 'NPM_TOKEN', command: 'yarn npm publish' }),
  ]) {
    const [judgement, ...others] = await judge(leftoverToken, files, trusted);
    expect(others).toEqual([]);
    expect(judgement).toMatchObject({
      verdict: 'fail',
      key: ['.github/workflows/release.yml', 'publish', 'NPM_TOKEN'],
    });
    expect(judgement?.reason).toMatch(
      /^`secrets\.NPM_TOKEN` has not been needed since `1\.0\.0` of 2026-05-01: `.* publish` still gets it$/,
    );
    expect(judgement?.remediation?.steps[0]).toBe('Take `secrets.NPM_TOKEN` away from the step.');
  }
});

test('a token that makes the releases is told by trusted-publishing', async () => {
  const files = npmRepository({ idToken: true, secret: 'NPM_TOKEN' });
  const judgements = await judge(leftoverToken, files, byAda);
  expect(judgements).toMatchObject([{ verdict: 'not-applicable' }]);
});

test('no secret is called a leftover while an account makes the releases', async () => {
  const judgements = await judge(leftoverToken, npmRepository({ idToken: true }), byAda);
  expect(judgements).toMatchObject([{ verdict: 'not-applicable', registry: 'npm' }]);
});

test('releases settle what files leave open', async () => {
  const judgements = await judge(leftoverToken, npmRepository(), { ...trusted, settings: nothingStored });
  expect(judgements.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
  expect(await judge(leftoverToken, npmRepository())).toMatchObject([{ verdict: 'unknown' }]);
});

const elsewhere = workflowOf(
  ['- run: ./tidy.sh', '  env:', '    NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}'],
  ['environment: npm'],
);
const twoReaders = {
  ...npmRepository({ idToken: true }),
  '.github/workflows/tidy.yml': elsewhere.replace('publish:', 'tidy:'),
  '.github/workflows/all.yml': workflowOf(['- run: ./all.sh', '  env:', '    ALL: ${{ toJSON(secrets) }}']),
};
const aSecret = { name: 'NPM_TOKEN', updatedAt: '2025-01-01T00:00:00Z' };

test('what is not needed any more is told with since when, where it is kept, who can read it, and how it goes', async () => {
  const settings = { ...nothingStored, repositorySecrets: told([aSecret]) };
  const [found] = await judge(leftoverToken, twoReaders, { ...trusted, settings });
  expect(found).toMatchObject({
    reason:
      '`NPM_TOKEN` of the repository (last set on 2025-01-01) has not been needed since `1.0.0` of 2026-05-01; 2 workflows can read it: delete it',
    since: '2026-05-01',
    locations: [{ path: '.github/workflows/all.yml' }, { path: '.github/workflows/tidy.yml' }],
  });
  expect(found?.remediation).toEqual({
    steps: [
      'Take `secrets.NPM_TOKEN` out of the job `tidy` of `tidy.yml`. Where it only reads private packages with it, hand over a token of another name there that cannot publish.',
      'In the job `publish` of `all.yml`, name the secrets that are needed: all of them are handed over at once.',
      'On npmjs.com, open Access Tokens and delete the token.',
      'Delete the secret `NPM_TOKEN` of the repository: `gh secret delete NPM_TOKEN --repo octo/demo`.',
    ],
    links: ['https://docs.npmjs.com/revoking-access-tokens', 'https://github.com/octo/demo/settings/secrets/actions'],
  });
});

test('a release is made without the token first where none is known to have been', async () => {
  const settings = { ...nothingStored, repositorySecrets: told([aSecret]) };
  const steps = async (options: object) => {
    const [found] = await judge(leftoverToken, twoReaders, { ...options, settings });
    return found?.remediation?.steps ?? [];
  };
  expect(await steps({})).toContainEqual(expect.stringContaining('Before you delete anything'));
  const dark = packageEvidence({ releases: [{ version: '1.4.0', by: '?' }, { version: '1.3.0' }] });
  const judgements = await judge(leftoverToken, twoReaders, { packages: [dark], settings });
  expect(judgements.map(({ reason }) => reason).join()).not.toContain('not been needed');
});

test('a secret of an environment is read by the jobs that name it', async () => {
  const environment = {
    name: 'NPM',
    reviewers: true,
    selfReview: false,
    adminBypass: false,
    branchPolicy: 'custom' as const,
    secrets: told([aSecret]),
  };
  const settings = { ...nothingStored, environments: told([environment]) };
  const [found] = await judge(leftoverToken, twoReaders, { ...trusted, settings });
  expect(found?.reason).toContain('`NPM_TOKEN` of the environment `NPM` (last set on 2025-01-01)');
  expect(found?.reason).toContain('; 1 workflow can read it');
  expect(found?.remediation?.steps.at(-1)).toContain('gh secret delete NPM_TOKEN --env NPM --repo octo/demo');
});

test.each([
  ['are named', { named: ['octo/one', 'octo/two'], more: 0 }, ': `octo/one` and `octo/two`. While one'],
  ['some only counted', { named: ['octo/one'], more: 2 }, ': `octo/one` and 2 more. While one'],
  ['only counted', { named: [], more: 1 }, ': 1 repository. While one'],
  ['none that is known', { named: [], more: 0 }, 'no other one names `NPM_TOKEN`'],
])("other repositories that use an organization's secret: %s", async (_name, others, words) => {
  const settings = { ...nothingStored, organisationSecrets: told([{ ...aSecret, others }]) };
  const [found] = await judge(leftoverToken, twoReaders, { ...trusted, settings });
  const steps = found?.remediation?.steps ?? [];
  const at = steps.findIndex((step) => step.includes(words));
  expect(found?.reason.endsWith(others.named.length + others.more === 0 ? ': delete it' : 'may use it')).toBe(true);
  expect(at, 'before it is revoked').toBe(steps.findIndex((step) => step.includes('open Access Tokens')) - 1);
  expect(steps.at(-1)).toContain('gh secret delete NPM_TOKEN --org octo');
  expect(found?.remediation?.links).toContain('https://github.com/organizations/octo/settings/secrets/actions');
});

test('a name that workflows read and GitHub does not store is nothing to delete', async () => {
  const judgements = await judge(leftoverToken, twoReaders, { ...trusted, settings: nothingStored });
  expect(judgements.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
});

test('a token that still reaches the publishing step is told with where it is kept and what else reads it', async () => {
  const files = { ...twoReaders, ...npmRepository({ idToken: true, secret: 'NPM_TOKEN' }) };
  const settings = { ...nothingStored, repositorySecrets: told([aSecret]) };
  const [found] = await judge(leftoverToken, files, { ...trusted, settings });
  expect(found?.reason).toBe(
    '`secrets.NPM_TOKEN` of the repository (last set on 2025-01-01) has not been needed since `1.0.0` of 2026-05-01: `npm publish` still gets it, and 2 workflows can read it beside it',
  );
  expect(found?.remediation?.steps.map((step) => step.split(' ').slice(0, 3).join(' '))).toEqual([
    'Take `secrets.NPM_TOKEN` away',
    'Take `secrets.NPM_TOKEN` out',
    'In the job',
    'Before you delete',
    'On npmjs.com, open',
    'Delete the secret',
  ]);
});
