import type { ScenarioRepository } from '../../scenario.ts';
import { text } from '../text.ts';
import { historyOf } from './history.ts';
import { securityPolicy, tagsAreFixed } from './parts.ts';

const files = {
  'README.md': text`
    # die

    The stamp that coins are struck with, in Rust.
  `,
  'SECURITY.md': securityPolicy,
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
};

/** Before the crate was published by trusted publishing. */
const byToken = { by: { person: { name: 'engraver' } } };

const past = historyOf({
  repository: 'coin-press/die',
  author: 'engraver',
  files,
  firstRun: 7_500_000_000,
  lines: [
    {
      registry: 'crates.io',
      name: 'coin-die',
      owners: [{ name: 'engraver' }],
      manifest: {
        'Cargo.toml': text`
          [package]
          name = "coin-die"
          version = "VERSION"
          edition = "2024"
          license = "MIT OR Apache-2.0"
          description = "The stamp that coins are struck with"
          repository = "https://github.com/coin-press/die"
        `,
      },
      tag: 'v',
      built: { workflow: 'release.yml', event: 'push', environment: 'release' },
      by: { trusted: {} },
      releases: [
        { version: '2.9.0', at: '2026-01-13T12:10:36Z', instead: byToken },
        { version: '2.9.1', at: '2026-02-24T16:33:08Z', instead: byToken },
        { version: '3.0.0', at: '2026-04-14T09:58:21Z', instead: byToken },
        { version: '3.0.1', at: '2026-07-21T10:41:57Z' },
        { version: '3.1.0', at: '2026-09-29T15:12:03Z' },
      ],
    },
  ],
});

/** crates.io by trusted publishing, from an environment that nobody guards; the old token was left behind. */
export const die: ScenarioRepository = {
  name: 'die',
  collaborators: { engraver: 'admin' },
  commits: past.commits,
  tags: past.tags,
  releases: past.releases,
  runs: past.runs,
  rulesets: [{ ...tagsAreFixed, enforcement: 'evaluate' }],
  environments: [{ name: 'release' }],
  secrets: { CARGO_REGISTRY_TOKEN: '2023-09-04T12:00:00Z' },
  branchProtection: { main: { approvals: 1 } },
};

/** By a token until the spring, and by trusted publishing since then. */
export const diePackages = past.packages;
