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
  expect(found?.reason).toContain('the secret `NPM_TOKEN` of the organization (last set on 2025-01-01) is read by no');
  expect(found?.remediation?.steps[0]).toContain('another repository of the organization');
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
  const judgements = await judge(
    leftoverToken,
    {
      'package.json': npmManifest,
      '.github/workflows/release.yml': npmWorkflow({ idToken: true }),
      '.github/workflows/tidy.yml': tidy,
    },
    { settings: nothingStored },
  );
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
      /^the last 3 releases came by trusted publishing, and `.* publish` still gets `secrets\.NPM_TOKEN`$/,
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
