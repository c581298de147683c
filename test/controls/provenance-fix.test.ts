import { describe, expect, test } from 'vitest';
import type { FixInput } from '../../src/fixes/offer.ts';
import { tryFixes, tryTogether } from '../../src/fixes/try-fix.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';
import { path } from './fix-case.ts';
import { type PackageWords, packageEvidence, type Release } from './package-evidence.ts';
import { npmManifest, npmRepository, workflowOf } from './publishing-fixtures.ts';

type Texts = Readonly<Record<string, string>>;

const without: Release = { version: '1.2.0', by: 'ada', joins: { attestation: 'missing' } };
const onNpm: PackageWords = { releases: [without] };
const onPypi: PackageWords = { registry: 'pypi', name: 'demo', releases: [without] };
const pyproject = { 'pyproject.toml': '[project]\nname = "demo"\nversion = "1.0.0"\n' };
const signing = ['permissions:', '  contents: read', '  id-token: write'];
const token = ['  env:', '    NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}'];

const npmSteps = (steps: readonly string[], head = signing, more: Texts = {}): Texts => ({
  'package.json': npmManifest,
  [path]: workflowOf(steps, head),
  ...more,
});

const selfHosted = (workflow: string) => workflow.replace('ubuntu-latest', 'self-hosted');

function input(files: Texts, words: PackageWords | readonly PackageWords[] = onNpm): FixInput {
  return {
    files: memoryFiles(files),
    subject: { repository: 'octo/demo', ref: null, commit: null },
    policy: defaultPolicy,
    today: '2026-06-01',
    pins: new Map(),
    askRegistries: () => Promise.resolve([words].flat().map((each) => packageEvidence(each))),
  };
}

async function tried(files: Texts, words?: PackageWords | readonly PackageWords[]) {
  const { outcomes, report } = await tryTogether(input(files, words), ({ control }) => control === 'provenance');
  const finding = report.findings.find(({ control }) => control === 'provenance');
  return { outcome: outcomes[0], finding };
}

test.each<[string, Texts, string, string, PackageWords?]>([
  ['the flag of npm', npmRepository({ idToken: true, secret: 'NPM_TOKEN' }), path, 'run: npm publish --provenance\n'],
  [
    'the flag of pnpm',
    npmSteps(['- run: |', '    pnpm -r publish --no-git-checks', ...token]),
    path,
    'pnpm -r publish --provenance --no-git-checks\n',
  ],
  [
    'the permission along with it',
    npmRepository({ secret: 'NPM_TOKEN' }),
    path,
    '      contents: read\n      id-token: write\n',
  ],
  [
    'the permission where the flag is there already',
    npmRepository({ secret: 'NPM_TOKEN', command: 'npm publish --provenance' }),
    path,
    '      id-token: write\n    steps:',
  ],
  [
    'the variable for what a release tool publishes',
    npmSteps(['- run: npx lerna publish from-package', ...token]),
    path,
    '          NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}\n          NPM_CONFIG_PROVENANCE: true\n',
  ],
  [
    'the variable for what a script of the package calls',
    npmSteps(['- run: npm run release', ...token], signing, {
      'package.json': npmManifest.replace('}', ',"scripts":{"release":"npm publish"}}'),
    }),
    path,
    'NPM_CONFIG_PROVENANCE: true\n',
  ],
  [
    'the input of an action',
    npmSteps(['- uses: JS-DevTools/npm-publish@v3', '  with:', '    token: ${{ secrets.NPM_TOKEN }}']),
    path,
    '          provenance: true\n',
  ],
  [
    'a variable that switches it off',
    npmSteps(['- run: npm publish', '  env:', '    NPM_CONFIG_PROVENANCE: false # for now']),
    path,
    '          NPM_CONFIG_PROVENANCE: true # for now\n',
  ],
  [
    'a flag that switches it off',
    npmSteps(['- run: npm publish --no-provenance --access public']),
    path,
    'npm publish --provenance --access public\n',
  ],
  [
    'a manifest that switches it off',
    npmSteps(['- run: npm publish'], signing, {
      'package.json': npmManifest.replace('}', ',"publishConfig":{"provenance":false}}'),
    }),
    'package.json',
    '"publishConfig":{"provenance":true}',
  ],
  [
    'settings of the client that switch it off',
    npmSteps(['- run: npm publish'], signing, { '.npmrc': '# ours\nprovenance = false\n' }),
    '.npmrc',
    '# ours\nprovenance=true\n',
  ],
  [
    'an input that keeps attestations from PyPI',
    {
      ...pyproject,
      [path]: workflowOf(
        ['- uses: pypa/gh-action-pypi-publish@v1.13.0', '  with:', '    attestations: false', '    verbose: true'],
        signing,
      ),
    },
    path,
    '        with:\n          verbose: true\n',
    onPypi,
  ],
  [
    'a flag that keeps provenance from JSR',
    {
      'jsr.json': '{ "name": "@octo/demo", "version": "1.0.0", "exports": "./mod.ts" }',
      [path]: workflowOf(['- run: npx jsr publish --no-provenance --allow-dirty'], signing),
    },
    path,
    'npx jsr publish --allow-dirty\n',
    { registry: 'jsr', releases: [without] },
  ],
])('%s', async (_what, files, changed, after, words) => {
  const { outcome } = await tried(files, words);
  expect(outcome).toMatchObject({ state: 'clean', offer: { safety: 'needs-thought', settledBy: 'next-release' } });
  const offered = outcome?.state === 'clean' ? outcome.offer.files : [];
  expect(offered.find((file) => file.path === changed)?.after).toContain(after);
});

