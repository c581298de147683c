import type { Capabilities } from '../registry.ts';
import { unknownCapabilities } from '../unknown-capabilities.ts';

export const capabilities: Capabilities = {
  ...unknownCapabilities,
  'authorization.3.provenance': {
    offers: 'partial',
    source: 'https://docs.docker.com/build/metadata/attestations/',
    note: 'Keeps what a build attaches to its image; what the builder attaches by itself is not signed.',
  },
};
