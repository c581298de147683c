import { describe, expect, it } from 'vitest';
import { npm } from '../../../src/registries/npm/index.ts';
import { mayMint, npmPackage, type Tree } from '../../publishing/map-of.ts';
import { calledFor, publishedTo, run, use } from '../steps-of.ts';

const workspace: Tree = {
  'package.json': '{ "name": "root", "private": true, "workspaces": ["packages/*"] }',
  'packages/a/package.json': '{ "name": "a", "version": "1.0.0" }',
  'packages/b/package.json': '{ "name": "b", "version": "1.0.0" }',
};
const withConfiguration = (path: string, text: string): Tree => ({ ...npmPackage, [path]: text });
const manifestWith = (more: string): Tree => ({ 'package.json': `{ "name": "left", "version": "1.0.0", ${more} }` });

/** Whose name is expected, the steps, and the files beside one package. */
type Case = [via: string, steps: string, tree?: Tree];

const publishing: readonly Case[] = [
  ['npm publish', run('npm publish --access public')],
  ['npm publish', run('npm pub ./dist')],
  ['npm publish', run('npm publish --dry-run=false')],
  ['npm publish', run('npm publish --workspace a'), workspace],
  ['npm stage publish', run('npm stage publish')],
  ['npm stage publish', run('pnpm stage publish --tag next')],
  ['pnpm publish', run('pnpm publish -r --report-summary --no-git-checks')],
  ['pnpm publish', run('pnpm --filter a publish'), workspace],
  ['pnpm -r publish', run('pnpm recursive publish')],
  ['yarn npm publish', run('yarn npm publish --tolerate-republish')],
  ['yarn workspaces foreach npm publish', run('yarn workspaces foreach --all --no-private npm publish'), workspace],
  ['yarn workspace npm publish', run('yarn workspace a npm publish'), workspace],
  ['yarn workspace npm publish', run('yarn workspace a exec npm publish --provenance'), workspace],
  ['yarn publish', run('yarn publish --new-version 1.2.3')],
  ['bun publish', run('bun publish --access public')],
  ['changeset publish', run('npx changeset publish')],
  ['changeset publish', use('changesets/action@v1', '{ publish: npx changeset publish }')],
  ['changeset publish', use('changesets/action@v2', '{ publish-script: npx changeset publish }')],
  ['changesets/action/publish', use('changesets/action/publish@v2')],
  ['lerna publish', run('npx lerna publish from-package --yes'), workspace],
  ['nx release publish', run('npx nx release publish --tag next'), workspace],
  ['nx release', run('npx nx release --yes'), workspace],
  ['rush publish', run('rush publish --include-all --publish'), workspace],
  ['beachball publish', run('npx beachball publish --yes'), workspace],
  ['release-it', run('npx release-it --ci')],
  ['release-it', run('npx release-it'), withConfiguration('.release-it.json', '{ "npm": { "skipChecks": true } }')],
  [
    'release-it',
    run('npx release-it'),
    withConfiguration('.release-it.json', '{ "npm": false, "hooks": { "after:release": ["npm publish"] } }'),
  ],
  ['semantic-release', run('npx semantic-release')],
  ['semantic-release', use('cycjimmy/semantic-release-action@v4')],
  ['semantic-release', run('npx semantic-release'), withConfiguration('.releaserc', '{ "branches": ["main"] }')],
  [
    'semantic-release',
    run('npx semantic-release'),
    manifestWith('"private": true, "release": { "plugins": [["@semantic-release/npm", { "pkgRoot": "dist" }]] }'),
  ],
  [
    'semantic-release',
    run('npx semantic-release'),
    withConfiguration(
      '.releaserc.json',
      '{ "plugins": [["@semantic-release/exec", { "publishCmd": "pnpm -r publish" }]] }',
    ),
  ],
  ['semantic-release', run('npx multi-semantic-release'), workspace],
  ['np', run('npx np --no-tests patch')],
  ['auto shipit', run('npx auto shipit')],
  ['shipjs trigger', run('npx shipjs trigger')],
  ['wasm-pack publish', run('wasm-pack publish --access public')],
  ['npm-publish', run('npx npm-publish --token x')],
  ['publib-npm', run('npx -p publib@latest publib-npm')],
  ['JS-DevTools/npm-publish', use('js-devtools/npm-publish@v4')],
  ['cucumber/action-publish-npm', use('cucumber/action-publish-npm@v1')],
  ['pascalgn/npm-publish-action', use('pascalgn/npm-publish-action@1.3.9')],
  ['primer/publish', use('primer/publish@v3')],
  ['actions-hub/npm', use('actions-hub/npm@master', '{ args: publish }')],
  ['mikeal/merge-release', use('mikeal/merge-release@master')],
];

