import type { Capabilities } from '../registry.ts';

const repository = 'https://github.com/rubygems/rubygems.org';
const guides = 'https://guides.rubygems.org';

export const capabilities: Capabilities = {
  'authentication.1.verified-email': { offers: 'yes', source: repository },
  'authentication.1.recovery': { offers: 'partial', source: `${guides}/setting-up-multifactor-authentication/` },
  'authentication.1.mfa': { offers: 'yes', source: `${guides}/setting-up-multifactor-authentication/` },
  'authentication.1.notification': { offers: 'yes', source: repository },
  'authentication.1.brute-force': { offers: 'yes', source: `${guides}/rubygems-org-rate-limits/` },
  'authentication.2.abandoned-domains': { offers: 'unknown' },
  'authentication.2.phishing-resistant': {
    offers: 'yes',
    source: `${guides}/setting-up-multifactor-authentication/`,
  },
  'authentication.2.mfa-critical': {
    offers: 'yes',
    source: repository,
    note: 'Of owners of gems with more than 180 million downloads; others can ask for it per gem.',
  },
  'authentication.2.leaked-credentials': { offers: 'yes', source: repository },
  'authentication.3.passwordless': { offers: 'yes', source: repository },
  'authentication.3.mfa-all': { offers: 'no', source: repository },
  'authentication.3.phishing-resistant-critical': { offers: 'no' },
  'authorization.1.scoped-tokens': { offers: 'yes', source: `${guides}/api-key-scopes/` },
  'authorization.1.token-prefix': { offers: 'yes', source: `${guides}/api-key-scopes/` },
  'authorization.2.rbac': { offers: 'yes', source: `${guides}/managing-owners-using-ui/` },
  'authorization.3.oidc': {
    offers: 'yes',
    source: `${guides}/trusted-publishing/`,
    note: 'From GitHub Actions.',
  },
  'authorization.3.secret-scanning': { offers: 'yes', source: repository },
  'authorization.3.provenance': {
    offers: 'partial',
    source: repository,
    note: 'Signatures by the identity of the workflow that pushed the gem, not a statement of how it was built.',
  },
  'general.1.disclosure': { offers: 'yes', source: 'https://rubygems.org/pages/security' },
  'general.1.typosquatting': { offers: 'yes', source: repository },
  'general.2.immutability': { offers: 'yes', source: repository },
  'general.2.reporting': { offers: 'partial', note: 'By a link on the page of a gem and by e-mail.' },
  'general.2.malware-detection': {
    offers: 'partial',
    source: 'https://github.com/ossf/wg-securing-software-repos/blob/main/survey/2022/results.csv',
    note: "The registry's own answer to a survey of 2022.",
  },
  'general.2.known-vulnerabilities': { offers: 'unknown' },
  'general.3.security-review': { offers: 'unknown' },
  'general.3.transparency': {
    offers: 'partial',
    source: `${guides}/rubygems-org-api/`,
    note: 'Feeds and weekly dumps, no log of all events.',
  },
  'general.3.osv': { offers: 'yes' },
  'cli.1.pinning': { offers: 'yes', source: `${guides}/security/`, note: 'With checksums in the lock file.' },
  'cli.2.warn': { offers: 'no', source: `${guides}/security/`, note: 'bundler-audit is a tool of its own.' },
  'cli.3.sbom': { offers: 'no' },
  'cli.3.auto-remediate': { offers: 'no' },
  'cli.3.reachability': { offers: 'no' },
};
