/** How far the way from a release to something on GitHub is known. */
export const joinStates = ['proved', 'missing', 'contradicted', 'unknown'] as const;

export type JoinState = (typeof joinStates)[number];

/** What a version is joined to, in the order in which a person follows it. */
export const joinNames = ['tag', 'release', 'commit', 'run', 'attestation', 'digest'] as const;

export type JoinName = (typeof joinNames)[number];

/** How strong the evidence is that a release came from where it should, from the weakest. */
export const trustRanks = ['none', 'provenance', 'trusted-publishing', 'staged'] as const;

export type TrustRank = (typeof trustRanks)[number];

export const signalIds = [
  'tp-lost',
  'provenance-lost',
  'provenance-changed',
  'provenance-partial',
  'provenance-inconsistent',
  'provenance-refused',
  'publisher-config-changed',
  'commit-unreachable',
  'run-mismatch',
  'no-tag-or-release',
  'tag-moved',
  'version-not-in-tree',
  'unusual-publisher',
  'publisher-email-changed',
  'owner-changed',
  'burst',
  'vanished-version',
  'new-install-script',
  'new-dependency',
  'token-still-present',
  'claimed-commit-differs',
  'mixed-publishers',
  'late-file',
  'signing-key-changed',
  'unsigned-commit',
  'source-link-changed',
  'malware-advisory',
] as const;

export type SignalId = (typeof signalIds)[number];
