import { expect, test } from 'vitest';
import { publishPins } from '../../src/controls/publish-pins.ts';
import { judge } from './judge.ts';

const commit = 'a'.repeat(40);
const digest = `sha256:${'b'.repeat(64)}`;

const files = (ref: string, image: string) => ({
  'package.json': '{ "name": "demo", "version": "1.0.0" }',
  '.github/workflows/release.yml': `on: push
jobs:
  unrelated:
    runs-on: ubuntu-latest
    steps:
      - uses: someone/else@main
  build:
    runs-on: ubuntu-latest
    container: ${image}
    steps:
      - uses: actions/checkout@${ref}
      - uses: ./.github/actions/setup
  publish:
    needs: build
    runs-on: ubuntu-latest
    permissions:
      id-token: write
    steps:
      - uses: actions/checkout@${ref}
      - run: npm publish
`,
  '.github/actions/setup/action.yml': `runs:\n  using: composite\n  steps:\n    - uses: vendor/tool/sub@${ref}\n`,
});

test('one finding for each action that moves, with all its places on the path', async () => {
  const found = await judge(publishPins, files('v4', 'node:24'));
  expect(found.map(({ key, severity, locations }) => [key?.[0], severity, locations.map(({ line }) => line)])).toEqual([
    ['actions/checkout', 'low', [11, 19]],
    ['vendor/tool/sub', undefined, [4]],
    ['node', undefined, [9]],
  ]);
  expect(found[0]?.remediation?.steps[0]).toContain('git ls-remote https://github.com/actions/checkout v4');
});

test('put right: full commits and digests', async () => {
  const found = await judge(publishPins, files(commit, `node:24@${digest}`));
  expect(found.map(({ verdict }) => verdict)).toEqual(['pass']);
});

test('a called workflow of another repository is on the path', async () => {
  const found = await judge(publishPins, {
    '.github/workflows/release.yml': `on: push\njobs:\n  publish:\n    uses: vendor/flows/.github/workflows/npm-publish.yml@v1\n    secrets:\n      NPM_TOKEN: \${{ secrets.NPM_TOKEN }}\n`,
  });
  expect(found.map(({ key }) => key)).toEqual([['vendor/flows/.github/workflows/npm-publish.yml']]);
});
