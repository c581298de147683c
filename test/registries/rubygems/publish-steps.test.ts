import { describe, expect, it } from 'vitest';
import { mayMint, publishedTo, run, use } from '../steps-of.ts';

const tree = {
  'left.gemspec': 'Gem::Specification.new do |spec|\n  spec.name = "left"\n  spec.version = "1.0.0"\nend\n',
};
const key = 'env: { GEM_HOST_API_KEY: "${{ secrets.KEY }}" }';
const published = (steps: string, job = '') => publishedTo('rubygems', tree, steps, job);

describe('commands that push gems', () => {
  it.each([
    ['gem push', run('gem push pkg/*.gem', [key])],
    ['gem push to RubyGems.org', run('gem push --host https://rubygems.org left-1.0.0.gem', [key])],
    [
      'gem push with credentials',
      run(
        'mkdir -p ~/.gem\nprintf -- "---\\n:rubygems_api_key: ${{ secrets.KEY }}\\n" > ~/.gem/credentials\ngem push *.gem',
      ),
    ],
    ['gem release', run('gem release --key default', [key])],
    ['rake release', run('bundle exec rake release', [key])],
    ['rake release:rubygem_push', run('rake release:rubygem_push', [key])],
    ['toys release', run('bundle exec toys release perform --yes left 1.0.0', [key])],
    ['toys’ hook', run('toys release _onclosed --event-path=x', [key])],
  ])('are known: %s', async (_, steps) => {
    expect(await published(steps)).toMatchObject([{ auth: 'token', provenance: false, packages: ['left'] }]);
  });

  it('attest with a flag', async () => {
    expect(await published(run('gem push a.gem --attestation a.json', [key]))).toMatchObject([{ provenance: true }]);
  });

  it('are trusted after the action that signs in', async () => {
    const steps = `${use('rubygems/configure-rubygems-credentials@v2')}\n${run('gem push *.gem')}`;
    expect(await published(steps, mayMint)).toMatchObject([{ auth: 'trusted-publishing' }]);
  });

  it.each([
    ['gem build', run('gem build left.gemspec', [key])],
    ['gem push to GitHub', run('gem push --host https://rubygems.pkg.github.com/octo left.gem', [key])],
    ['gem release to another host', run('gem release --host https://gems.example.com', [key])],
    ['rake build', run('rake build', [key])],
    ['toys’ request', run('toys release request --yes', [key])],
    ['toys’ rehearsal', run('toys release perform --dry-run left 1.0.0', [key])],
  ])('are not taken for %s', async (_, steps) => {
    expect(await published(steps)).toEqual([]);
  });

  it('are not taken for a release task where there is no gem', async () => {
    expect(await publishedTo('rubygems', { Gemfile: '' }, run('rake release'))).toEqual([]);
  });
});

describe('actions that push gems', () => {
  it.each([
    ['release-gem', use('rubygems/release-gem@v1')],
    ['cucumber', use('cucumber/action-publish-rubygem@v1')],
  ])('mint by themselves: %s', async (_, steps) => {
    expect(await published(steps, mayMint)).toMatchObject([{ auth: 'trusted-publishing', packages: ['left'] }]);
  });

  it.each([
    ['publish-gem', use('dawidd6/action-publish-gem@v1', '{ api_key: "${{ secrets.KEY }}" }')],
    [
      'publish-rubygems-action',
      use('cadwallion/publish-rubygems-action@v1', '{}', ['env: { RUBYGEMS_API_KEY: "${{ secrets.KEY }}" }']),
    ],
    [
      'Discourse’s',
      use('discourse/publish-rubygems-action@v2', '{}', ['env: { RUBYGEMS_API_KEY: "${{ secrets.KEY }}" }']),
    ],
  ])('are known with a key: %s', async (_, steps) => {
    expect(await published(steps)).toMatchObject([{ auth: 'token', provenance: false }]);
  });

  it.each([
    ['set-up', use('ruby/setup-ruby@v1', '{ bundler-cache: true }', [key])],
    ['signing in', use('rubygems/configure-rubygems-credentials@v2')],
  ])('are not taken for %s', async (_, steps) => {
    expect(await published(steps, mayMint)).toEqual([]);
  });

  it('carry attestations unless they are turned off', async () => {
    expect(await published(use('rubygems/release-gem@v1'), mayMint)).toMatchObject([{ provenance: true }]);
    const off = use('rubygems/release-gem@v1', '{ attestations: false }');
    expect(await published(off, mayMint)).toMatchObject([{ provenance: false }]);
  });
});
