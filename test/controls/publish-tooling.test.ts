import { expect, test } from 'vitest';
import { publishTooling } from '../../src/controls/publish-tooling.ts';
import { judge } from './judge.ts';

const npm = (steps: string, publish = 'npm publish', others: Record<string, string> = {}): Record<string, string> => ({
  'package.json': '{ "name": "demo", "version": "1.0.0" }',
  '.github/workflows/release.yml': `on: push\njobs:\n  publish:\n    runs-on: ubuntu-latest\n    permissions:\n      id-token: write\n    steps:\n${steps}      - run: ${publish}\n`,
  ...others,
});

const node = (version: string) =>
  `      - uses: actions/setup-node@v6\n        with:\n          node-version: ${version}\n`;
const install = (version: string) => `      - run: npm install -g npm@${version}\n`;

test('an npm that does not know trusted publishing fails', async () => {
  const [found] = await judge(publishTooling, npm(node('22')));
  expect(found).toMatchObject({ verdict: 'fail', reason: expect.stringContaining('11.5.1') });
  expect(found?.locations.map(({ line }) => line)).toEqual([8, 11]);
});

test('put right: a newer Node.js, or npm installed', async () => {
  expect((await judge(publishTooling, npm(node('24'))))[0]?.verdict).toBe('pass');
  expect((await judge(publishTooling, npm(node('22') + install('11.5.1'))))[0]?.verdict).toBe('pass');
});

test.each<[string, string, string]>([
  ['an npm that is too old', install('11.4.2'), 'fail'],
  ['the newest npm', node('20') + install('latest'), 'pass'],
  ['the newest LTS', node('lts/*'), 'pass'],
  ['an early release of Node.js 24', node('24.1.0'), 'unknown'],
  ['no version', '', 'unknown'],
  ['a computed version', node('${{ matrix.node }}'), 'unknown'],
])('%s', async (_name, steps, verdict) => {
  expect((await judge(publishTooling, npm(steps)))[0]?.verdict).toBe(verdict);
});

test('a version file is read', async () => {
  const step = '      - uses: actions/setup-node@v6\n        with:\n          node-version-file: .nvmrc\n';
  expect((await judge(publishTooling, npm(step, 'npm publish', { '.nvmrc': 'v20.1.0\n' })))[0]?.verdict).toBe('fail');
});

test('staged publishing needs a newer npm still', async () => {
  expect((await judge(publishTooling, npm(install('11.5.1'), 'npm stage publish')))[0]?.verdict).toBe('fail');
  expect((await judge(publishTooling, npm(install('11.15.0'), 'npm stage publish')))[0]?.verdict).toBe('pass');
  // what a newer Node.js brings is not known to that point
  expect((await judge(publishTooling, npm(node('24'), 'npm stage publish')))[0]?.verdict).toBe('unknown');
});

test('a token asks for nothing', async () => {
  const files = npm(node('20'), 'npm publish\n        env:\n          NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}');
  expect((await judge(publishTooling, files))[0]?.verdict).toBe('not-applicable');
});

test.each([
  ['v1.7.0', ['fail', 'fail']],
  ['v1.8.14', ['pass', 'fail']],
  ['v1.13.0', ['pass', 'pass']],
  ['release/v1', ['pass', 'pass']],
  [`${'d'.repeat(40)} # v1.10.0`, ['pass', 'fail']],
  ['master', ['unknown', 'unknown']],
])('gh-action-pypi-publish %s', async (ref, verdicts) => {
  const found = await judge(publishTooling, {
    'pyproject.toml': '[project]\nname = "demo"\nversion = "1"\n',
    '.github/workflows/release.yml': `on: push\njobs:\n  publish:\n    runs-on: ubuntu-latest\n    permissions:\n      id-token: write\n    steps:\n      - uses: pypa/gh-action-pypi-publish@${ref}\n`,
  });
  expect(found.map(({ verdict }) => verdict)).toEqual(verdicts);
});

test('twine is judged by what the job installs', async () => {
  const files = (word: string) => ({
    'pyproject.toml': '[project]\nname = "demo"\nversion = "1"\n',
    '.github/workflows/release.yml': `on: push\njobs:\n  publish:\n    runs-on: ubuntu-latest\n    permissions:\n      id-token: write\n    steps:\n      - run: pip install ${word}\n      - run: twine upload dist/*\n`,
  });
  expect((await judge(publishTooling, files('twine==5.1.1')))[0]?.verdict).toBe('fail');
  expect((await judge(publishTooling, files('build twine')))[0]?.verdict).toBe('pass');
});
