import { describe, expect, test } from 'vitest';
import { binding } from '../../src/controls/binding.ts';
import { fingerprintOf } from '../../src/controls/fingerprint.ts';
import { judge } from './judge.ts';
import { type PackageWords, packageEvidence } from './package-evidence.ts';

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

describe('learnt from the last release', () => {
  async function judged(words: PackageWords, more: Readonly<Record<string, string>> = {}) {
    const files = { ...alone('push', 'id-token: write', '    environment: pypi\n'), ...more };
    return judge(binding, files, { packages: [packageEvidence({ registry: 'pypi', name: 'demo', ...words })] });
  }
  const from = (workflow: string | null, over: Partial<NonNullable<PackageWords['releases']>[number]> = {}) => ({
    releases: [{ version: '1.2.0', on: '2026-05-03', workflow, ...over }],
  });

  test('a workflow that still publishes passes', async () => {
    expect(await judged({})).toMatchObject([
      {
        verdict: 'pass',
        reason:
          'the last release by trusted publishing, `1.2.0` of 2026-05-03, was built by `release.yml`, which still publishes; which environment it names, no certificate tells',
      },
    ]);
  });

  test('a workflow that is not there any more fails, with the values to enter', async () => {
    const [found] = await judged(from('.github/workflows/publish.yml'));
    expect(found).toMatchObject({
      verdict: 'fail',
      reason:
        '`1.2.0` of 2026-05-03 of `demo` was built by `publish.yml`, which is not there any more: a trusted publisher that names `publish.yml` refuses the job `publish` of `release.yml`',
      locations: [{ path: '.github/workflows/release.yml' }],
      key: ['workflow', 'demo'],
    });
    expect(found?.severity).toBeUndefined();
    expect(found?.remediation?.steps[0]).toContain(
      'enter workflow `release.yml`, with repository `octo/demo` and environment `pypi`',
    );
  });

  test('one that is there and is not seen to publish is less grave', async () => {
    const ci = 'on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n';
    const found = await judged(from('.github/workflows/ci.yml'), { '.github/workflows/ci.yml': ci });
    expect(found).toMatchObject([
      { verdict: 'fail', severity: 'medium', reason: expect.stringContaining('is not seen to publish it any more') },
    ]);
  });

  test('where two workflows publish, the one that did is proved and the other not', async () => {
    const nightly = { '.github/workflows/nightly.yml': workflow('push', 'id-token: write') };
    const found = await judged({}, nightly);
    expect(
      found.map(({ verdict, publication }) => `${publication?.site?.workflow.path} ${verdict}`).toSorted(),
    ).toEqual(['.github/workflows/nightly.yml unknown', '.github/workflows/release.yml pass']);
  });

  test('a file that is gone is one finding, however many publish now', async () => {
    const nightly = { '.github/workflows/nightly.yml': workflow('push', 'id-token: write') };
    const found = await judged(from('.github/workflows/publish.yml'), nightly);
    expect(found.map(({ verdict }) => verdict)).toEqual(['fail', 'fail']);
    expect(new Set(found.map((each) => fingerprintOf('binding', each))).size).toBe(1);
  });

  test.each([
    ['by a token', from('.github/workflows/publish.yml', { by: 'ada', rank: 'provenance' })],
    ['without a known workflow', from(null)],
    ['without proof', from('.github/workflows/publish.yml', { joins: { attestation: 'unknown', run: 'unknown' } })],
    ['that is not there', { releases: [] }],
  ])('a release %s teaches nothing', async (_name, words) => {
    expect((await judged(words))[0]).toMatchObject({
      verdict: 'unknown',
      settles: expect.stringContaining('workflow `release.yml`'),
    });
  });

  test('a newer release without proof does not hide the last one with it', async () => {
    const releases = [{ version: '1.3.0', by: '?', workflow: null }, ...from('.github/workflows/publish.yml').releases];
    expect((await judged({ releases }))[0]).toMatchObject({
      verdict: 'fail',
      reason: expect.stringContaining('`1.2.0`'),
    });
  });
});
