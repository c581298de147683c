import { type PrincipleId, principleIds, type Track } from '../types/principle-id.ts';

/** One line of the Principles: what a registry of its level does, and the half that is left to a project. */
export interface Principle {
  readonly id: PrincipleId;
  readonly track: Track;
  readonly level: PrincipleLevel;
  readonly title: string;
  /** One sentence about the registry. */
  readonly registryDoes: string;
  /** One sentence about the project; null where the line leaves it nothing to do. */
  readonly projectDoes: string | null;
}

/** The levels that have lines; level 0 is where a registry or a project stands before the first. */
export const principleLevels = [1, 2, 3] as const;

export type PrincipleLevel = (typeof principleLevels)[number];

/** Where the lines come from: Principles for Package Repository Security, version 0.1, OpenSSF and CISA. */
export const principlesSource = 'https://repos.openssf.org/principles-for-package-repository-security';

/** The line with this id. */
export function principleOf(id: PrincipleId): Principle {
  return { id, ...lines[id] };
}

const lines: { readonly [id in PrincipleId]: Omit<Principle, 'id'> } = {
  'authentication.1.verified-email': {
    track: 'authentication',
    level: 1,
    title: 'Verified e-mail addresses',
    registryDoes: 'Has people prove that the e-mail address of their account is theirs.',
    projectDoes: "Keeps the domains of its owners' e-mail addresses alive.",
  },
  'authentication.1.recovery': {
    track: 'authentication',
    level: 1,
    title: 'Account recovery',
    registryDoes: 'Documents how a lost account is won back.',
    projectDoes: 'Has more than one owner, so that one lost account does not stop a release.',
  },
  'authentication.1.mfa': {
    track: 'authentication',
    level: 1,
    title: 'Second factor',
    registryDoes: 'Offers a strong second factor, one-time codes at least.',
    projectDoes: 'Requires two-factor authentication of every member of its organisation.',
  },
  'authentication.1.notification': {
    track: 'authentication',
    level: 1,
    title: 'Notice of account changes',
    registryDoes: 'Tells maintainers when something critical about their account changes.',
    projectDoes: 'Sends those notices to a mailbox that more than one person reads.',
  },
  'authentication.1.brute-force': {
    track: 'authentication',
    level: 1,
    title: 'Resistance to guessing',
    registryDoes: 'Slows down whoever guesses passwords or codes.',
    projectDoes: null,
  },
  'authentication.2.abandoned-domains': {
    track: 'authentication',
    level: 2,
    title: 'Abandoned e-mail domains',
    registryDoes: 'Notices when the domain of an e-mail address has lapsed and no longer trusts it for recovery.',
    projectDoes: "Renews the domains of its owners' e-mail addresses, or moves the owners to others.",
  },
  'authentication.2.phishing-resistant': {
    track: 'authentication',
    level: 2,
    title: 'Phishing-resistant second factor',
    registryDoes: 'Accepts security keys and other second factors that a false page cannot relay.',
    projectDoes: 'Has its owners use one, and declares it.',
  },
  'authentication.2.mfa-critical': {
    track: 'authentication',
    level: 2,
    title: 'Second factor for critical packages',
    registryDoes: 'Requires a second factor of those who publish critical packages.',
    projectDoes: "Switches on the package's own demand for a second factor, where the registry has such a switch.",
  },
  'authentication.2.leaked-credentials': {
    track: 'authentication',
    level: 2,
    title: 'Leaked passwords',
    registryDoes: 'Refuses passwords that are known from leaks.',
    projectDoes: null,
  },
  'authentication.3.passwordless': {
    track: 'authentication',
    level: 3,
    title: 'Passkeys',
    registryDoes: 'Lets people sign in with a passkey instead of a password.',
    projectDoes: 'Has its owners use passkeys, and declares it.',
  },
  'authentication.3.mfa-all': {
    track: 'authentication',
    level: 3,
    title: 'Second factor for everyone',
    registryDoes: 'Requires a second factor of every maintainer.',
    projectDoes: "Requires two-factor authentication in its organisation and by the package's own switch.",
  },
  'authentication.3.phishing-resistant-critical': {
    track: 'authentication',
    level: 3,
    title: 'Phishing-resistant factor for critical packages',
    registryDoes: 'Requires a phishing-resistant second factor of those who publish critical packages.',
    projectDoes: 'Has every owner of a critical package use one, and declares it.',
  },
  'authorization.1.scoped-tokens': {
    track: 'authorization',
    level: 1,
    title: 'Tokens for single packages',
    registryDoes: 'Issues tokens that are good for chosen packages only.',
    projectDoes: 'Keeps a token that has to stay narrow, young and inside a protected environment.',
  },
  'authorization.1.token-prefix': {
    track: 'authorization',
    level: 1,
    title: 'Recognisable tokens',
    registryDoes: 'Gives its tokens a form that a scanner recognises.',
    projectDoes: 'Commits none, and has push protection stop the one that slips in.',
  },
  'authorization.2.rbac': {
    track: 'authorization',
    level: 2,
    title: 'Roles',
    registryDoes: 'Separates the right to manage people from the right to publish.',
    projectDoes: 'Publishes from a guarded workflow with least privilege and a reviewed environment, owned by a team.',
  },
  'authorization.3.oidc': {
    track: 'authorization',
    level: 3,
    title: 'Trusted publishing',
    registryDoes: 'Exchanges the identity of a workflow for a token that lives for minutes.',
    projectDoes: 'Publishes that way, and leaves no long-lived token beside it.',
  },
  'authorization.3.secret-scanning': {
    track: 'authorization',
    level: 3,
    title: 'Secret scanning',
    registryDoes: 'Takes reports of leaked tokens from scanners and revokes them at once.',
    projectDoes: 'Has secret scanning and push protection on.',
  },
  'authorization.3.provenance': {
    track: 'authorization',
    level: 3,
    title: 'Build provenance',
    registryDoes: 'Accepts and serves proof of where and how a package was built.',
    projectDoes: 'Carries it in every release, verifiable and without a gap.',
  },
  'general.1.disclosure': {
    track: 'general',
    level: 1,
    title: 'Vulnerability disclosure',
    registryDoes: 'Publishes a disclosure policy that promises safe harbour.',
    projectDoes: 'Has a security policy and takes private reports.',
  },
  'general.1.typosquatting': {
    track: 'general',
    level: 1,
    title: 'Typosquatting',
    registryDoes: 'Makes it hard to take names that pass for others, by namespaces or by comparing.',
    projectDoes: 'Claims the names that its files use and links its packages back to the repository.',
  },
  'general.2.immutability': {
    track: 'general',
    level: 2,
    title: 'Versions that stay',
    registryDoes: 'Never lets a published version be replaced, even after it was deleted.',
    projectDoes: 'Makes its releases immutable and protects and signs its tags.',
  },
  'general.2.reporting': {
    track: 'general',
    level: 2,
    title: 'Reports of malicious packages',
    registryDoes: 'Takes reports of suspicious packages on its pages, in its tools and by an interface.',
    projectDoes: "Knows the registry's channel before it is needed, written into its response plan.",
  },
  'general.2.malware-detection': {
    track: 'general',
    level: 2,
    title: 'Malware detection',
    registryDoes: 'Scans what is published for malware.',
    projectDoes: null,
  },
  'general.2.known-vulnerabilities': {
    track: 'general',
    level: 2,
    title: 'Known vulnerabilities',
    registryDoes: 'Warns of known vulnerabilities on the page of a package.',
    projectDoes: 'Has alerts for vulnerable dependencies on.',
  },
  'general.3.security-review': {
    track: 'general',
    level: 3,
    title: 'Security reviews',
    registryDoes: 'Has its own security reviewed from time to time.',
    projectDoes: null,
  },
  'general.3.transparency': {
    track: 'general',
    level: 3,
    title: 'Event log',
    registryDoes: 'Publishes a log of its events, so that others can notice what should not have happened.',
    projectDoes: 'Reconciles every event of its packages with a tag, a commit and a run of its own.',
  },
  'general.3.osv': {
    track: 'general',
    level: 3,
    title: 'Malware advisories',
    registryDoes: 'Has malicious packages published as advisories that machines can read.',
    projectDoes: 'Looks its own packages up in them and writes its own advisories in the same form.',
  },
  'cli.1.pinning': {
    track: 'cli',
    level: 1,
    title: 'Pinned dependencies',
    registryDoes: 'Has tools that install exactly the versions or digests that were pinned.',
    projectDoes: 'Pins and locks everything on its publish path.',
  },
  'cli.2.warn': {
    track: 'cli',
    level: 2,
    title: 'Warnings at installation',
    registryDoes: 'Has tools that warn of known vulnerabilities when they install.',
    projectDoes: 'Runs an audit on its publish path, or has alerts on for it.',
  },
  'cli.3.sbom': {
    track: 'cli',
    level: 3,
    title: 'Bills of materials',
    registryDoes: 'Has tools that write a software bill of materials.',
    projectDoes: 'Ships one with every release.',
  },
  'cli.3.auto-remediate': {
    track: 'cli',
    level: 3,
    title: 'Automatic upgrades',
    registryDoes: 'Has tools that move vulnerable dependencies to fixed versions.',
    projectDoes: 'Has a tool configured that proposes such updates.',
  },
  'cli.3.reachability': {
    track: 'cli',
    level: 3,
    title: 'Reachability',
    registryDoes: 'Has tools that tell by static analysis which vulnerabilities can be reached.',
    projectDoes: 'Has code scanning on.',
  },
};

/** All lines, in the order of the document's tracks and levels. */
export const principles: readonly Principle[] = principleIds.map(principleOf);
