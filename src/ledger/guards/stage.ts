import type { RegistryId } from '../../types/registry-id.ts';

/** npm's stand-in for a package whose first version waits for its approval: no release. */
export function isStagePlaceholder(registry: RegistryId, version: string): boolean {
  return registry === 'npm' && version === '0.0.0-stage';
}
