import type { RegistryId } from '../types/registry-id.ts';

/** What the environment of a publishing job is called where it has none yet: the name that each registry's pages use. */
export const releaseEnvironments: Readonly<Record<RegistryId, string>> = {
  npm: 'npm',
  pypi: 'pypi',
  'crates.io': 'crates-io',
  'maven-central': 'maven-central',
  packagist: 'release',
  rubygems: 'rubygems',
  nuget: 'nuget',
  'pub.dev': 'pub-dev',
  jsr: 'jsr',
  hex: 'hex',
  go: 'release',
  ghcr: 'ghcr',
  'docker-hub': 'docker-hub',
  'vscode-marketplace': 'vscode-marketplace',
  'open-vsx': 'open-vsx',
};
