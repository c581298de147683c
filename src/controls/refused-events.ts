import type { RegistryId } from '../types/registry-id.ts';

/** Events from which a registry takes no OIDC token. */
export const refusedEvents: Readonly<Partial<Record<RegistryId, readonly string[]>>> = {
  pypi: ['pull_request_target'],
  'crates.io': ['pull_request_target', 'workflow_run'],
};
