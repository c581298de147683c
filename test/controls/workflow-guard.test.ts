import { expect, test } from 'vitest';
import { workflowGuard } from '../../src/controls/workflow-guard.ts';
import { judge } from './judge.ts';

const path = '.github/workflows/release.yml';

const files = (codeOwners?: string) => ({
  'package.json': '{ "name": "demo", "version": "1.0.0" }',
  [path]:
    'on: push\njobs:\n  publish:\n    runs-on: ubuntu-latest\n    permissions:\n      id-token: write\n    steps:\n      - run: npm publish\n',
  ...(codeOwners === undefined ? {} : { '.github/CODEOWNERS': codeOwners }),
});

const reviewed = (...value: string[]) => ({
  settings: { reviewedPaths: { state: 'seen' as const, value, source: 'test' } },
});

test('a workflow that nobody owns fails', async () => {
  expect((await judge(workflowGuard, files()))[0]).toMatchObject({ verdict: 'fail', locations: [{ path, line: 1 }] });
  expect((await judge(workflowGuard, files('/src/ @octo')))[0]?.verdict).toBe('fail');
  const taken = '* @octo\n/.github/\n';
  expect((await judge(workflowGuard, files(taken)))[0]).toMatchObject({
    verdict: 'fail',
    locations: [{ path: '.github/CODEOWNERS', line: 2 }],
  });
});

test('put right: owners, and a rule that asks for their review', async () => {
  const [unsettled] = await judge(workflowGuard, files('/.github/ @octo'));
  expect(unsettled).toMatchObject({ verdict: 'unknown', settles: expect.stringContaining('metadata:read') });
  expect((await judge(workflowGuard, files('/.github/ @octo'), reviewed()))[0]?.verdict).toBe('fail');
  expect((await judge(workflowGuard, files('/.github/ @octo'), reviewed(path)))[0]?.verdict).toBe('pass');
});