const silent: readonly Case[] = [
  ['npm publish', run('npm publish --dry-run')],
  ['npm publish', run('npm pack')],
  ['npm publish', run('npm publish --registry http://localhost:4873')],
  ['npm stage publish', run('npm stage publish --dry-run')],
  ['pnpm publish', run('pnpm publish --report-summary --dry-run')],
  ['pnpm -r publish', run('pnpm recursive publish --dry-run')],
  ['yarn npm publish', run('yarn npm publish --dry-run')],
  ['yarn npm publish', run('yarn npm info left')],
  ['yarn workspaces foreach npm publish', run('yarn workspaces foreach --all run build'), workspace],
  ['yarn workspace npm publish', run('yarn workspace a build'), workspace],
  ['yarn publish', run('yarn publish --registry https://npm.pkg.github.com')],
  ['bun publish', run('bun publish --dry-run')],
  ['changeset publish', run('npx changeset version\nnpx changeset tag')],
  ['changeset publish', use('changesets/action@v1', '{ version: npx changeset version }')],
  ['changesets/action/publish', use('changesets/action/version@v2')],
  ['lerna publish', run('npx lerna version --yes'), workspace],
  ['lerna publish', run('npx lerna publish --registry http://localhost:4873'), workspace],
  ['nx release publish', run('npx nx release publish --dry-run'), workspace],
  ['nx release', run('npx nx release version\nnpx nx release --skip-publish'), workspace],
  ['rush publish', run('rush publish --apply'), workspace],
  ['beachball publish', run('npx beachball check\nnpx beachball publish --no-publish'), workspace],
  ['release-it', run('npx release-it --no-npm.publish\nnpx release-it --npm.publish=false\nnpx release-it -d')],
  ['release-it', run('npx release-it --ci'), withConfiguration('.release-it.json', '{ "npm": false }')],
  ['release-it', run('npx release-it --ci'), manifestWith('"private": true')],
  ['semantic-release', run('npx semantic-release --dry-run')],
  ['semantic-release', run('npx semantic-release'), manifestWith('"private": true')],
  [
    'semantic-release',
    run('npx semantic-release'),
    withConfiguration('.releaserc', '{ "plugins": ["@semantic-release/github"] }'),
  ],
  [
    'semantic-release',
    run('npx semantic-release'),
    withConfiguration('.releaserc.yml', 'plugins:\n  - ["@semantic-release/npm", { npmPublish: false }]\n'),
  ],
  [
    'semantic-release',
    run('npx semantic-release'),
    withConfiguration(
      '.releaserc.json',
      '{ "plugins": [["@semantic-release/exec", { "publishCmd": "npm publish --dry-run" }]] }',
    ),
  ],
  ['np', run('npx np --no-publish\nnpx np --preview')],
  ['auto shipit', run('npx auto release\nnpx auto shipit --dry-run')],
  ['auto shipit', run('npx auto shipit'), withConfiguration('.autorc', '{ "plugins": ["git-tag"] }')],
  ['shipjs trigger', run('npx shipjs prepare')],
  ['wasm-pack publish', run('wasm-pack build\nwasm-pack pack')],
  ['npm-publish', run('npx npm-publish --dry-run')],
  ['publib-npm', run('NPM_REGISTRY=npm.pkg.github.com npx publib-npm')],
  ['JS-DevTools/npm-publish', use('js-devtools/npm-publish@v4', '{ dry-run: true }')],
  ['cucumber/action-publish-npm', use('cucumber/action-get-versions@v1')],
  ['pascalgn/npm-publish-action', use('pascalgn/npm-publish-action@1.3.9', '{ publish_command: "" }')],
  ['primer/publish', use('primer/stylelint@v3')],
  ['actions-hub/npm', use('actions-hub/npm@master', '{ args: test }')],
  ['mikeal/merge-release', use('mikeal/other-release@master')],
  ['pkg.pr.new', run('npx pkg-pr-new publish ./packages/*\npnpx pkg-pr-new publish'), workspace],
  ['a script of that name', run('npm run publish'), manifestWith('"scripts": { "publish": "gh-pages -d out" }')],
];

