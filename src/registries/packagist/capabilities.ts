import type { Capabilities } from '../registry.ts';

const repository = 'https://github.com/composer/packagist';
const composer = 'https://github.com/composer/composer';
const blog = 'https://blog.packagist.com/an-update-on-composer-packagist-supply-chain-security/';

export const capabilities: Capabilities = {
  'authentication.1.verified-email': { offers: 'yes', source: repository },
  'authentication.1.recovery': { offers: 'unknown' },
  'authentication.1.mfa': { offers: 'yes', source: repository },
  'authentication.1.notification': { offers: 'yes', source: repository },
  'authentication.1.brute-force': { offers: 'yes', source: repository },
  'authentication.2.abandoned-domains': { offers: 'unknown' },
  'authentication.2.phishing-resistant': { offers: 'no', source: repository, note: 'One-time codes only.' },
  'authentication.2.mfa-critical': { offers: 'no', source: repository },
  'authentication.2.leaked-credentials': {
    offers: 'partial',
    source: repository,
    note: 'Checked when a password is set.',
  },
  'authentication.3.passwordless': { offers: 'partial', note: 'By signing in with GitHub.' },
  'authentication.3.mfa-all': { offers: 'no', source: repository, note: 'Required of owners of organisations only.' },
  'authentication.3.phishing-resistant-critical': { offers: 'no', source: blog },
  'authorization.1.scoped-tokens': {
    offers: 'no',
    source: repository,
    note: 'Two tokens an account, one of which can only ask for an update.',
  },
  'authorization.1.token-prefix': { offers: 'no', source: repository },
  'authorization.2.rbac': { offers: 'partial', source: repository, note: 'Organisations are being built.' },
  'authorization.3.oidc': {
    offers: 'no',
    note: 'Nothing is uploaded that a token could stand for: versions are read from tags of the source repository.',
  },
  'authorization.3.secret-scanning': { offers: 'no', source: repository },
  'authorization.3.provenance': {
    offers: 'no',
    source: blog,
    note: 'A version names the commit that it was read from.',
  },
  'general.1.disclosure': { offers: 'unknown' },
  'general.1.typosquatting': { offers: 'yes', source: repository },
  'general.2.immutability': {
    offers: 'yes',
    source: repository,
    note: 'Stable versions since June 2026; packages with few downloads can be deleted.',
  },
  'general.2.reporting': { offers: 'unknown' },
  'general.2.malware-detection': { offers: 'yes', source: repository, note: "From a partner's feed." },
  'general.2.known-vulnerabilities': { offers: 'yes' },
  'general.3.security-review': { offers: 'unknown' },
  'general.3.transparency': {
    offers: 'partial',
    source: repository,
    note: 'For people who are signed in, without an interface for machines.',
  },
  'general.3.osv': {
    offers: 'partial',
    source: 'https://github.com/ossf/malicious-packages',
    note: 'A handful of advisories.',
  },
  'cli.1.pinning': {
    offers: 'partial',
    note: 'By commit; archives that GitHub makes have no checksum.',
  },
  'cli.2.warn': { offers: 'yes', source: composer, note: 'Composer refuses packages with advisories.' },
  'cli.3.sbom': { offers: 'no', note: 'A plugin does.' },
  'cli.3.auto-remediate': { offers: 'partial' },
  'cli.3.reachability': { offers: 'no' },
};
