import { expect, test } from 'vitest';
import { trustedPublishing } from '../../src/controls/trusted-publishing.ts';
import { judge } from './judge.ts';
import { npmManifest, npmRepository, workflowOf } from './publishing-fixtures.ts';

test('a token fails and says what to type where', async () => {
  const [judgement, ...others] = await judge(trustedPublishing, npmRepository({ secret: 'NPM_TOKEN' }));
  expect(others).toEqual([]);
  expect(judgement).toMatchObject({
    verdict: 'fail',
    registry: 'npm',
    reason: '`npm publish` publishes to npm with `secrets.NPM_TOKEN`',
    key: ['.github/workflows/release.yml', 'publish'],
  });
  const lines = npmRepository({ secret: 'NPM_TOKEN' })['.github/workflows/release.yml']?.split('\n') ?? [];
  expect(judgement?.locations.map(({ line }) => lines[line - 1]?.trim())).toEqual([
    'run: npm publish',
    'NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}',
  ]);
  const steps = judgement?.remediation?.steps.join('\n');
  expect(steps).toContain('@octo/demo');
  expect(steps).toContain('Organization or user `octo`');
  expect(steps).toContain('Workflow filename `release.yml`');
  expect(judgement?.remediation?.links).toContain('https://docs.npmjs.com/trusted-publishers');
});

test('the fix grants the permission, takes the token away and asks a person', async () => {
  const [judgement] = await judge(trustedPublishing, npmRepository({ secret: 'NPM_TOKEN' }));
  const path = '.github/workflows/release.yml';
  expect(judgement?.remediation?.fix).toMatchObject({
    safety: 'needs-thought',
    edits: [
      { kind: 'set', path, at: ['jobs', 'publish', 'permissions', 'id-token'], value: 'write' },
      { kind: 'delete', path, at: ['jobs', 'publish', 'steps', 2, 'env', 'NODE_AUTH_TOKEN'] },
    ],
  });
});

test('permissions of the workflow are kept when the job gets a block of its own', async () => {
  const workflow = [
    'on: push',
    'permissions:',
    '  contents: write',
    'jobs:',
    '  publish:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - run: npm publish',
    '        env:',
    '          NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}',
  ].join('\n');
  const [judgement] = await judge(trustedPublishing, {
    'package.json': npmManifest,
    '.github/workflows/release.yml': workflow,
  });
  expect(judgement?.remediation?.fix?.edits[0]).toEqual({
    kind: 'set',
    path: '.github/workflows/release.yml',
    at: ['jobs', 'publish', 'permissions'],
    value: { contents: 'write', 'id-token': 'write' },
  });
});

test('OIDC without a token passes', async () => {
  const judgements = await judge(trustedPublishing, npmRepository({ idToken: true }));
  expect(judgements).toMatchObject([
    { verdict: 'pass', reason: '`npm publish` publishes with OIDC, and no long-lived credential reaches it' },
  ]);
});

test('a guess is no proof', async () => {
  const files = npmRepository({ idToken: true, command: './made-on-the-way/publish-npm.sh' });
  const [judgement] = await judge(trustedPublishing, files);
  expect(judgement).toMatchObject({ verdict: 'unknown', registry: 'npm' });
  expect(judgement?.reason).toContain('seems to publish with OIDC');
});

test('no token and no OIDC is unknown', async () => {
  const [judgement] = await judge(trustedPublishing, npmRepository());
  expect(judgement?.verdict).toBe('unknown');
  expect(judgement?.settles).toContain('npm shows who published');
});

test('two steps of a job are one finding with the places of both', async () => {
  const steps = ['a', 'b'].flatMap((folder) => [
    `- run: npm publish ./${folder}`,
    '  env:',
    '    NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}',
  ]);
  const judgements = await judge(trustedPublishing, {
    'a/package.json': JSON.stringify({ name: 'demo-a', version: '1.0.0' }),
    'b/package.json': JSON.stringify({ name: 'demo-b', version: '1.0.0' }),
    '.github/workflows/release.yml': workflowOf(steps),
  });
  expect(new Set(judgements.map(({ key }) => JSON.stringify(key))).size).toBe(1);
  expect(judgements[0]?.locations).toHaveLength(4);
  expect(judgements[0]?.remediation?.steps.join('\n')).toMatch(/demo-a.*demo-b/);
});

test('npm compares the workflow that calls, PyPI the one that is called', async () => {
  const called = (step: readonly string[]) => workflowOf(step).replace("push:\n    tags: ['v*']", 'workflow_call:');
  const caller = 'on: push\njobs:\n  call:\n    uses: ./.github/workflows/publish.yml\n    secrets: inherit\n';
  const npm = await judge(trustedPublishing, {
    'package.json': npmManifest,
    '.github/workflows/release.yml': caller,
    '.github/workflows/publish.yml': called([
      '- run: npm publish',
      '  env:',
      '    NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}',
    ]),
  });
  expect(npm[0]?.remediation?.steps.join('\n')).toContain('Workflow filename `release.yml`');
  const pypi = await judge(trustedPublishing, {
    'pyproject.toml': '[project]\nname = "octo-demo"\nversion = "1.0.0"\n',
    '.github/workflows/release.yml': caller,
    '.github/workflows/publish.yml': called([
      '- uses: pypa/gh-action-pypi-publish@release/v1',
      '  with:',
      '    password: ${{ secrets.PYPI_TOKEN }}',
    ]),
  });
  expect(pypi[0]?.remediation?.steps.join('\n')).toContain('Workflow name `publish.yml`');
});

test('a tool that knows no OIDC is named, and no edit is offered', async () => {
  const [judgement] = await judge(trustedPublishing, npmRepository({ secret: 'NPM_TOKEN', command: 'bun publish' }));
  expect(judgement?.remediation?.steps[0]).toContain('`bun publish` cannot use OIDC');
  expect(judgement?.remediation?.fix).toBeUndefined();
});

test('what an unknown command is told by its flags is not repeated', async () => {
  const [judgement] = await judge(
    trustedPublishing,
    npmRepository({ secret: 'NPM_TOKEN', command: './ship publish --password correct-horse' }),
  );
  expect(judgement).toMatchObject({ verdict: 'fail', severity: 'medium' });
  expect(JSON.stringify({ ...judgement, publication: null })).not.toContain('correct-horse');
});

test("a registry without trusted publishing is not the project's fault", async () => {
  const judgements = await judge(trustedPublishing, {
    Dockerfile: 'FROM scratch\n',
    '.github/workflows/image.yml': workflowOf([
      '- uses: docker/login-action@v3',
      '  with:',
      '    registry: ghcr.io',
      '    username: ${{ github.actor }}',
      '    password: ${{ secrets.GITHUB_TOKEN }}',
      '- uses: docker/build-push-action@v6',
      '  with:',
      '    push: true',
      '    tags: ghcr.io/octo/demo:latest',
    ]),
  });
  expect(judgements).toMatchObject([{ verdict: 'not-applicable', registry: 'ghcr' }]);
  expect(judgements[0]?.reason).toContain("the job's own token");
});

test('a token beside OIDC is left to leftover-token where the tool tries OIDC first', async () => {
  const both = npmRepository({ idToken: true, secret: 'NPM_TOKEN' });
  expect(await judge(trustedPublishing, both)).toMatchObject([
    { verdict: 'unknown', settles: 'npm shows who published the last version.' },
  ]);
  const tokenFirst = npmRepository({ idToken: true, secret: 'NPM_TOKEN', command: 'yarn npm publish' });
  expect(await judge(trustedPublishing, tokenFirst)).toMatchObject([{ verdict: 'fail' }]);
});