/** What the steps' own rows say; guesses are left out. */
async function recognised(steps: string, tree: Tree): Promise<readonly string[]> {
  const publications = await publishedTo('npm', tree, steps, mayMint);
  return publications.filter(({ confidence }) => confidence !== 'low').map(({ via }) => via.split(' → ').at(-1) ?? '');
}

describe('what publishes to npm', () => {
  it.each<Case>(publishing)('%s: %s', async (via, steps, tree = npmPackage) => {
    expect(await recognised(steps, tree)).toContain(via);
  });

  it.each<Case>(silent)('not %s: %s', async (_via, steps, tree = npmPackage) => {
    expect(await recognised(steps, tree)).toEqual([]);
  });

  it('calls a reusable workflow only where it is told to publish', async () => {
    const released = (inputs: string) =>
      calledFor('npm', npmPackage, 'sxzz/workflows/.github/workflows/release.yml@v1', `    with: ${inputs}`);
    expect((await released('{ publish: true }')).map(({ via }) => via)).toEqual(['sxzz/workflows/release']);
    expect(await released('{ publish: false }')).toEqual([]);
  });

  it('has an example and a counter-example for each row', () => {
    const rows = new Set([...npm.commands, ...npm.actions].map(({ via }) => via));
    rows.delete('sxzz/workflows/release');
    expect([...rows].filter((via) => !publishing.some(([name]) => name === via))).toEqual([]);
    expect([...rows].filter((via) => !silent.some(([name]) => name === via))).toEqual([]);
  });
});

describe('where npm’s clients publish to by themselves', () => {
  const scoped: Tree = { 'package.json': '{ "name": "@octo/left", "version": "1.0.0" }' };
  const elsewhere = 'https://npm.pkg.github.com';

  it.each([
    ['the registry of setup-node', `- uses: actions/setup-node@v4\n  with: { registry-url: "${elsewhere}" }`],
    ['npm config', run(`npm config set registry ${elsewhere}`)],
    ['the registry of the scope', run(`npm config set @octo:registry ${elsewhere}`)],
    ['the same in one word', run(`npm config set "@octo:registry=${elsewhere}"`)],
    ['a file that is written', run(`echo "@octo:registry=${elsewhere}" >> .npmrc`)],
  ])('%s leads elsewhere', async (_name, before) => {
    expect(await recognised(`${before}\n${run('npm publish')}`, scoped)).toEqual([]);
  });

  it('is not what another scope is told', async () => {
    const steps = `${run(`npm config set @other:registry ${elsewhere}`)}\n${run('npm publish')}`;
    expect(await recognised(steps, scoped)).toEqual(['npm publish']);
    expect(await recognised(steps, npmPackage)).toEqual(['npm publish']);
  });
});

describe('how npm is published to', () => {
  it('tells tokens, OIDC and provenance apart', async () => {
    const [byToken] = await publishedTo(
      'npm',
      npmPackage,
      '- run: npm publish\n  env: { NODE_AUTH_TOKEN: "${{ secrets.NPM_TOKEN }}" }',
      mayMint,
    );
    const [byIdentity] = await publishedTo('npm', npmPackage, run('npm publish'), mayMint);
    expect([byToken?.auth, byIdentity?.auth, byIdentity?.provenance]).toEqual(['token', 'trusted-publishing', true]);
  });
});
