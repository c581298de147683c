import { describe, expect, it } from 'vitest';
import { jsr } from '../../../src/registries/jsr/index.ts';
import { mayMint, type Tree } from '../../publishing/map-of.ts';
import { publishedTo, run } from '../steps-of.ts';

const tree: Tree = { 'deno.json': '{ "name": "@octo/left", "version": "1.0.0", "exports": "./mod.ts" }' };

const publishing: readonly (readonly [via: string, script: string])[] = [
  ['deno publish', 'deno publish --allow-dirty'],
  ['jsr publish', 'npx jsr publish'],
  ['jsr publish', 'deno run -A npm:jsr publish --set-version 1.2.3'],
  ['@david/publish-on-tag', 'deno run -A jsr:@david/publish-on-tag@0.1.4'],
];

const silent: readonly (readonly [via: string, script: string])[] = [
  ['deno publish', 'deno publish --dry-run'],
  ['deno publish', 'deno check mod.ts'],
  ['jsr publish', 'npx jsr publish --dry-run'],
  ['jsr publish', 'npx jsr add @std/assert'],
  ['@david/publish-on-tag', 'deno run -A jsr:@david/other@0.1.4'],
];

describe('what publishes to JSR', () => {
  it.each(publishing)('%s: %s', async (via, script) => {
    const [publication] = await publishedTo('jsr', tree, run(script), mayMint);
    expect(publication).toMatchObject({
      via,
      packages: ['@octo/left'],
      auth: 'trusted-publishing',
      provenance: true,
      confidence: 'high',
    });
  });

  it.each(silent)('not %s: %s', async (_via, script) => {
    expect(await publishedTo('jsr', tree, run(script), mayMint)).toEqual([]);
  });

  it('has an example and a counter-example for each row', () => {
    const rows = [...jsr.commands, ...jsr.actions].map(({ via }) => via);
    expect(rows.filter((via) => !publishing.some(([name]) => name === via))).toEqual([]);
    expect(rows.filter((via) => !silent.some(([name]) => name === via))).toEqual([]);
  });

  it('takes a token that is handed over for a token', async () => {
    const [publication] = await publishedTo(
      'jsr',
      tree,
      run('deno publish --token "${{ secrets.JSR_TOKEN }}"'),
      mayMint,
    );
    expect(publication).toMatchObject({ auth: 'token', provenance: false });
  });
});
