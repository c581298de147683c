import type { Capabilities } from '../registry.ts';

const docs = 'https://learn.microsoft.com/nuget';
const gallery = 'https://github.com/NuGet/NuGetGallery';
const accounts = `${docs}/nuget-org/individual-accounts`;
const signIn = 'People sign in with a Microsoft account.';

export const capabilities: Capabilities = {
  'authentication.1.verified-email': { offers: 'yes', source: accounts },
  'authentication.1.recovery': { offers: 'partial', note: signIn },
  'authentication.1.mfa': { offers: 'yes', source: accounts },
  'authentication.1.notification': { offers: 'yes', source: gallery },
  'authentication.1.brute-force': { offers: 'delegated', note: signIn },
  'authentication.2.abandoned-domains': { offers: 'unknown' },
  'authentication.2.phishing-resistant': { offers: 'partial', note: signIn },
  'authentication.2.mfa-critical': { offers: 'yes', source: accounts },
  'authentication.2.leaked-credentials': { offers: 'delegated', note: signIn },
  'authentication.3.passwordless': { offers: 'partial', note: signIn },
  'authentication.3.mfa-all': { offers: 'yes', source: accounts },
  'authentication.3.phishing-resistant-critical': { offers: 'no' },
  'authorization.1.scoped-tokens': { offers: 'yes', source: `${docs}/nuget-org/scoped-api-keys` },
  'authorization.1.token-prefix': { offers: 'partial' },
  'authorization.2.rbac': {
    offers: 'partial',
    source: `${docs}/nuget-org/organizations-on-nuget-org`,
    note: 'Administrators and collaborators of an organisation.',
  },
  'authorization.3.oidc': {
    offers: 'yes',
    source: `${docs}/nuget-org/trusted-publishing`,
    note: 'From GitHub Actions and GitLab; a policy belongs to an owner and covers its packages.',
  },
  'authorization.3.secret-scanning': {
    offers: 'partial',
    source: `${docs}/concepts/security-best-practices`,
    note: 'GitHub scans for its keys.',
  },
  'authorization.3.provenance': {
    offers: 'no',
    note: 'The registry signs each package anew, so its digest differs from the one that was attested when it was built.',
  },
  'general.1.disclosure': { offers: 'yes', source: gallery },
  'general.1.typosquatting': { offers: 'yes', source: `${docs}/nuget-org/id-prefix-reservation` },
  'general.2.immutability': { offers: 'yes', source: `${docs}/nuget-org/policies/deleting-packages` },
  'general.2.reporting': {
    offers: 'partial',
    source: `${docs}/api/report-abuse-resource`,
    note: 'On its pages, and by an address that tools can build.',
  },
  'general.2.malware-detection': { offers: 'yes', source: gallery },
  'general.2.known-vulnerabilities': { offers: 'yes', source: `${docs}/api/registration-base-url-resource` },
  'general.3.security-review': { offers: 'unknown' },
  'general.3.transparency': { offers: 'yes', source: `${docs}/api/catalog-resource` },
  'general.3.osv': { offers: 'yes', source: 'https://github.com/ossf/malicious-packages' },
  'cli.1.pinning': { offers: 'yes', note: 'With a lock file, which has to be switched on.' },
  'cli.2.warn': { offers: 'yes', source: `${docs}/concepts/auditing-packages` },
  'cli.3.sbom': { offers: 'no', note: 'A tool of its own does.' },
  'cli.3.auto-remediate': { offers: 'yes', source: `${docs}/concepts/auditing-packages` },
  'cli.3.reachability': { offers: 'no' },
};
