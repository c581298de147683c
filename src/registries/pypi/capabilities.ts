import type { Capabilities } from '../registry.ts';

const docs = 'https://docs.pypi.org';
const blog = 'https://blog.pypi.org/posts';
const warehouse = 'https://github.com/pypi/warehouse';

export const capabilities: Capabilities = {
  'authentication.1.verified-email': { offers: 'yes', source: warehouse },
  'authentication.1.recovery': { offers: 'yes' },
  'authentication.1.mfa': { offers: 'yes', source: warehouse },
  'authentication.1.notification': { offers: 'yes' },
  'authentication.1.brute-force': { offers: 'yes' },
  'authentication.2.abandoned-domains': {
    offers: 'yes',
    source: `${blog}/2025-08-18-preventing-domain-resurrections/`,
  },
  'authentication.2.phishing-resistant': { offers: 'yes' },
  'authentication.2.mfa-critical': { offers: 'yes', source: `${blog}/2024-01-01-2fa-enforced/` },
  'authentication.2.leaked-credentials': { offers: 'yes', source: warehouse },
  'authentication.3.passwordless': { offers: 'no', source: warehouse },
  'authentication.3.mfa-all': { offers: 'yes', source: `${blog}/2024-01-01-2fa-enforced/` },
  'authentication.3.phishing-resistant-critical': {
    offers: 'no',
    source: `${blog}/2025-11-14-login-verification/`,
    note: 'One-time codes stay allowed; a new device has to be confirmed by e-mail.',
  },
  'authorization.1.scoped-tokens': { offers: 'yes' },
  'authorization.1.token-prefix': { offers: 'yes' },
  'authorization.2.rbac': { offers: 'yes' },
  'authorization.3.oidc': { offers: 'yes', source: `${docs}/trusted-publishers/` },
  'authorization.3.secret-scanning': { offers: 'yes', source: `${docs}/api/secrets/` },
  'authorization.3.provenance': { offers: 'yes', source: `${docs}/attestations/` },
  'general.1.disclosure': { offers: 'yes', source: 'https://pypi.org/security/' },
  'general.1.typosquatting': { offers: 'yes', source: `${blog}/2025-12-31-pypi-2025-in-review/` },
  'general.2.immutability': {
    offers: 'partial',
    source: warehouse,
    note: 'A file name is never used twice, but the name of a deleted project can be registered again.',
  },
  'general.2.reporting': {
    offers: 'partial',
    source: `${blog}/2024-03-06-malware-reporting-evolved/`,
    note: 'On its pages, and by an interface for partners.',
  },
  'general.2.malware-detection': { offers: 'partial' },
  'general.2.known-vulnerabilities': {
    offers: 'partial',
    source: `${docs}/api/json/`,
    note: 'In its JSON interface.',
  },
  'general.3.security-review': {
    offers: 'yes',
    source: `${blog}/2026-04-16-pypi-completes-second-audit/`,
    note: 'Reviewed in 2023 and 2026.',
  },
  'general.3.transparency': { offers: 'partial', note: 'Feeds and a public data set, no log of all events.' },
  'general.3.osv': { offers: 'yes', source: 'https://github.com/ossf/malicious-packages' },
  'cli.1.pinning': { offers: 'yes' },
  'cli.2.warn': { offers: 'no', note: 'pip-audit is a tool of its own.' },
  'cli.3.sbom': { offers: 'no' },
  'cli.3.auto-remediate': { offers: 'no' },
  'cli.3.reachability': { offers: 'no' },
};
