import { expect, test } from 'vitest';
import { publishRunner } from '../../src/controls/publish-runner.ts';
import { judge } from './judge.ts';

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