describe('no edit is offered', () => {
  test.each<[string, Texts, PackageWords?]>([
    ['where provenance comes by itself', npmRepository({ idToken: true })],
    [
      'from a machine of their own',
      { 'package.json': npmManifest, [path]: selfHosted(workflowOf(['- run: npm publish', ...token], signing)) },
    ],
    [
      'for the permission alone, from such a machine',
      { 'package.json': npmManifest, [path]: selfHosted(workflowOf(['- run: npm publish --provenance', ...token])) },
    ],
    [
      'where a variable decides',
      npmSteps(['- run: npm publish', '  env:', '    NPM_CONFIG_PROVENANCE: ${{ vars.SIGN }}']),
    ],
    ['for a tool that does not know it', npmSteps(['- run: bun publish', ...token])],
    [
      'for an npm that does not know it',
      npmSteps(['- run: npm install -g npm@8.19.4', '- run: npm publish', ...token]),
    ],
    [
      'for a token on PyPI',
      {
        ...pyproject,
        [path]: workflowOf(
          [
            '- uses: pypa/gh-action-pypi-publish@v1.13.0',
            '  with:',
            '    attestations: false',
            '    password: ${{ secrets.PYPI_TOKEN }}',
          ],
          signing,
        ),
      },
      onPypi,
    ],
    [
      'where the build could sign as well then',
      npmSteps(['- run: npm run build', '- run: npm publish', ...token], ['permissions:', '  contents: read']),
    ],
    [
      'where the step publishes elsewhere as well',
      npmSteps(['- run: |', '    npm publish', '    npm publish --registry https://npm.pkg.github.com', ...token]),
    ],
  ])('%s', async (_what, files, words) => {
    const { outcome, finding } = await tried(files, words);
    expect(finding?.remediation.fixable).toBe(false);
    expect(outcome).toBeUndefined();
  });
});

test('what the files ask for already waits for the next release, and says so', async () => {
  const { finding } = await tried(npmRepository({ idToken: true }));
  expect(finding?.remediation).toMatchObject({ fixable: false, settledBy: 'next-release' });
  expect(finding?.remediation.steps[0]).toContain('asks for provenance as it is now');
  const { finding: silent } = await tried(npmSteps(['- run: bun publish', ...token]));
  expect(silent?.remediation.settledBy).toBeUndefined();
});

test('an edit after which nothing asks for provenance is refused', async () => {
  const old = ['- uses: pypa/gh-action-pypi-publish@v1.8.14', '  with:', '    attestations: false'];
  const { outcome } = await tried({ ...pyproject, [path]: workflowOf(old, signing) }, onPypi);
  expect(outcome).toMatchObject({
    state: 'refused',
    why: 'still-there',
    detail: 'the next release would not settle the finding after the edit either',
  });
});

test('one edit asks for all packages that lack it, or none is offered', async () => {
  const more = { 'b/package.json': '{ "name": "b", "version": "1.0.0" }' };
  const both = [onNpm, { ...onNpm, name: 'b' }];
  const second = (run: string) => ['- run: npm publish', ...token, `- run: ${run}`, '  working-directory: b', ...token];
  const { outcome } = await tried(npmSteps(second('npm publish'), signing, more), both);
  const after = outcome?.state === 'clean' ? (outcome.offer.files[0]?.after ?? '') : '';
  expect(after.split('npm publish --provenance\n')).toHaveLength(3);
  expect((await tried(npmSteps(second('bun publish'), signing, more), both)).outcome).toBeUndefined();
});

test('a manifest that names the repository otherwise comes first', async () => {
  const files = npmRepository({ idToken: true, secret: 'NPM_TOKEN' });
  const named = (repository: string) => ({
    ...files,
    'package.json': npmManifest.replace('"octo/demo"', `"${repository}"`),
  });
  const first = async (texts: Texts) => {
    const { outcome } = await tried(texts);
    return outcome?.state === 'clean' ? outcome.offer.first : null;
  };
  expect(await first(named('octo/demo'))).toEqual([]);
  expect(await first(named('Octo/Demo'))).toEqual([
    'Let `repository` in `package.json` name `octo/demo` as GitHub spells it, upper and lower case included: npm compares it with where a release with provenance comes from.',
  ]);
});

test('after the edit nothing is offered again', async () => {
  const files = npmRepository({ idToken: true, secret: 'NPM_TOKEN' });
  const { outcomes } = await tryFixes(input(files));
  const offer = outcomes.flatMap((each) =>
    each.state === 'clean' && each.finding.control === 'provenance' ? [each.offer] : [],
  )[0];
  const fixed = Object.fromEntries(offer?.files.map((file) => [file.path, file.after]) ?? []);
  const { outcome, finding } = await tried({ ...files, ...fixed });
  expect(outcome).toBeUndefined();
  expect(finding?.fingerprint).toBe(offer?.fingerprint);
  expect(finding?.remediation.settledBy).toBe('next-release');
});
