import type { Capabilities } from '../registry.ts';
import { unknownCapabilities } from '../unknown-capabilities.ts';

const noAccounts = { offers: 'no', note: 'Does not apply: the module proxy has no accounts.' } as const;
const noUploads = { offers: 'no', note: 'Does not apply: a pushed tag is the release, nothing is uploaded.' } as const;
const checksumDatabase = 'https://go.dev/ref/mod#checksum-database';

export const capabilities: Capabilities = {
  ...unknownCapabilities,
  'authentication.1.verified-email': noAccounts,
  'authentication.1.recovery': noAccounts,
  'authentication.1.mfa': noAccounts,
  'authentication.1.notification': noAccounts,
  'authentication.1.brute-force': noAccounts,
  'authentication.2.abandoned-domains': noAccounts,
  'authentication.2.phishing-resistant': noAccounts,
  'authentication.2.mfa-critical': noAccounts,
  'authentication.2.leaked-credentials': noAccounts,
  'authentication.3.passwordless': noAccounts,
  'authentication.3.mfa-all': noAccounts,
  'authentication.3.phishing-resistant-critical': noAccounts,
  'authorization.1.scoped-tokens': noUploads,
  'authorization.1.token-prefix': noUploads,
  'authorization.2.rbac': noUploads,
  'authorization.3.oidc': noUploads,
  'authorization.3.secret-scanning': noUploads,
  'authorization.3.provenance': noUploads,
  'general.2.immutability': {
    offers: 'yes',
    source: checksumDatabase,
    note: 'The checksum database keeps the hash of each version that was once fetched, wherever its tag moves.',
  },
  'general.3.transparency': {
    offers: 'yes',
    source: 'https://go.googlesource.com/proposal/+/master/design/25530-sumdb.md',
  },
  'cli.1.pinning': { offers: 'yes', source: checksumDatabase },
  'cli.3.reachability': {
    offers: 'yes',
    source: 'https://go.dev/security/vuln',
    note: "The Principles' own example.",
  },
};
