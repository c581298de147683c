import type { Capabilities } from '../registry.ts';

const repository = 'https://github.com/rust-lang/crates.io';
const trustedPublishing = 'https://crates.io/docs/trusted-publishing';
const signIn = 'People sign in with GitHub.';

export const capabilities: Capabilities = {
  'authentication.1.verified-email': { offers: 'yes', source: repository },
  'authentication.1.recovery': { offers: 'delegated', note: signIn },
  'authentication.1.mfa': { offers: 'delegated', note: signIn },
  'authentication.1.notification': {
    offers: 'partial',
    source: repository,
    note: 'Tells owners of tokens and trusted publishers; the rest is up to GitHub.',
  },
  'authentication.1.brute-force': { offers: 'delegated', note: signIn },
  'authentication.2.abandoned-domains': { offers: 'delegated', note: signIn },
  'authentication.2.phishing-resistant': { offers: 'delegated', note: signIn },
  'authentication.2.mfa-critical': { offers: 'partial', note: "Only as far as GitHub's own rule goes." },
  'authentication.2.leaked-credentials': { offers: 'delegated', note: signIn },
  'authentication.3.passwordless': { offers: 'delegated', note: signIn },
  'authentication.3.mfa-all': { offers: 'partial', note: "Only as far as GitHub's own rule goes." },
  'authentication.3.phishing-resistant-critical': { offers: 'no' },
  'authorization.1.scoped-tokens': { offers: 'yes' },
  'authorization.1.token-prefix': { offers: 'yes', source: repository },
  'authorization.2.rbac': {
    offers: 'partial',
    note: 'A team as owner publishes but cannot change owners.',
  },
  'authorization.3.oidc': {
    offers: 'yes',
    source: trustedPublishing,
    note: 'From GitHub Actions and GitLab.com; the first version of a crate takes a token.',
  },
  'authorization.3.secret-scanning': { offers: 'yes', source: repository },
  'authorization.3.provenance': {
    offers: 'no',
    source: repository,
    note: 'A version shows which repository, commit and run published it, without proof that can be verified.',
  },
  'general.1.disclosure': { offers: 'yes', source: repository },
  'general.1.typosquatting': { offers: 'yes', source: repository },
  'general.2.immutability': { offers: 'yes' },
  'general.2.reporting': { offers: 'partial' },
  'general.2.malware-detection': { offers: 'unknown' },
  'general.2.known-vulnerabilities': { offers: 'yes', source: repository },
  'general.3.security-review': { offers: 'unknown' },
  'general.3.transparency': { offers: 'partial', note: 'The history of its index.' },
  'general.3.osv': { offers: 'yes', source: 'https://github.com/ossf/malicious-packages' },
  'cli.1.pinning': { offers: 'yes' },
  'cli.2.warn': { offers: 'no', note: 'cargo-audit is a tool of its own.' },
  'cli.3.sbom': { offers: 'no', note: 'Not in stable releases of cargo.' },
  'cli.3.auto-remediate': { offers: 'no' },
  'cli.3.reachability': { offers: 'no' },
};
