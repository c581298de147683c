import { describe, expect, it } from 'vitest';
import { openVsx } from '../../../src/registries/open-vsx/index.ts';
import type { Tree } from '../../publishing/map-of.ts';
import { publishedTo, run, use } from '../steps-of.ts';

const tree: Tree = {
  'package.json': '{ "name": "left", "publisher": "octo", "version": "1.0.0", "engines": { "vscode": "^1.90.0" } }',
};
const pat = 'pat: "${{ secrets.OVSX_PAT }}"';

const release = run('npx semantic-release', ['env: { OVSX_PAT: "${{ secrets.OVSX_PAT }}" }']);
const withPlugins = (plugins: string): Tree => ({ ...tree, '.releaserc.json': `{ "plugins": [${plugins}] }` });

type Case = [via: string, steps: string, more?: Tree];

const publishing: readonly Case[] = [
  ['semantic-release-vsce', release, withPlugins('"semantic-release-vsce"')],
  ['ovsx publish', run('npx ovsx publish -p ${{ secrets.OVSX_PAT }}')],
  ['ovsx publish', run('npx ovsx publish left.vsix --pat ${{ secrets.OVSX_PAT }}')],
  ['HaaLeo/publish-vscode-extension', use('HaaLeo/publish-vscode-extension@v2', `{ ${pat} }`)],
];

const silent: readonly Case[] = [
  ['semantic-release-vsce', release, withPlugins('"@semantic-release/github"')],
  ['semantic-release-vsce', release, withPlugins('["semantic-release-vsce", { "publish": false }]')],
  ['semantic-release-vsce', run('npx semantic-release'), withPlugins('"semantic-release-vsce"')],
  ['ovsx publish', run('npx ovsx create-namespace octo -p x')],
  ['ovsx publish', run('npx ovsx publish --registryUrl https://openvsx.example.com')],
  [
    'HaaLeo/publish-vscode-extension',
    use('HaaLeo/publish-vscode-extension@v2', '{ registryUrl: https://marketplace.visualstudio.com }'),
  ],
  ['HaaLeo/publish-vscode-extension', use('HaaLeo/publish-vscode-extension@v2', `{ ${pat}, dryRun: true }`)],
];

describe('what publishes to Open VSX', () => {
  it.each<Case>(publishing)('%s: %s', async (via, steps, files = tree) => {
    const [publication] = await publishedTo('open-vsx', files, steps);
    expect(publication).toMatchObject({
      via,
      packages: ['octo.left'],
      auth: 'token',
      provenance: false,
      confidence: 'high',
    });
  });

  it.each<Case>(silent)('not %s: %s', async (_via, steps, files = tree) => {
    expect(await publishedTo('open-vsx', files, steps)).toEqual([]);
  });

  it('has an example and a counter-example for each row', () => {
    const rows = [...openVsx.commands, ...openVsx.actions].map(({ via }) => via);
    expect(rows.filter((via) => !publishing.some(([name]) => name === via))).toEqual([]);
    expect(rows.filter((via) => !silent.some(([name]) => name === via))).toEqual([]);
  });
});
