import type { Capabilities } from '../registry.ts';

const docs = 'https://docs.npmjs.com';
const threats = `${docs}/threats-and-mitigations`;

export const capabilities: Capabilities = {
  'authentication.1.verified-email': { offers: 'yes', source: `${docs}/creating-a-new-npm-user-account` },
  'authentication.1.recovery': { offers: 'yes', source: `${docs}/recovering-your-2fa-enabled-account` },
  'authentication.1.mfa': { offers: 'yes', source: `${docs}/about-two-factor-authentication` },
  'authentication.1.notification': { offers: 'unknown' },
  'authentication.1.brute-force': { offers: 'unknown' },
  'authentication.2.abandoned-domains': { offers: 'yes', source: threats },
  'authentication.2.phishing-resistant': { offers: 'yes', source: `${docs}/about-two-factor-authentication` },
  'authentication.2.mfa-critical': { offers: 'yes', source: threats },
  'authentication.2.leaked-credentials': {
    offers: 'partial',
    source: 'https://github.com/ossf/wg-securing-software-repos/blob/main/survey/2022/results.csv',
    note: "The registry's own answer to a survey of 2022.",
  },
  'authentication.3.passwordless': { offers: 'unknown' },
  'authentication.3.mfa-all': {
    offers: 'partial',
    source: `${docs}/about-access-tokens`,
    note: 'Publishing takes a second factor, or a token that was made to bypass it.',
  },
  'authentication.3.phishing-resistant-critical': { offers: 'unknown' },
  'authorization.1.scoped-tokens': { offers: 'yes', source: `${docs}/about-access-tokens` },
  'authorization.1.token-prefix': { offers: 'yes' },
  'authorization.2.rbac': {
    offers: 'yes',
    source: `${docs}/organization-roles-and-permissions`,
    note: 'Roles and teams come with an organisation.',
  },
  'authorization.3.oidc': {
    offers: 'yes',
    source: `${docs}/trusted-publishers`,
    note: 'From GitHub Actions, GitLab.com and CircleCI, on hosted runners.',
  },
  'authorization.3.secret-scanning': {
    offers: 'yes',
    source: 'https://docs.github.com/code-security/secret-scanning/introduction/supported-secret-scanning-patterns',
  },
  'authorization.3.provenance': {
    offers: 'yes',
    source: `${docs}/generating-provenance-statements`,
    note: 'For public packages of public repositories, from GitHub Actions and GitLab.com.',
  },
  'general.1.disclosure': { offers: 'yes', source: `${docs}/policies/security` },
  'general.1.typosquatting': { offers: 'yes', source: threats },
  'general.2.immutability': { offers: 'yes', source: `${docs}/policies/unpublish` },
  'general.2.reporting': {
    offers: 'partial',
    source: `${docs}/reporting-malware-in-an-npm-package`,
    note: 'On its pages only.',
  },
  'general.2.malware-detection': { offers: 'yes', source: threats },
  'general.2.known-vulnerabilities': { offers: 'unknown' },
  'general.3.security-review': { offers: 'unknown' },
  'general.3.transparency': {
    offers: 'yes',
    source: 'https://repos.openssf.org/principles-for-package-repository-security',
    note: "Its change feed is the Principles' own example.",
  },
  'general.3.osv': { offers: 'yes', source: 'https://github.com/ossf/malicious-packages' },
  'cli.1.pinning': { offers: 'yes' },
  'cli.2.warn': { offers: 'yes' },
  'cli.3.sbom': { offers: 'yes', note: 'npm sbom.' },
  'cli.3.auto-remediate': { offers: 'yes' },
  'cli.3.reachability': { offers: 'no' },
};
