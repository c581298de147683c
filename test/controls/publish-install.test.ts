import { expect, test } from 'vitest';
import { publishInstall } from '../../src/controls/publish-install.ts';
import { judge } from './judge.ts';

const path = '.github/workflows/release.yml';

const files = (run: string, others: Record<string, string> = {}): Record<string, string> => ({
  'package.json': '{ "name": "demo", "version": "1.0.0", "devDependencies": { "tsup": "^8.0.0" } }',
  'package-lock.json': '{}',
  'Cargo.lock': '',
  [path]: `on: push\njobs:\n  publish:\n    runs-on: ubuntu-latest\n    permissions:\n      id-token: write\n    steps:\n      - run: ${run}\n      - run: npm publish\n`,
  ...others,
});

test('npm install fails, with the edit to npm ci', async () => {
  const [found] = await judge(publishInstall, files('npm install'));
  expect(found).toMatchObject({ verdict: 'fail', severity: 'medium', locations: [{ path, line: 8, endLine: 8 }] });
  expect(found?.remediation?.fix).toMatchObject({
    safety: 'needs-thought',
    edits: [{ kind: 'replace', line: 8, from: 'npm install', to: 'npm ci --ignore-scripts' }],
  });
});

test('put right: locked, and without scripts', async () => {
  expect((await judge(publishInstall, files('npm ci --ignore-scripts')))[0]?.verdict).toBe('pass');
});

test.each([
  ['npm ci', 'low'],
  ['npm i -g npm@latest', 'low'],
  ['npm i -g npm@11.15.0', 'pass'],
  ['pnpm install', 'pass'],
  ['pnpm install --no-frozen-lockfile', 'medium'],
  ['bun install', 'medium'],
  ['pip install build twine', 'low'],
  ['pip install build==1.3.0 twine==6.2.0', 'pass'],
  ['pip install -r requirements.txt', 'pass'],
  ['pip install -e .', 'pass'],
  ['python -m pip install --upgrade pip', 'low'],
  ['pip install dist/demo-1.0.0-py3-none-any.whl', 'pass'],
  ['pipx run twine upload dist/*', 'low'],
  ['uvx twine upload dist/*', 'low'],
  ['uvx twine@6.2.0 upload dist/*', 'pass'],
  ['cargo publish', 'low'],
  ['cargo publish --locked', 'pass'],
  ['cargo install cargo-release', 'low'],
  ['cargo install cargo-release@0.25.18', 'pass'],
  ['npx semantic-release', 'low'],
  ['npx semantic-release@25.0.1', 'pass'],
  ['npx tsup', 'pass'],
  ['pnpm dlx tsup', 'low'],
  ['gem install bundler', 'low'],
  ['gem install bundler -v 2.6.9', 'pass'],
  ['gem install ./demo-1.0.0.gem', 'pass'],
  ['go install example.org/tool@latest', 'low'],
  ['echo npm install', 'pass'],
])('%s: %s', async (run, expected) => {
  const [found] = await judge(publishInstall, files(run));
  expect(found?.verdict === 'fail' ? found.severity : found?.verdict).toBe(expected);
});

test('yarn: by its version', async () => {
  const verdict = async (others: Record<string, string>) =>
    (await judge(publishInstall, files('yarn install', others)))[0]?.verdict;
  expect(await verdict({ 'yarn.lock': '' })).toBe('fail');
  expect(await verdict({ 'yarn.lock': '', '.yarnrc.yml': '' })).toBe('pass');
  expect(await verdict({})).toBe('pass');
});

test('npm ci is left alone where nothing is in reach of the scripts, or they are off', async () => {
  const files_ = files('npm ci');
  const withToken = `${files_[path]?.replace('id-token: write', 'contents: read')}        env:\n          NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}\n`;
  expect((await judge(publishInstall, { ...files_, [path]: withToken }))[0]?.verdict).toBe('pass');
  expect((await judge(publishInstall, { ...files_, '.npmrc': 'ignore-scripts = true\n' }))[0]?.verdict).toBe('pass');
});

test('one finding for a job, with all its places', async () => {
  const found = await judge(publishInstall, files('|\n          npm install\n          pip install twine'));
  expect(found).toHaveLength(1);
  expect(found[0]?.locations.map(({ line }) => line)).toEqual([9, 10]);
});
