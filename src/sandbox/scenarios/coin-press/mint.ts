import type { ScenarioRepository } from '../../scenario.ts';
import { text } from '../text.ts';
import { historyOf } from './history.ts';
import { codeOwners, gatedPolicy, reviewedBranch, securityPolicy, tagsAreFixed, updates } from './parts.ts';

const files = {
  'README.md': text`
    # mint

    Strikes coins in JavaScript: \`npm install @coin-press/mint\`.
  `,
  'SECURITY.md': securityPolicy,
  '.github/CODEOWNERS': codeOwners,
  '.github/dependabot.yml': updates,
  '.github/mintmark.yml': gatedPolicy,
  'src/index.js': text`
    export function strike(metal, face) {
      return { metal, face, struckAt: Date.now() };
    }
  `,
  '.github/workflows/publish.yml': text`
    name: Publish

    on:
      push:
        tags: ['v*']

    permissions:
      contents: read

    jobs:
      pack:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
            with:
              persist-credentials: false
          - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
            with:
              node-version: 24
          - run: npm ci --ignore-scripts
          - run: npm test
          - run: npm pack
          - uses: actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1
            with:
              name: package
              path: '*.tgz'

      publish:
        needs: pack
        runs-on: ubuntu-24.04
        environment: npm
        permissions:
          id-token: write
        steps:
          - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
            with:
              node-version: 24
          - uses: actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1
            with:
              name: package
          - run: npm publish ./*.tgz
  `,
};

const past = historyOf({
  repository: 'coin-press/mint',
  author: 'minter-general',
  files,
  firstRun: 7_100_000_000,
  lines: [
    {
      registry: 'npm',
      name: '@coin-press/mint',
      owners: [{ name: 'minter-general' }, { name: 'assayer' }],
      manifest: {
        'package.json': text`
          {
            "name": "@coin-press/mint",
            "version": "VERSION",
            "description": "Strikes coins",
            "license": "MIT",
            "type": "module",
            "exports": "./src/index.js",
            "files": ["src"],
            "repository": "github:coin-press/mint",
            "scripts": { "test": "node --test" }
          }
        `,
        'package-lock.json': text`
          {
            "name": "@coin-press/mint",
            "version": "VERSION",
            "lockfileVersion": 3,
            "requires": true,
            "packages": { "": { "name": "@coin-press/mint", "version": "VERSION", "license": "MIT" } }
          }
        `,
      },
      tag: 'v',
      signedTags: true,
      built: { workflow: 'publish.yml', event: 'push', environment: 'npm' },
      by: { trusted: {} },
      attested: true,
      claims: false,
      releases: [
        { version: '2.0.0', at: '2026-01-19T10:02:11Z' },
        { version: '2.0.1', at: '2026-02-02T15:40:28Z' },
        { version: '2.1.0', at: '2026-03-16T09:21:05Z' },
        { version: '2.2.0', at: '2026-05-11T13:08:54Z' },
        { version: '2.2.1', at: '2026-06-08T08:55:32Z' },
        { version: '2.3.0', at: '2026-08-24T11:17:46Z' },
        {
          version: '2.4.0',
          at: '2026-10-19T14:31:20Z',
          assets: [{ name: 'coin-press-mint-2.4.0.tgz', size: 4210 }],
        },
      ],
    },
  ],
});

/** npm by trusted publishing, nearly as good as it gets. */
export const mint: ScenarioRepository = {
  name: 'mint',
  collaborators: { 'minter-general': 'admin', assayer: 'maintain' },
  commits: past.commits,
  tags: past.tags,
  releases: past.releases,
  runs: past.runs,
  rulesets: [tagsAreFixed, reviewedBranch],
  environments: [
    {
      name: 'npm',
      reviewers: ['minter-general', 'assayer'],
      preventSelfReview: true,
      adminBypass: false,
      branchPolicy: 'custom',
    },
  ],
  privateVulnerabilityReporting: true,
  vulnerabilityAlerts: true,
  secretScanning: true,
  pushProtection: true,
  immutableReleases: true,
};

/** Every release of it comes from one workflow, and leaves proof of that behind. */
export const mintPackages = past.packages;
