import type { RegistryId } from './registry-id.ts';

/** Names of ecosystems in the OSV schema. JSR and registries of images have none. */
export const osvEcosystems: Readonly<Partial<Record<RegistryId, string>>> = {
  npm: 'npm',
  pypi: 'PyPI',
  'crates.io': 'crates.io',
  'maven-central': 'Maven',
  packagist: 'Packagist',
  rubygems: 'RubyGems',
  nuget: 'NuGet',
  'pub.dev': 'Pub',
  hex: 'Hex',
  go: 'Go',
  'vscode-marketplace': 'VSCode',
  'open-vsx': 'VSCode:https://open-vsx.org',
};

/** GitHub's names of ecosystems, in advisories; `other` for the rest. */
export const gitHubEcosystems: Readonly<Partial<Record<RegistryId, string>>> = {
  npm: 'npm',
  pypi: 'pip',
  'crates.io': 'rust',
  'maven-central': 'maven',
  packagist: 'composer',
  rubygems: 'rubygems',
  nuget: 'nuget',
  'pub.dev': 'pub',
  hex: 'erlang',
  go: 'go',
};
