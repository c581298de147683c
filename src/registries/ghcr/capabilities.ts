import type { Capabilities } from '../registry.ts';
import { unknownCapabilities } from '../unknown-capabilities.ts';

export const capabilities: Capabilities = {
  ...unknownCapabilities,
  'authorization.3.oidc': {
    offers: 'yes',
    source:
      'https://docs.github.com/packages/working-with-a-github-packages-registry/working-with-the-container-registry',
    note: "A workflow publishes with its job's own token, which ends with the job.",
  },
  'authorization.3.provenance': {
    offers: 'yes',
    source: 'https://github.com/actions/attest',
    note: 'Attestations are made by the workflow and served by GitHub.',
  },
};
