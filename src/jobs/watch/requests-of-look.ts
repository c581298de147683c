import type { ServiceId } from '../../http/index.ts';
import type { RegistryId } from '../../types/registry-id.ts';

/**
 * What one more look at a package asks each service for when nothing has changed, at most: `scripts/bench-watch.ts`
 * measures it. An answer that nothing has changed counts as much as any other.
 */
export const requestsOfLook: Readonly<Partial<Record<RegistryId, Readonly<Partial<Record<ServiceId, number>>>>>> = {
  npm: { npm: 1, osv: 1 },
  pypi: { pypi: 2, osv: 1 },
  'crates.io': { 'crates.io': 2, osv: 1 },
  'maven-central': { 'maven-central': 1, osv: 1 },
  packagist: { packagist: 2, osv: 1 },
  rubygems: { rubygems: 2, osv: 1 },
  nuget: { nuget: 2, osv: 1 },
  'pub.dev': { 'pub.dev': 2, osv: 1 },
  jsr: { jsr: 1 },
  hex: { hex: 1, osv: 1 },
  go: { go: 2, osv: 1 },
};
