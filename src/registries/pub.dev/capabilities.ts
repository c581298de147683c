import type { Capabilities } from '../registry.ts';
import { unknownCapabilities } from '../unknown-capabilities.ts';

export const capabilities: Capabilities = {
  ...unknownCapabilities,
  'authentication.1.mfa': { offers: 'delegated', note: 'People sign in with Google.' },
  'authorization.3.oidc': {
    offers: 'yes',
    source: 'https://dart.dev/tools/pub/automated-publishing',
    note: 'From GitHub Actions and Google Cloud, for existing packages and pushed tags only.',
  },
  'authorization.3.provenance': { offers: 'unknown', note: 'None was found in its documentation.' },
  'general.2.immutability': {
    offers: 'yes',
    source: 'https://dart.dev/tools/pub/publishing',
    note: 'A version can be retracted, never replaced.',
  },
  'general.3.transparency': {
    offers: 'unknown',
    source: 'https://github.com/dart-lang/pub-dev',
    note: 'The activity log of a package is shown to its administrators only.',
  },
};
