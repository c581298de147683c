import type { Capabilities } from '../registry.ts';
import { unknownCapabilities } from '../unknown-capabilities.ts';

const docs = 'https://jsr.io/docs';

export const capabilities: Capabilities = {
  ...unknownCapabilities,
  'authorization.3.oidc': {
    offers: 'yes',
    source: `${docs}/publishing-packages`,
    note: 'From GitHub Actions; a package is linked to a repository, not to one of its workflows or environments.',
  },
  'authorization.3.provenance': {
    offers: 'yes',
    source: `${docs}/trust`,
    note: 'From GitHub Actions; what is published with a token carries none.',
  },
  'general.2.immutability': {
    offers: 'yes',
    source: `${docs}/publishing-packages`,
    note: 'A version can be yanked, never replaced.',
  },
};
