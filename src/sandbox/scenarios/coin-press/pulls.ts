import type { OpenPull } from '../../sandbox.ts';
import { text } from '../text.ts';
import { showcase } from './showcase.ts';
import { touchstone } from './touchstone.ts';

/** A pull request that is opened while somebody watches. */
export interface ScenarioPull {
  /** What it is there to show: "breaks a trusted publisher". */
  readonly shows: string;
  readonly repository: string;
  readonly pull: OpenPull;
}

/** Looks like tidying up, and would make the next release fail. */
export const breaking: ScenarioPull = {
  shows: 'breaks a trusted publisher',
  repository: touchstone.name,
  pull: {
    title: 'Tidy up the release workflow',
    branch: 'tidy-release',
    by: 'engraver',
    commit: {
      message: 'Tidy up the release workflow',
      author: 'engraver',
      files: {
        '.github/workflows/publish.yml': null,
        '.github/workflows/release.yml': text`
          name: Release

          on:
            release:
              types: [published]

          permissions:
            contents: read

          jobs:
            release:
              runs-on: ubuntu-24.04
              steps:
                - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
                  with:
                    persist-credentials: false
                - run: pipx run build==1.3.0
                - uses: pypa/gh-action-pypi-publish@release/v1
        `,
      },
    },
  },
};

/** The token goes, and an environment that somebody has to approve comes. */
export const puttingRight: ScenarioPull = {
  shows: 'puts a token right',
  repository: showcase.name,
  pull: {
    title: 'Publish by trusted publishing instead of NPM_TOKEN',
    branch: 'trusted-publishing',
    by: 'minter-general',
    commit: {
      message: 'Publish by trusted publishing instead of NPM_TOKEN',
      author: 'minter-general',
      files: {
        '.github/workflows/release.yml': text`
          name: Release

          on:
            release:
              types: [published]

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
                - run: npm run build
                - run: npm pack --workspaces --pack-destination packed
                - uses: actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1
                  with:
                    name: packed
                    path: packed

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
                    name: packed
                    path: packed
                - run: for package in packed/*.tgz; do npm publish "$package"; done
        `,
      },
    },
  },
};
