import type { RegistryId } from '../types/registry-id.ts';
import { cratesIo } from './crates.io/index.ts';
import { dockerHub } from './docker-hub/index.ts';
import { ghcr } from './ghcr/index.ts';
import { go } from './go/index.ts';
import { hex } from './hex/index.ts';
import { jsr } from './jsr/index.ts';
import { mavenCentral } from './maven-central/index.ts';
import { npm } from './npm/index.ts';
import { nuget } from './nuget/index.ts';
import { openVsx } from './open-vsx/index.ts';
import { packagist } from './packagist/index.ts';
import { pubDev } from './pub.dev/index.ts';
import { pypi } from './pypi/index.ts';
import type { Registry } from './registry.ts';
import { rubygems } from './rubygems/index.ts';
import { vscodeMarketplace } from './vscode-marketplace/index.ts';

/** Every registry that Mintmark knows. A new one is a folder and a line here. */
export const registries: readonly Registry[] = [
  npm,
  pypi,
  cratesIo,
  mavenCentral,
  packagist,
  rubygems,
  nuget,
  pubDev,
  jsr,
  hex,
  go,
  ghcr,
  dockerHub,
  vscodeMarketplace,
  openVsx,
];

/** The registry of an id. */
export function registryOf(id: RegistryId): Registry {
  const registry = registries.find((candidate) => candidate.id === id);
  if (registry === undefined) throw new Error(`no registry is called ${id}`);
  return registry;
}
