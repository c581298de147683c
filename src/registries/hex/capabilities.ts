import type { Capabilities } from '../registry.ts';
import { unknownCapabilities } from '../unknown-capabilities.ts';

const repository = 'https://github.com/hexpm/hexpm';
const apiKeys = 'Required of people who are signed in; an API key publishes without.';

export const capabilities: Capabilities = {
  ...unknownCapabilities,
  'authentication.1.mfa': { offers: 'yes', source: repository },
  'authentication.2.mfa-critical': { offers: 'partial', source: repository, note: apiKeys },
  'authentication.3.mfa-all': { offers: 'partial', source: repository, note: apiKeys },
  'authorization.1.scoped-tokens': { offers: 'yes', source: 'https://hex.pm/docs/publish' },
  'authorization.3.oidc': { offers: 'no', source: repository, note: 'Announced as something they want to add.' },
  'general.2.immutability': {
    offers: 'partial',
    source: repository,
    note: 'After one hour; the first release of a package after 24.',
  },
  'general.3.transparency': { offers: 'partial', source: repository, note: 'An audit log for each package.' },
};
