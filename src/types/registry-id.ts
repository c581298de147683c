/** The registries that Mintmark knows as public homes of packages. */
export const registryIds = [
  'npm',
  'pypi',
  'crates.io',
  'maven-central',
  'packagist',
  'rubygems',
  'nuget',
  'pub.dev',
  'jsr',
  'hex',
  'go',
  'ghcr',
  'docker-hub',
  'vscode-marketplace',
  'open-vsx',
] as const;

export type RegistryId = (typeof registryIds)[number];
