import type { ManifestPackage } from '../registries/registry.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Publication } from './publication.ts';

/** Registries that take a release from the repository itself: a tag is all it needs. */
const byTag: Readonly<Partial<Record<RegistryId, string>>> = {
  packagist: 'git tag (Packagist crawls the repository)',
  go: 'git tag (the module proxy reads the repository)',
};

/** Packages that are published without a workflow, one publication a registry. */
export function withoutWorkflow(packages: readonly ManifestPackage[]): readonly Publication[] {
  return Object.entries(byTag).flatMap(([id, via]): readonly Publication[] => {
    const manifests = packages.filter(({ registry, publishable }) => registry === id && publishable);
    if (manifests.length === 0) return [];
    return [
      {
        registry: id as RegistryId,
        packages: [...new Set(manifests.map(({ name }) => name))].sort(),
        manifests,
        site: null,
        via,
        auth: 'unknown',
        credentials: [],
        idToken: false,
        provenance: null,
        pinned: null,
        environment: null,
        confidence: 'high',
        reason: '',
        reaches: [...new Set(manifests.map(({ path }) => path))].sort(),
      },
    ];
  });
}
