import type { ScenarioRepository } from '../../scenario.ts';
import { text } from '../text.ts';
import { historyOf } from './history.ts';
import { codeOwners, gatedPolicy, reviewedBranch, securityPolicy, updates } from './parts.ts';

const files = {
  'README.md': text`
    # touchstone

    Tells gold from brass: \`pip install touchstone-assay\`.
  `,
  'SECURITY.md': securityPolicy,
  '.github/CODEOWNERS': codeOwners,
  '.github/dependabot.yml': updates,
  '.github/mintmark.yml': gatedPolicy,
  'src/touchstone_assay/__init__.py': text`
    def streak(metal: str) -> str:
        return {"gold": "yellow", "brass": "pale"}.get(metal, "none")
  `,
  '.github/workflows/publish.yml': text`
    name: Publish to PyPI

    on:
      release:
        types: [published]

    permissions:
      contents: read

    jobs:
      build:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
            with:
              persist-credentials: false
          - run: pipx run build==1.3.0
          - uses: actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1
            with:
              name: dist
              path: dist

      publish:
        needs: build
        runs-on: ubuntu-24.04
        environment: pypi
        permissions:
          id-token: write
        steps:
          - uses: actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1
            with:
              name: dist
              path: dist
          - uses: pypa/gh-action-pypi-publish@dc37677b2e1c63e2034f94d8a5b11f265b73ba33 # v1.14.2
  `,
};

const past = historyOf({
  repository: 'coin-press/touchstone',
  author: 'assayer',
  files,
  firstRun: 7_300_000_000,
  lines: [
    {
      registry: 'pypi',
      name: 'touchstone-assay',
      owners: [{ name: 'assayer' }, { name: 'minter-general' }],
      manifest: {
        'pyproject.toml': text`
          [build-system]
          requires = ["hatchling==1.27.0"]
          build-backend = "hatchling.build"

          [project]
          name = "touchstone-assay"
          version = "VERSION"
          description = "Tells gold from brass"
          requires-python = ">=3.11"
          license = "MIT"

          [project.urls]
          Source = "https://github.com/coin-press/touchstone"
        `,
      },
      tag: 'v',
      built: { workflow: 'publish.yml', event: 'release', environment: 'pypi' },
      by: { trusted: {} },
      attested: true,
      releases: [
        { version: '1.6.0', at: '2026-01-27T10:15:02Z' },
        { version: '1.6.1', at: '2026-03-10T15:22:48Z' },
        { version: '1.7.0', at: '2026-05-26T08:39:17Z' },
        { version: '1.7.1', at: '2026-07-07T13:51:30Z' },
        {
          version: '1.7.2',
          at: '2026-09-15T09:04:56Z',
          assets: [{ name: 'touchstone_assay-1.7.2.tar.gz' }, { name: 'touchstone_assay-1.7.2.spdx.json' }],
        },
      ],
    },
  ],
});

/** PyPI by trusted publishing from a reviewed environment: what one careless pull request would break. */
export const touchstone: ScenarioRepository = {
  name: 'touchstone',
  collaborators: { assayer: 'admin', 'minter-general': 'admin', engraver: 'write' },
  commits: past.commits,
  tags: past.tags,
  releases: past.releases,
  runs: past.runs,
  rulesets: [reviewedBranch],
  environments: [
    { name: 'pypi', reviewers: ['assayer', 'minter-general'], preventSelfReview: true, adminBypass: false },
  ],
  privateVulnerabilityReporting: true,
  vulnerabilityAlerts: true,
};

/** Attested from its first file to its last. */
export const touchstonePackages = past.packages;
