import type { Track } from '../types/principle-id.ts';
import { type RegistryId, registryIds } from '../types/registry-id.ts';

/** Whether the Principles grade this registry in this track. */
export function appliesTo(track: Track, registry: RegistryId): boolean {
  return applicability[track].includes(registry);
}

/** The module proxy has no accounts: who can push a tag publishes. */
const withoutAccounts: readonly RegistryId[] = ['go'];

/** These read tags from the source repository; nobody hands them a built package. */
const fromSource: readonly RegistryId[] = ['go', 'packagist'];

/**
 * The registries that each track grades: authentication those with accounts, authorization those whose accounts accept
 * built packages, general and cli all of them.
 */
export const applicability: { readonly [track in Track]: readonly RegistryId[] } = {
  authentication: registryIds.filter((id) => !withoutAccounts.includes(id)),
  authorization: registryIds.filter((id) => !fromSource.includes(id)),
  general: registryIds,
  cli: registryIds,
};
