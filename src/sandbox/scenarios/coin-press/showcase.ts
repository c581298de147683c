import type { ScenarioRepository } from '../../scenario.ts';
import { text } from '../text.ts';

/** Two npm packages released by changesets with a token of the repository, as thousands of projects do it. */
export const showcase: ScenarioRepository = {
  name: 'showcase',
  collaborators: { 'minter-general': 'admin', engraver: 'write' },
  commits: [
    {
      message: 'Add the frame package',
      author: 'engraver',
      files: {
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
        'packages/showcase/package.json': text`
          {
            "name": "@coin-press/showcase",
            "version": "0.9.1",
            "license": "MIT",
            "repository": { "type": "git", "url": "git+https://github.com/coin-press/showcase.git" }
          }
        `,
        'packages/frame/package.json': text`
          {
            "name": "@coin-press/frame",
            "version": "0.3.0",
            "license": "MIT",
            "repository": { "type": "git", "url": "git+https://github.com/coin-press/showcase.git" }
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
      },
    },
  ],
  tags: [{ name: '@coin-press/showcase@0.9.1' }, { name: '@coin-press/frame@0.3.0' }],
  releases: [{ tag: '@coin-press/showcase@0.9.1' }, { tag: '@coin-press/frame@0.3.0' }],
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
