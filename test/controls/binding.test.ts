import { expect, test } from 'vitest';
import { binding } from '../../src/controls/binding.ts';
import { judge } from './judge.ts';

const pyproject = { 'pyproject.toml': '[project]\nname = "demo"\nversion = "1"\n' };

const workflow = (on: string, permissions: string, environment = '') =>
  `on: ${on}\njobs:\n  publish:\n    runs-on: ubuntu-latest\n${environment}    permissions:\n      ${permissions}\n    steps:\n      - uses: pypa/gh-action-pypi-publish@release/v1\n`;

const alone = (on: string, permissions = 'id-token: write', environment = '') => ({
  ...pyproject,
  '.github/workflows/release.yml': workflow(on, permissions, environment),
});

test('a job that may not ask for its token fails', async () => {
  const [found] = await judge(binding, alone('push', 'contents: read'));
  expect(found).toMatchObject({ verdict: 'fail', reason: expect.stringContaining('`id-token: write` is missing') });
});

test('put right: what is left is what the registry holds, said value by value', async () => {
  const [found] = await judge(binding, alone('push', 'id-token: write', '    environment: pypi\n'));
  expect(found?.verdict).toBe('unknown');
  expect(found?.settles).toContain('repository `octo/demo`, workflow `release.yml`, environment `pypi`');
});

test('a called workflow fails for PyPI, and names both files for npm', async () => {
  const caller = (file: string) =>
    `on: push\njobs:\n  call:\n    permissions:\n      id-token: write\n    uses: ./.github/workflows/${file}\n`;
  const [pypi] = await judge(binding, {
    ...pyproject,
    '.github/workflows/ci.yml': caller('publish.yml'),
    '.github/workflows/publish.yml': workflow('workflow_call', 'id-token: write'),
  });
  expect(pypi).toMatchObject({
    verdict: 'fail',
    severity: 'low',
    locations: [{ path: '.github/workflows/ci.yml', line: 6 }, {}],
  });
  const [npm] = await judge(binding, {
    'package.json': '{ "name": "demo", "version": "1.0.0" }',
    '.github/workflows/ci.yml': caller('publish.yml'),
    '.github/workflows/publish.yml': workflow('workflow_call', 'id-token: write').replace(
      'uses: pypa/gh-action-pypi-publish@release/v1',
      'run: npm publish',
    ),
  });
  expect(npm).toMatchObject({ verdict: 'unknown', settles: expect.stringContaining('workflow `ci.yml`') });
});

test('an event that the registry refuses fails where nothing else starts the job', async () => {
  expect((await judge(binding, alone('pull_request_target')))[0]).toMatchObject({ verdict: 'fail' });
  expect((await judge(binding, alone('[pull_request_target, push]')))[0]?.verdict).toBe('unknown');
});

test('a token is not its business', async () => {
  const text = `${workflow('push', 'contents: read')}        with:\n          password: \${{ secrets.PYPI_TOKEN }}\n`;
  const files = { ...pyproject, '.github/workflows/release.yml': text };
  expect((await judge(binding, files))[0]?.verdict).toBe('not-applicable');
});
