import { describe, expect, it } from 'vitest';
import { vscodeMarketplace } from '../../../src/registries/vscode-marketplace/index.ts';
import { mayMint, type Tree } from '../../publishing/map-of.ts';
import { publishedTo, run, use } from '../steps-of.ts';

const tree: Tree = {
  'package.json': '{ "name": "left", "publisher": "octo", "version": "1.0.0", "engines": { "vscode": "^1.90.0" } }',
};
const marketplace = 'registryUrl: https://marketplace.visualstudio.com';

const release = run('npx semantic-release', ['env: { VSCE_PAT: "${{ secrets.VSCE_PAT }}" }']);
const withPlugins = (plugins: string): Tree => ({ ...tree, '.releaserc.json': `{ "plugins": [${plugins}] }` });

type Case = [via: string, steps: string, more?: Tree];

const publishing: readonly Case[] = [
  ['semantic-release-vsce', release, withPlugins('"semantic-release-vsce"')],
  ['vsce publish', run('npx vsce publish -p ${{ secrets.VSCE_PAT }}')],
  ['vsce publish', run('npx @vscode/vsce publish --pat ${{ secrets.VSCE_PAT }} --packagePath left.vsix')],
  [
    'HaaLeo/publish-vscode-extension',
    use('HaaLeo/publish-vscode-extension@v2', `{ pat: "\${{ secrets.VSCE_PAT }}", ${marketplace} }`),
  ],
  ['lannonbr/vsce-action', use('lannonbr/vsce-action@4.0.0', '{}', ['env: { VSCE_TOKEN: "${{ secrets.VSCE_PAT }}" }'])],
];

const silent: readonly Case[] = [
  ['semantic-release-vsce', release, withPlugins('"@semantic-release/github"')],
  ['semantic-release-vsce', release, withPlugins('["semantic-release-vsce", { "publish": false }]')],
  ['vsce publish', run('npx vsce package --target linux-x64')],
  ['vsce publish', run('npx ovsx publish -p x')],
  ['HaaLeo/publish-vscode-extension', use('HaaLeo/publish-vscode-extension@v2', '{ pat: x }')],
  ['HaaLeo/publish-vscode-extension', use('HaaLeo/publish-vscode-extension@v2', `{ ${marketplace}, dryRun: true }`)],
  ['lannonbr/vsce-action', use('lannonbr/vsce-action@4.0.0', '{ args: package }')],
];

describe('what publishes to the Marketplace', () => {
  it.each<Case>(publishing)('%s: %s', async (via, steps, files = tree) => {
    const [publication] = await publishedTo('vscode-marketplace', files, steps);
    expect(publication).toMatchObject({
      via,
      packages: ['octo.left'],
      auth: 'token',
      provenance: false,
      confidence: 'high',
    });
  });

  it.each<Case>(silent)('not %s: %s', async (_via, steps, files = tree) => {
    expect(await publishedTo('vscode-marketplace', files, steps)).toEqual([]);
  });

  it('has an example and a counter-example for each row', () => {
    const rows = [...vscodeMarketplace.commands, ...vscodeMarketplace.actions].map(({ via }) => via);
    expect(rows.filter((via) => !publishing.some(([name]) => name === via))).toEqual([]);
    expect(rows.filter((via) => !silent.some(([name]) => name === via))).toEqual([]);
  });
});

describe('signing in to Azure for the Marketplace', () => {
  const publish = run('npx vsce publish --azure-credential');

  it.each([
    ['with a federated identity', '{ client-id: a, tenant-id: b }', 'trusted-publishing'],
    ['with a stored secret', '{ creds: "${{ secrets.AZURE_CREDENTIALS }}" }', 'token'],
  ])('%s', async (_name, inputs, auth) => {
    const steps = `${use('azure/login@v2', inputs)}\n${publish}`;
    const [publication] = await publishedTo('vscode-marketplace', tree, steps, mayMint);
    expect(publication?.auth).toBe(auth);
  });

  it('is not known without it', async () => {
    const [publication] = await publishedTo('vscode-marketplace', tree, publish, mayMint);
    expect(publication?.auth).toBe('unknown');
  });
});
