import { describe, expect, it } from 'vitest';
import { mayMint, publishedTo, run, use } from '../steps-of.ts';

const tree = {
  'Cargo.toml': '[workspace]\nmembers = ["a", "b"]\n',
  'a/Cargo.toml': '[package]\nname = "alpha"\nversion = "1.0.0"\n',
  'b/Cargo.toml': '[package]\nname = "beta"\nversion = "1.0.0"\n',
};
const token = 'env: { CARGO_REGISTRY_TOKEN: "${{ secrets.TOKEN }}" }';
const published = (steps: string, job = '') => publishedTo('crates.io', tree, steps, job);

describe('commands that publish to crates.io', () => {
  it.each([
    ['cargo publish', run('cargo publish -p alpha', [token])],
    ['cargo publish with a token', run('cargo publish -p alpha --token ${{ secrets.TOKEN }}')],
    ['cargo publish after a login', run('cargo login ${{ secrets.TOKEN }}\ncargo publish -p alpha')],
    ['cargo with a toolchain', run('cargo +stable publish -p alpha', [token])],
    ['cargo release', run('cargo release --execute --no-confirm patch', [token])],
    ['cargo release publish', run('cargo release publish --execute', [token])],
    ['cargo workspaces', run('cargo workspaces publish --from-git', [token])],
    ['cargo ws', run('cargo ws publish --from-git', [token])],
    ['cargo publish-workspace', run('cargo publish-workspace', [token])],
    ['cargo smart-release', run('cargo smart-release --execute', [token])],
    ['release-plz', run('release-plz release', [token])],
  ])('are known: %s', async (_, steps) => {
    expect(await published(steps)).toMatchObject([{ auth: 'token', provenance: false }]);
  });

  it.each([
    ['cargo’s rehearsal', run('cargo publish --dry-run', [token])],
    ['cargo package', run('cargo package', [token])],
    ['another registry', run('cargo publish --registry internal', [token])],
    ['cargo release’s rehearsal', run('cargo release patch', [token])],
    ['cargo release that only tags', run('cargo release --execute --no-publish patch', [token])],
    ['cargo ws version', run('cargo ws version patch', [token])],
    ['cargo ws’ rehearsal', run('cargo ws publish --dry-run', [token])],
    ['release-plz’ pull request', run('release-plz release-pr', [token])],
    ['release-plz’ rehearsal', run('release-plz release --dry-run', [token])],
  ])('are not taken for %s', async (_, steps) => {
    expect(await published(steps)).toEqual([]);
  });

  it('are trusted with the token of the action that mints one', async () => {
    const steps = [
      '- { uses: rust-lang/crates-io-auth-action@v1, id: auth }',
      run('cargo publish -p alpha', ['env: { CARGO_REGISTRY_TOKEN: "${{ steps.auth.outputs.token }}" }']),
    ];
    expect(await published(steps.join('\n'), mayMint)).toMatchObject([
      { auth: 'trusted-publishing', packages: ['alpha'] },
    ]);
  });

  it('are not trusted for the right to mint alone: cargo does not', async () => {
    expect(await published(run('cargo publish -p alpha'), mayMint)).toMatchObject([{ auth: 'unknown' }]);
  });
});

describe('actions that publish to crates.io', () => {
  it.each([
    ['release-plz', use('release-plz/action@v0.5', '{ command: release }', [token])],
    ['release-plz with both commands', use('MarcoIeni/release-plz-action@v0.5', '{}', [token])],
    ['publish-crates', use('katyo/publish-crates@v2', '{ registry-token: "${{ secrets.TOKEN }}" }')],
    [
      'covector',
      `${run('cargo login ${{ secrets.TOKEN }}')}\n${use('jbolda/covector/packages/action@v0', '{ command: version-or-publish }')}`,
    ],
  ])('are known: %s', async (_, steps) => {
    expect(await published(steps)).toMatchObject([{ auth: 'token', pinned: false, packages: ['alpha', 'beta'] }]);
  });

  it.each([
    ['release-plz', use('release-plz/action@v0.5', '{ command: release }')],
    ['cucumber', use('cucumber/action-publish-cargo@v1', '{ working-directory: a }')],
  ])('mint by themselves: %s', async (_, steps) => {
    expect(await published(steps, mayMint)).toMatchObject([{ auth: 'trusted-publishing' }]);
  });

  it.each([
    ['release-plz’ pull request', use('release-plz/action@v0.5', '{ command: release-pr }')],
    [
      'publish-crates’ rehearsal',
      use('katyo/publish-crates@v2', '{ registry-token: "${{ secrets.TOKEN }}", dry-run: true }'),
    ],
    ['covector’s status', use('jbolda/covector/packages/action@v0', '{ command: status }')],
    ['cucumber’s other action', use('cucumber/action-publish-npm@v1')],
  ])('are not taken for %s', async (_, steps) => {
    expect(await published(steps, token)).toEqual([]);
  });

  it('leave covector to others where there is no crate', async () => {
    const steps = use('jbolda/covector/packages/action@v0', '{ command: publish }');
    expect(await publishedTo('crates.io', { 'package.json': '{ "name": "left" }' }, steps)).toEqual([]);
  });
});
