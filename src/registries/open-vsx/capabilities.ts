import type { Capabilities } from '../registry.ts';
import { unknownCapabilities } from '../unknown-capabilities.ts';

const repository = 'https://github.com/eclipse-openvsx/openvsx';

export const capabilities: Capabilities = {
  ...unknownCapabilities,
  'authorization.1.token-prefix': { offers: 'yes', source: repository, note: 'Tokens made before have none.' },
  'general.2.malware-detection': {
    offers: 'partial',
    source: repository,
    note: 'A framework for scans before publishing.',
  },
};
