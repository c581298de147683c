import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { committedCredential } from '../../src/controls/committed-credential.ts';
import { fingerprintOf } from '../../src/controls/fingerprint.ts';
import { judge } from './judge.ts';
import { npmManifest, npmRepository } from './publishing-fixtures.ts';

/** Random-looking characters, made here so that no scanner takes this file for a leak. */
function randomText(length: number, alphabet: string, seed = 'mintmark'): string {
  const bytes = createHash('shake256', { outputLength: length }).update(seed).digest();
  return [...bytes].map((byte) => alphabet[byte % alphabet.length]).join('');
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const hex = '0123456789abcdef';
const npmToken = (seed?: string) => ['npm', randomText(36, letters, seed)].join('_');

const tokens: readonly (readonly [kind: string, path: string, token: string])[] = [
  ['an npm token', '.npmrc', npmToken()],
  ['a PyPI token', 'scripts/upload.py', ['pypi-AgEIcHlwaS5', 'vcmc', randomText(120, `${letters}-_`)].join('')],
  ['a RubyGems API key', 'Rakefile', ['rubygems', randomText(48, hex)].join('_')],
  ['a crates.io token', '.cargo/credentials.toml', `cio${randomText(32, letters)}`],
  ['a nuget.org API key', 'build.ps1', `oy2${randomText(43, letters.slice(26))}`],
  ['a Docker Hub token', 'deploy.sh', ['dckr', 'pat', randomText(27, letters)].join('_')],
  ['a GitHub token', '.env', ['ghp', randomText(36, letters)].join('_')],
  ['a GitHub token', 'Makefile', ['github', 'pat', `${randomText(22, letters)}_${randomText(59, letters)}`].join('_')],
];

test.each(tokens)('%s in %s is found and never shown', async (kind, path, token) => {
  const files = { 'package.json': npmManifest, [path]: `# settings\nkey = "${token}"\n` };
  const judgements = await judge(committedCredential, files);
  expect(judgements).toMatchObject([{ verdict: 'fail', key: [path, kind], locations: [{ path, line: 2 }] }]);
  const shown = JSON.stringify({ ...judgements[0], publication: null });
  for (let at = 0; at + 6 <= token.length; at += 1) {
    const piece = token.slice(at, at + 6);
    if (!'pypi-AgEIcHlwaS5vcmc rubygems_ github_pat_ dckr_pat_'.includes(piece)) expect(shown).not.toContain(piece);
  }
});

test('a token that happens to hold no digit is one all the same', async () => {
  const lettersOnly = letters.slice(0, 52);
  for (const token of [
    ['npm', randomText(36, lettersOnly)].join('_'),
    `cio${randomText(32, lettersOnly)}`,
    ['dckr', 'pat', randomText(27, lettersOnly)].join('_'),
  ])
    expect(await judge(committedCredential, { 'deploy.sh': `login ${token}\n` })).toMatchObject([{ verdict: 'fail' }]);
  const name = 'npm_configRegistryOfTheWholeWorkspaceAtX';
  expect(name).toHaveLength('npm_'.length + 36);
  expect(await judge(committedCredential, { 'deploy.sh': `login ${name}\n` })).toMatchObject([{ verdict: 'pass' }]);
});

test('put right: a variable in its place', async () => {
  const files = { ...npmRepository(), '.npmrc': '//registry.example.test/:_authToken=${NPM_TOKEN}\n' };
  expect(await judge(committedCredential, files)).toMatchObject([{ verdict: 'pass' }]);
});

test.each([
  ['.npmrc', `//registry.example.test/:_authToken=${randomText(36, hex)}`],
  ['.npmrc', `_password = "${randomText(24, letters)}=="`],
  ['.yarnrc.yml', `  npmAuthToken: "${randomText(36, hex)}"`],
  ['.pypirc', `password = ${randomText(20, letters)}`],
  ['ci/settings.xml', `<password>${randomText(20, letters)}</password>`],
  ['gradle.properties', `mavenCentralPassword=${randomText(20, letters)}`],
  ['.gem/credentials', `:rubygems_api_key: ${randomText(48, hex)}`],
  ['.cargo/credentials.toml', `token = "${randomText(40, letters)}"`],
  ['nuget.config', `<add key="ClearTextPassword" value="${randomText(20, letters)}" />`],
  ['pip.conf', `index-url = https://octo:${randomText(20, letters)}@pypi.example.test/simple`],
])('a password that settings name as such fails: %s', async (path, line) => {
  expect(await judge(committedCredential, { [path]: `\n${line}\n` })).toMatchObject([
    { verdict: 'fail', locations: [{ path, line: 2, endLine: 2 }] },
  ]);
});

test.each([
  ['.npmrc', '//localhost:4873/:_authToken=fake-token-for-tests-1'],
  ['.npmrc', '//registry.example.test/:_authToken=YOUR_NPM_TOKEN'],
  ['.npmrc', '//registry.example.test/:_authToken=${NPM_TOKEN}'],
  ['.pypirc', 'password = <token>'],
  ['ci/settings.xml', '<password>${env.MAVEN_PASSWORD}</password>'],
  ['ci/settings.xml', '<password>{COQLCE6DU6GtcS5P=}</password>'],
  ['gradle.properties', 'mavenCentralPassword=changeme'],
  ['.env.example', `NPM_TOKEN=${['npm', 'x'.repeat(36)].join('_')}`],
  ['.env.example', `NPM_TOKEN=${['npm', 'abcdefghijklmnopqrstuvwxyz0123456789'].join('_')}`],
  ['deploy.sh', `echo npm_config_registry_of_the_whole_workspace_1`],
  ['deploy.sh', `echo ${npmToken()}0`],
  ['test/fixtures/.npmrc', `//registry.example.test/:_authToken=${randomText(36, hex)}`],
])('what only looks like one passes: %s %s', async (path, line) => {
  expect(await judge(committedCredential, { [path]: `${line}\n` })).toMatchObject([{ verdict: 'pass' }]);
});

test('a literal that a workflow hands over as a token fails', async () => {
  const workflow = npmRepository({ secret: 'NPM_TOKEN' })['.github/workflows/release.yml'] ?? '';
  const files = {
    'package.json': npmManifest,
    '.github/workflows/release.yml': workflow.replace('${{ secrets.NPM_TOKEN }}', randomText(40, letters)),
  };
  expect(await judge(committedCredential, files)).toMatchObject([{ verdict: 'fail', registry: 'npm' }]);
});

test('a token in a setting is one finding, not two', async () => {
  const files = { '.npmrc': `//registry.example.test/:_authToken=${npmToken()}\n` };
  expect((await judge(committedCredential, files)).map(({ key }) => key)).toEqual([['.npmrc', 'an npm token']]);
});

test('among tests it is less grave', async () => {
  const files = { 'tests/data/.npmrc': `token=${npmToken()}\n` };
  expect(await judge(committedCredential, files)).toMatchObject([{ verdict: 'fail', severity: 'medium' }]);
});

test('the fingerprint does not depend on the value', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1 }), fc.nat({ max: 20 }), async (seed, blank) => {
      const [first] = await judge(committedCredential, { '.npmrc': `a=${npmToken()}\n` });
      const [other] = await judge(committedCredential, { '.npmrc': `${'\n'.repeat(blank)}a=${npmToken(seed)}\n` });
      if (first === undefined || other === undefined) throw new Error('nothing was judged');
      // some random values look made up, and are rightly no finding
      fc.pre(other.verdict === 'fail');
      expect(fingerprintOf('committed-credential', other)).toBe(fingerprintOf('committed-credential', first));
    }),
    { numRuns: 20 },
  );
});

