import type { PublicationMap } from '../publishing/publication.ts';
import { registryOf } from '../registries/index.ts';
import type { ManifestPackage } from '../registries/registry.ts';
import type { RegistryId } from '../types/registry-id.ts';

/** A package as the repository's files name it. */
export interface PublishedName {
  readonly registry: RegistryId;
  readonly name: string;
  /** A step of a workflow publishes it; otherwise a manifest only says that it is made for publishing. */
  readonly isPublished: boolean;
}

/** Packages that are asked about for one repository, at most. */
export const mostNames = 60;

/**
 * The packages whose registries are asked: those that a workflow publishes, then those that manifests describe as made for
 * publishing, each once, as many as `mostNames`.
 */
export function namesToAsk(map: PublicationMap): readonly PublishedName[] {
  const published = map.publications.flatMap(({ registry, packages }) =>
    packages.map((name) => ({ registry, name, isPublished: true })),
  );
  const described = publishablePackages(map).map(({ registry, name }) => ({ registry, name, isPublished: false }));
  const names = new Map<string, PublishedName>();
  for (const each of [...published, ...described]) {
    const key = JSON.stringify([each.registry, each.name]);
    if (!names.has(key)) names.set(key, each);
  }
  return [...names.values()].slice(0, mostNames);
}

/** Manifests that are made for publishing on the public registry of their ecosystem. */
export function publishablePackages({ packages }: PublicationMap): readonly ManifestPackage[] {
  return packages.filter(
    ({ publishable, destination, registry }) =>
      publishable && (destination === null || registryOf(registry).isHome(destination)),
  );
}
