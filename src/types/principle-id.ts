/** One id for each line of the Principles for Package Repository Security: track, level, slug. */
export const principleIds = [
  'authentication.1.verified-email',
  'authentication.1.recovery',
  'authentication.1.mfa',
  'authentication.1.notification',
  'authentication.1.brute-force',
  'authentication.2.abandoned-domains',
  'authentication.2.phishing-resistant',
  'authentication.2.mfa-critical',
  'authentication.2.leaked-credentials',
  'authentication.3.passwordless',
  'authentication.3.mfa-all',
  'authentication.3.phishing-resistant-critical',
  'authorization.1.scoped-tokens',
  'authorization.1.token-prefix',
  'authorization.2.rbac',
  'authorization.3.oidc',
  'authorization.3.secret-scanning',
  'authorization.3.provenance',
  'general.1.disclosure',
  'general.1.typosquatting',
  'general.2.immutability',
  'general.2.reporting',
  'general.2.malware-detection',
  'general.2.known-vulnerabilities',
  'general.3.security-review',
  'general.3.transparency',
  'general.3.osv',
  'cli.1.pinning',
  'cli.2.warn',
  'cli.3.sbom',
  'cli.3.auto-remediate',
  'cli.3.reachability',
] as const;

export type PrincipleId = (typeof principleIds)[number];

export const tracks = ['authentication', 'authorization', 'general', 'cli'] as const;

export type Track = (typeof tracks)[number];
