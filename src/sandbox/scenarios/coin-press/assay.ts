import type { ScenarioRepository } from '../../scenario.ts';
import { text } from '../text.ts';

/** PyPI with a token that may upload anything, built and uploaded in one breath. */
export const assay: ScenarioRepository = {
  name: 'assay',
  collaborators: { assayer: 'admin' },
  commits: [
    {
      message: 'Release 0.4.0',
      author: 'assayer',
      files: {
        'README.md': text`
          # assay

          Weighs a coin against its claim.
        `,
        'setup.cfg': text`
          [metadata]
          name = coin-assay
          version = 0.4.0
          url = https://github.com/coin-press/assay

          [options]
          packages = find:
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
      },
    },
  ],
  tags: [{ name: '0.4.0' }],
  releases: [{ tag: '0.4.0' }],
  secrets: { PYPI_API_TOKEN: '2025-01-20T08:30:00Z' },
};
