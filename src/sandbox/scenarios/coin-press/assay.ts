import type { ScenarioRepository } from '../../scenario.ts';
import { text } from '../text.ts';
import { historyOf } from './history.ts';

const files = {
  'README.md': text`
    # assay

    Weighs a coin against its claim.
  `,
  'setup.py': text`
    from setuptools import setup

    setup()
  `,
  '.github/workflows/python-publish.yml': text`
    name: Upload Python Package

    on:
      release:
        types: [created]

    jobs:
      deploy:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          - uses: actions/setup-python@v5
            with:
              python-version: '3.x'
          - name: Install
            run: pip install build twine
          - name: Build and publish
            env:
              TWINE_USERNAME: __token__
              TWINE_PASSWORD: $\{{ secrets.PYPI_API_TOKEN }}
            run: |
              python -m build
              twine upload dist/*
  `,
};

const past = historyOf({
  repository: 'coin-press/assay',
  author: 'assayer',
  files,
  firstRun: 7_400_000_000,
  lines: [
    {
      registry: 'pypi',
      name: 'coin-assay',
      owners: [{ name: 'assayer' }],
      manifest: {
        'setup.cfg': text`
          [metadata]
          name = coin-assay
          version = VERSION
          url = https://github.com/coin-press/assay

          [options]
          packages = find:
        `,
      },
      tag: '',
      built: { workflow: 'python-publish.yml', event: 'release' },
      by: { person: { name: 'assayer' } },
      releases: [
        { version: '0.2.0', at: '2026-02-17T18:20:44Z' },
        { version: '0.3.0', at: '2026-04-28T19:02:15Z' },
        { version: '0.3.1', at: '2026-06-30T21:37:09Z', instead: { built: null }, toldOnGitHub: false },
        { version: '0.4.0', at: '2026-09-01T17:48:52Z' },
      ],
    },
  ],
});

/** PyPI with a token that may upload anything, built and uploaded in one breath. */
export const assay: ScenarioRepository = {
  name: 'assay',
  collaborators: { assayer: 'admin' },
  commits: past.commits,
  tags: past.tags,
  releases: past.releases,
  runs: past.runs,
  secrets: { PYPI_API_TOKEN: '2025-01-20T08:30:00Z' },
};

/** Nothing on PyPI tells the one that was uploaded by hand from the others. */
export const assayPackages = past.packages;
