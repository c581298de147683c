import type { ScenarioRepository } from '../../scenario.ts';
import { text } from '../text.ts';
import { historyOf } from './history.ts';

const files = {
  'README.md': text`
    # engraver

    Cuts letters into dies, in Ruby.
  `,
  'lib/engraver.rb': text`
    module Engraver
      def self.cut(letters) = letters.upcase
    end
  `,
  '.github/workflows/gem.yml': text`
    name: Gem

    on:
      push:
        branches: [main]
        tags: ['v*']

    permissions: write-all

    jobs:
      test-and-push:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/checkout@v4
          - uses: ruby/setup-ruby@v1
            with:
              ruby-version: '3.4'
              bundler-cache: true
          - run: bundle exec rake test
          - uses: rubygems/release-gem@v1
            if: startsWith(github.ref, 'refs/tags/')
  `,
};

const past = historyOf({
  repository: 'coin-press/engraver',
  author: 'engraver',
  files,
  firstRun: 7_700_000_000,
  lines: [
    {
      registry: 'rubygems',
      name: 'coin-engraver',
      owners: [{ name: 'engraver' }, { name: 'minter-general' }],
      twoFactorRequired: true,
      manifest: {
        'engraver.gemspec': text`
          Gem::Specification.new do |spec|
            spec.name = "coin-engraver"
            spec.version = "VERSION"
            spec.summary = "Cuts letters into dies"
            spec.authors = ["The Coin Press"]
            spec.license = "MIT"
            spec.homepage = "https://github.com/coin-press/engraver"
            spec.files = Dir["lib/**/*.rb"]
            spec.metadata = {
              "source_code_uri" => "https://github.com/coin-press/engraver",
              "rubygems_mfa_required" => "true"
            }
          end
        `,
      },
      tag: 'v',
      built: { workflow: 'gem.yml', event: 'push' },
      by: { trusted: {} },
      attested: true,
      releases: [
        { version: '1.0.0', at: '2026-02-05T09:31:12Z' },
        { version: '1.0.1', at: '2026-04-09T15:18:40Z', toldOnGitHub: false },
        { version: '1.1.0', at: '2026-06-25T10:26:33Z', toldOnGitHub: false },
        { version: '1.2.0', at: '2026-09-17T12:03:58Z' },
      ],
    },
  ],
});

/** RubyGems by trusted publishing, in one job with the tests and with write-all. */
export const engraver: ScenarioRepository = {
  name: 'engraver',
  collaborators: { engraver: 'admin', 'minter-general': 'admin' },
  commits: past.commits,
  tags: past.tags,
  releases: past.releases,
  runs: past.runs,
  rulesets: [
    {
      name: 'tags',
      target: 'tag',
      from: 'Organization',
      include: ['~ALL'],
      rules: ['deletion', 'update'],
      bypassActors: 1,
    },
  ],
  branchProtection: { main: { approvals: 2, codeOwnerReview: false, adminsEnforced: true } },
  vulnerabilityAlerts: true,
};

/** Attested, and told on GitHub now and then. */
export const engraverPackages = past.packages;
