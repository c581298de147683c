import type { ScenarioRepository } from '../../scenario.ts';
import { text } from '../text.ts';
import { historyOf } from './history.ts';

const files = {
  'README.md': text`
    # showcase

    Components that show coins: \`@coin-press/showcase\` and \`@coin-press/frame\`.
  `,
  '.changeset/config.json': text`
    { "changelog": "@changesets/cli/changelog", "commit": false, "access": "public", "baseBranch": "main" }
  `,
  'package.json': text`
    {
      "name": "showcase-workspace",
      "private": true,
      "workspaces": ["packages/*"],
      "scripts": {
        "build": "tsc --build",
        "release": "npm run build && changeset publish"
      },
      "devDependencies": { "@changesets/cli": "2.29.0", "typescript": "5.9.2" }
    }
  `,
  'package-lock.json': text`
    {
      "name": "showcase-workspace",
      "lockfileVersion": 3,
      "requires": true,
      "packages": {
        "": { "name": "showcase-workspace", "workspaces": ["packages/*"] },
        "node_modules/@coin-press/frame": { "resolved": "packages/frame", "link": true },
        "node_modules/@coin-press/showcase": { "resolved": "packages/showcase", "link": true },
        "packages/frame": { "name": "@coin-press/frame", "version": "0.3.0" },
        "packages/showcase": { "name": "@coin-press/showcase", "version": "0.9.1" }
      }
    }
  `,
  '.github/workflows/release.yml': text`
    name: Release

    on:
      push:
        branches: [main]

    permissions:
      contents: write
      pull-requests: write

    jobs:
      release:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/checkout@v4
          - uses: actions/setup-node@v4
            with:
              node-version: 20
              cache: npm
          - run: npm install
          - uses: changesets/action@v1
            with:
              publish: npm run release
            env:
              GITHUB_TOKEN: $\{{ secrets.GITHUB_TOKEN }}
              NPM_TOKEN: $\{{ secrets.NPM_TOKEN }}
  `,
};

const past = historyOf({
  repository: 'coin-press/showcase',
  author: 'engraver',
  files,
  firstRun: 7_200_000_000,
  lines: [
    {
      registry: 'npm',
      name: '@coin-press/showcase',
      owners: [{ name: 'minter-general' }],
      manifest: {
        'packages/showcase/package.json': text`
          {
            "name": "@coin-press/showcase",
            "version": "VERSION",
            "license": "MIT",
            "repository": { "type": "git", "url": "git+https://github.com/coin-press/showcase.git" }
          }
        `,
      },
      tag: '@coin-press/showcase@',
      built: { workflow: 'release.yml', event: 'push', tags: true },
      by: { person: { name: 'minter-general' } },
      releases: [
        { version: '0.7.0', at: '2026-02-10T09:12:40Z' },
        { version: '0.8.0', at: '2026-04-21T16:02:09Z' },
        { version: '0.8.1', at: '2026-05-05T12:44:51Z' },
        { version: '0.9.0', at: '2026-07-14T10:30:33Z' },
        { version: '0.9.1', at: '2026-09-22T08:19:27Z' },
      ],
    },
    {
      registry: 'npm',
      name: '@coin-press/frame',
      owners: [{ name: 'minter-general' }],
      manifest: {
        'packages/frame/package.json': text`
          {
            "name": "@coin-press/frame",
            "version": "VERSION",
            "license": "MIT",
            "repository": { "type": "git", "url": "git+https://github.com/coin-press/showcase.git" }
          }
        `,
      },
      tag: '@coin-press/frame@',
      built: { workflow: 'release.yml', event: 'push', tags: true },
      by: { person: { name: 'minter-general' } },
      releases: [
        { version: '0.1.0', at: '2026-03-03T14:00:12Z' },
        { version: '0.2.0', at: '2026-06-16T09:47:38Z' },
        { version: '0.2.1', at: '2026-08-04T11:05:19Z' },
        { version: '0.3.0', at: '2026-10-06T13:26:44Z' },
      ],
    },
  ],
});

/** Two npm packages released by changesets with a token of the repository, as thousands of projects do it. */
export const showcase: ScenarioRepository = {
  name: 'showcase',
  collaborators: { 'minter-general': 'admin', engraver: 'write' },
  commits: past.commits,
  tags: past.tags,
  releases: past.releases,
  runs: past.runs,
  // Made in good time for the pull request that puts the token right.
  environments: [
    {
      name: 'npm',
      reviewers: ['minter-general'],
      preventSelfReview: true,
      adminBypass: false,
      branchPolicy: 'custom',
    },
  ],
  secrets: { NPM_TOKEN: '2024-02-11T10:00:00Z' },
  vulnerabilityAlerts: true,
};

/** Their releases carry no provenance: whoever holds the token could have made them. */
export const showcasePackages = past.packages;
