import { expect, test } from 'vitest';
import { publishPermissions } from '../../src/controls/publish-permissions.ts';
import { judge } from './judge.ts';

const workflow = (top: string, job: string, steps: string) => ({
  'package.json': '{ "name": "demo", "version": "1.0.0" }',
  '.github/workflows/release.yml': `on: push
${top}jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: npm test
  publish:
    runs-on: ubuntu-latest
${job}    steps:
${steps}      - run: npm publish
`,
});

const good = workflow('permissions:\n  contents: read\n', '    permissions:\n      id-token: write\n', '');

test('id-token for all jobs fails, with the edit that moves it', async () => {
  const [found] = await judge(
    publishPermissions,
    workflow('permissions:\n  contents: read\n  id-token: write\n', '', ''),
  );
  expect(found).toMatchObject({
    verdict: 'fail',
    locations: [{ path: '.github/workflows/release.yml', line: 4, endLine: 4 }],
  });
  expect(found?.remediation?.fix?.edits).toEqual([
    {
      kind: 'set',
      path: '.github/workflows/release.yml',
      at: ['jobs', 'publish', 'permissions'],
      value: { contents: 'read', 'id-token': 'write' },
    },
    { kind: 'delete', path: '.github/workflows/release.yml', at: ['permissions', 'id-token'] },
  ]);
});

test('put right: the publishing job alone has it', async () => {
  expect((await judge(publishPermissions, good)).map(({ verdict }) => verdict)).toEqual(['pass']);
});

test('write-all fails', async () => {
  const [found] = await judge(publishPermissions, workflow('', '    permissions: write-all\n', ''));
  expect(found).toMatchObject({ verdict: 'fail', reason: expect.stringContaining('write-all') });
});

test('no permissions at all are unknown: GitHub has a default', async () => {
  const [found] = await judge(publishPermissions, workflow('', '', ''));
  expect(found).toMatchObject({ verdict: 'unknown', settles: expect.stringContaining('Workflow permissions') });
});

test('a build beside the token is a finding of low severity', async () => {
  const [found] = await judge(
    publishPermissions,
    workflow('', '    permissions:\n      id-token: write\n', '      - run: npm ci\n      - run: npm run build\n'),
  );
  expect(found).toMatchObject({ verdict: 'fail', severity: 'low' });
  expect(found?.locations.map(({ line }) => line)).toEqual([12, 13]);
});

test('a build with a token that only the publishing step sees is none', async () => {
  const steps = '      - run: npm ci\n';
  const files = workflow('permissions:\n  contents: read\n', '', steps);
  const withToken = (text: string) => ({ ...files, '.github/workflows/release.yml': text });
  const text = files['.github/workflows/release.yml'] ?? '';
  const env = 'env:\n          NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}\n';
  const inStep = withToken(`${text}        ${env}`);
  expect((await judge(publishPermissions, inStep)).map(({ verdict }) => verdict)).toEqual(['pass']);
  const inJob = withToken(
    text.replace(
      '    steps:\n      - run: npm ci',
      '    env:\n      NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}\n    steps:\n      - run: npm ci',
    ),
  );
  expect((await judge(publishPermissions, inJob)).map(({ severity }) => severity)).toEqual(['low']);
});