test('what is not searched is not called clean', async () => {
  const many = Object.fromEntries(Array.from({ length: 2_001 }, (_, index) => [`run/${index}.sh`, 'true\n']));
  const judgements = await judge(committedCredential, many);
  expect(judgements).toMatchObject([{ verdict: 'unknown' }]);
});

test('a file that is too large is told beside what was found in others', async () => {
  const fits = `${' '.repeat(1024 * 1024 - 1)}\n`;
  const files = { '.npmrc': `${fits} `, 'deploy.sh': fits, Makefile: `echo ${npmToken()}\n` };
  expect(await judge(committedCredential, files)).toMatchObject([
    { verdict: 'fail', key: ['Makefile', 'an npm token'] },
    { verdict: 'unknown', reason: '`.npmrc` could not be searched for credentials', settles: 'Look into `.npmrc`.' },
  ]);
});

test('a hostile file takes time in proportion to its size', async () => {
  const files = {
    'a.sh': ['npm', 'a'.repeat(400_000)].join('_') + 'cio'.repeat(100_000),
    '.npmrc': `${' '.repeat(500_000)}_authToken=\n${'//'.repeat(200_000)}`,
    'pip.conf': '://a:'.repeat(100_000),
  };
  expect(await judge(committedCredential, files)).not.toEqual([]);
});
