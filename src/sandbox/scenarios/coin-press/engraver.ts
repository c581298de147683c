import type { ScenarioRepository } from '../../scenario.ts';
import { text } from '../text.ts';

/** RubyGems by trusted publishing, in one job with the tests and with write-all. */
export const engraver: ScenarioRepository = {
  name: 'engraver',
  collaborators: { engraver: 'admin', 'minter-general': 'admin' },
  commits: [
    {
      message: 'Release 1.2.0',
      author: 'engraver',
      files: {
        'README.md': text`
          # engraver

          Cuts letters into dies, in Ruby.
        `,
        'engraver.gemspec': text`
          Gem::Specification.new do |spec|
            spec.name = "coin-engraver"
            spec.version = "1.2.0"
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
      },
    },
  ],
  tags: [{ name: 'v1.1.0' }, { name: 'v1.2.0' }],
  releases: [{ tag: 'v1.2.0' }],
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
