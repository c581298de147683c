import type { ScenarioRepository } from '../../scenario.ts';
import { text } from '../text.ts';
import { securityPolicy, tagsAreFixed } from './parts.ts';

/** crates.io by trusted publishing, from an environment that nobody guards; the old token was left behind. */
export const die: ScenarioRepository = {
  name: 'die',
  collaborators: { engraver: 'admin' },
  commits: [
    {
      message: 'Publish by trusted publishing',
      author: 'engraver',
      files: {
        'README.md': text`
          # die

          The stamp that coins are struck with, in Rust.
        `,
        'SECURITY.md': securityPolicy,
        'Cargo.toml': text`
          [package]
          name = "coin-die"
          version = "3.1.0"
          edition = "2024"
          license = "MIT OR Apache-2.0"
          description = "The stamp that coins are struck with"
          repository = "https://github.com/coin-press/die"
        `,
        'src/lib.rs': text`
          /// Depth of the relief in micrometres.
          pub fn relief(pressure: u32) -> u32 {
              pressure / 12
          }
        `,
        '.github/workflows/release.yml': text`
          name: Release

          on:
            push:
              tags: ['v*']

          permissions:
            contents: read

          jobs:
            publish:
              runs-on: ubuntu-24.04
              environment: release
              permissions:
                contents: read
                id-token: write
              steps:
                - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
                  with:
                    persist-credentials: false
                - uses: rust-lang/crates-io-auth-action@v1
                  id: auth
                - run: cargo publish --locked
                  env:
                    CARGO_REGISTRY_TOKEN: $\{{ steps.auth.outputs.token }}
        `,
      },
    },
  ],
  tags: [{ name: 'v3.1.0', annotated: true }],
  releases: [{ tag: 'v3.1.0' }],
  rulesets: [{ ...tagsAreFixed, enforcement: 'evaluate' }],
  environments: [{ name: 'release' }],
  secrets: { CARGO_REGISTRY_TOKEN: '2023-09-04T12:00:00Z' },
  branchProtection: { main: { approvals: 1 } },
};
