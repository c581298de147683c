import { describe, expect, test } from 'vitest';
import { publishRunner } from '../../src/controls/publish-runner.ts';
import { judge } from './judge.ts';
import { type PackageWords, packageEvidence } from './package-evidence.ts';

const files = (runsOn: string, more = '') => ({
  'package.json': '{ "name": "demo", "version": "1.0.0" }',
  '.github/workflows/release.yml': `on: push\njobs:\n  publish:\n    runs-on: ${runsOn}\n${more}    permissions:\n      id-token: write\n    steps:\n      - run: npm publish\n`,
});

test('a self-hosted runner fails, high where npm refuses it', async () => {
  const [found] = await judge(publishRunner, files('[self-hosted, linux]'));
  expect(found).toMatchObject({ verdict: 'fail', severity: 'high', locations: [{ line: 4 }] });
  const [token] = await judge(publishRunner, {
    ...files('self-hosted'),
    '.github/workflows/release.yml': `${files('self-hosted')['.github/workflows/release.yml'].replace('id-token: write', 'contents: read')}        env:\n          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}\n`,
  });
  expect(token?.verdict).toBe('fail');
  expect(token?.severity).toBeUndefined();
});

test.each(['ubuntu-latest', 'ubuntu-24.04-arm', 'windows-2025', 'macos-15-xlarge', 'ubuntu-slim', 'windows-11-arm'])(
  'put right: %s is hosted',
  async (label) => {
    expect((await judge(publishRunner, files(label)))[0]?.verdict).toBe('pass');
  },
);

test.each(['our-big-runner', '${{ vars.RUNNER }}', '{ group: big }'])('%s is unknown', async (label) => {
  expect((await judge(publishRunner, files(label)))[0]?.verdict).toBe('unknown');
});

test('a matrix is read', async () => {
  const matrix = (second: string) => `    strategy:\n      matrix:\n        os: [ubuntu-latest, ${second}]\n`;
  expect((await judge(publishRunner, files('${{ matrix.os }}', matrix('macos-15'))))[0]?.verdict).toBe('pass');
  expect((await judge(publishRunner, files('${{ matrix.os }}', matrix('self-hosted'))))[0]?.verdict).toBe('fail');
});

describe('what the last release proves', () => {
  const release = '.github/workflows/release.yml';

  async function judged(runsOn: string, words: PackageWords) {
    const options = { packages: [packageEvidence({ name: 'demo', ...words })] };
    const judgements = await judge(publishRunner, files(runsOn), options);
    return judgements[0];
  }

  test('settles what the file hides, since npm takes it from hosted runners only', async () => {
    expect(await judged('our-big-runner', {})).toMatchObject({
      verdict: 'pass',
      reason:
        'the job `publish` of `release.yml` runs on a hosted runner: `1.2.0` of 2026-05-03 came from it, with evidence that npm takes from such runners only',
    });
    expect((await judged('{ group: big }', {}))?.verdict).toBe('pass');
  });

  test('does not outweigh a runner that the file calls self-hosted', async () => {
    expect((await judged('self-hosted', {}))?.verdict).toBe('fail');
  });

  test.each([
    ['another workflow', { releases: [{ version: '1.2.0', workflow: '.github/workflows/other.yml' }] }],
    ['no workflow', { releases: [{ version: '1.2.0', workflow: null }] }],
    [
      'a workflow without proof',
      { releases: [{ version: '1.2.0', joins: { attestation: 'unknown', run: 'unknown' } }] },
    ],
    ['a run that does not fit', { releases: [{ version: '1.2.0', joins: { run: 'contradicted' } }] }],
    ['another repository', { ledger: { link: 'contradicted' } }],
  ] as const)('is nothing for %s', async (_name, words) => {
    expect((await judged('our-big-runner', words))?.verdict).toBe('unknown');
  });

  test('is nothing where a second job publishes the same package', async () => {
    const second = files('ubuntu-latest')[release].replace('publish:', 'nightly:');
    const judgements = await judge(
      publishRunner,
      { ...files('our-big-runner'), '.github/workflows/z.yml': second },
      {
        packages: [packageEvidence({ name: 'demo' })],
      },
    );
    expect(judgements.map(({ verdict }) => verdict).toSorted()).toEqual(['pass', 'unknown']);
  });
});
