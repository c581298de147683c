import type { Capabilities } from '../registry.ts';

const docs = 'https://central.sonatype.org';
const commitment = 'https://www.sonatype.com/sonatypes-ongoing-commitment-to-maven-central';

export const capabilities: Capabilities = {
  'authentication.1.verified-email': { offers: 'yes', source: `${docs}/faq/publisher-email-addresses/` },
  'authentication.1.recovery': { offers: 'partial', source: `${docs}/register/central-portal/` },
  'authentication.1.mfa': { offers: 'unknown' },
  'authentication.1.notification': { offers: 'unknown' },
  'authentication.1.brute-force': { offers: 'unknown' },
  'authentication.2.abandoned-domains': {
    offers: 'partial',
    source: commitment,
    note: 'Accounts that hang on an expired domain or a deleted GitHub project are disabled.',
  },
  'authentication.2.phishing-resistant': { offers: 'unknown' },
  'authentication.2.mfa-critical': { offers: 'unknown' },
  'authentication.2.leaked-credentials': { offers: 'unknown' },
  'authentication.3.passwordless': {
    offers: 'partial',
    source: `${docs}/register/central-portal/`,
    note: 'By signing in with Google or GitHub.',
  },
  'authentication.3.mfa-all': { offers: 'unknown' },
  'authentication.3.phishing-resistant-critical': { offers: 'no' },
  'authorization.1.scoped-tokens': {
    offers: 'unknown',
    source: `${docs}/publish/generate-portal-token/`,
    note: 'Tokens belong to a user and can expire.',
  },
  'authorization.1.token-prefix': { offers: 'unknown' },
  'authorization.2.rbac': { offers: 'unknown' },
  'authorization.3.oidc': {
    offers: 'no',
    source: `${docs}/publish/generate-portal-token/`,
    note: 'A user token is the documented credential.',
  },
  'authorization.3.secret-scanning': { offers: 'unknown' },
  'authorization.3.provenance': {
    offers: 'partial',
    source: `${docs}/news/20250128_sigstore_signature_validation_via_portal/`,
    note: 'Takes and validates Sigstore signatures beside the mandatory PGP ones; no build provenance.',
  },
  'general.1.disclosure': { offers: 'unknown' },
  'general.1.typosquatting': { offers: 'yes', source: commitment, note: 'Namespaces are verified.' },
  'general.2.immutability': { offers: 'yes', source: `${docs}/publish/requirements/immutability/` },
  'general.2.reporting': { offers: 'unknown' },
  'general.2.malware-detection': { offers: 'unknown' },
  'general.2.known-vulnerabilities': { offers: 'unknown' },
  'general.3.security-review': { offers: 'unknown' },
  'general.3.transparency': { offers: 'unknown' },
  'general.3.osv': {
    offers: 'partial',
    source: 'https://github.com/ossf/malicious-packages',
    note: 'A handful of advisories.',
  },
  'cli.1.pinning': { offers: 'partial', note: 'Exact versions, but no lock file of its own.' },
  'cli.2.warn': { offers: 'no' },
  'cli.3.sbom': { offers: 'partial', note: 'By a plugin.' },
  'cli.3.auto-remediate': { offers: 'no' },
  'cli.3.reachability': { offers: 'no' },
};
