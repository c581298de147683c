import type { Observation } from '../types/observation.ts';

/**
 * What GitHub's settings tell of a repository. Each is observed by itself, since each needs its own permission; the
 * `permission` of an `unreadable` one is written as GitHub's `X-Accepted-GitHub-Permissions` header writes it, with `:`
 * for `=`: `administration:read`.
 */
export interface Settings {
  readonly environments: Observation<readonly EnvironmentSettings[]>;
  /** Names of secrets, never values. */
  readonly repositorySecrets: Observation<readonly SecretName[]>;
  /** Organisation secrets that this repository may use. */
  readonly organisationSecrets: Observation<readonly SecretName[]>;
  /** Rulesets in force for branches and tags, those of the organisation included. */
  readonly rulesets: Observation<readonly Ruleset[]>;
  /** The classic protection of the default branch; `absent` where it has none. */
  readonly branchProtection: Observation<BranchProtection>;
  readonly privateVulnerabilityReporting: Observation<boolean>;
  /**
   * Does GitHub show a security policy on the default branch: its own file, or the one that the owner keeps for all
   * repositories? Left out in snapshots that were stored before it was asked for.
   */
  readonly securityPolicy?: Observation<boolean>;
  readonly dependencyAlerts: Observation<boolean>;
  readonly secretScanning: Observation<SecretScanning>;
  /** Does the organisation require two-factor authentication of its members? `absent` for a person's repository. */
  readonly twoFactor: Observation<boolean>;
  readonly immutableReleases: Observation<boolean>;
  /** The newest published releases, newest first, at most 30; drafts are left out. */
  readonly releases: Observation<readonly GitHubRelease[]>;
  /** The newest tags by the date of their commit, newest first, at most 30. */
  readonly tags: Observation<readonly GitTag[]>;
  /** The branch that releases come from, by its short name; null in an empty repository or where GitHub was not asked. */
  readonly defaultBranch: string | null;
}

export interface EnvironmentSettings {
  readonly name: string;
  readonly reviewers: boolean;
  readonly selfReview: boolean;
  readonly adminBypass: boolean;
  readonly branchPolicy: 'protected' | 'custom' | 'none';
  readonly secrets: Observation<readonly SecretName[]>;
}

export interface SecretName {
  readonly name: string;
  /** ISO 8601. */
  readonly updatedAt: string;
  /** For an organisation's: who else names it; absent where nobody looked. */
  readonly others?: OtherUsers;
}

/** Other repositories of the account whose workflows name a secret, as far as they are known. */
export interface OtherUsers {
  /** `owner/name`, sorted; those that may be named here. */
  readonly named: readonly string[];
  /** How many more there are: too many to list, or not for everybody's eyes. */
  readonly more: number;
}

export interface Ruleset {
  readonly name: string;
  readonly target: 'branch' | 'tag' | 'push';
  readonly enforcement: 'active' | 'evaluate' | 'disabled';
  /** Who made it: `repository`, or `organization` where it comes from above. */
  readonly from: 'repository' | 'organization' | 'enterprise';
  /** Full references or patterns as GitHub writes them: `refs/tags/v*`, `~DEFAULT_BRANCH`, `~ALL`. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly rules: readonly Rule[];
  /** How many may pass it by; null where GitHub does not show it (only those who may edit the ruleset see it). */
  readonly bypassActors: number | null;
}

/** One rule, by GitHub's name in lower case: `deletion`, `update`, `creation`, `non_fast_forward`, `required_signatures` … */
export interface Rule {
  readonly type: string;
  /** For `pull_request`. */
  readonly approvals?: number;
  readonly codeOwnerReview?: boolean;
}

export interface BranchProtection {
  readonly approvals: number;
  readonly codeOwnerReview: boolean;
  readonly forcePushes: boolean;
  readonly deletions: boolean;
  readonly adminsEnforced: boolean;
}

export interface SecretScanning {
  readonly scanning: boolean;
  readonly pushProtection: boolean;
}

export interface GitHubRelease {
  readonly tag: string;
  readonly name: string | null;
  /** ISO 8601. */
  readonly publishedAt: string;
  readonly prerelease: boolean;
  /** Null on servers that do not tell. */
  readonly immutable: boolean | null;
  readonly author: string | null;
  readonly assets: readonly ReleaseAsset[];
}

export interface ReleaseAsset {
  readonly name: string;
  /** `sha256:…`; null for assets older than GitHub's digests. */
  readonly digest: string | null;
  readonly uploader: string | null;
  readonly size: number;
}

export interface GitTag {
  readonly name: string;
  /** The commit it leads to. */
  readonly commit: string;
  readonly annotated: boolean;
  /** Of the tag itself, not of its commit; `none` for a lightweight tag and an unsigned one; only the newest are read. */
  readonly signature: 'verified' | 'unverified' | 'none' | 'not-read';
  /** ISO 8601, of the commit. */
  readonly committedAt: string | null;
}

const fromFiles = 'GitHub was not asked: this audit read files only';

/** The settings of a repository that GitHub was not asked about. */
export const settingsNotAsked: Settings = {
  environments: notAsked('actions:read', 'Settings → Environments'),
  repositorySecrets: notAsked('secrets:read', 'Settings → Secrets and variables → Actions'),
  organisationSecrets: notAsked('secrets:read', 'Settings → Secrets and variables → Actions'),
  rulesets: notAsked('metadata:read', 'Settings → Rules → Rulesets'),
  branchProtection: notAsked('administration:read', 'Settings → Branches'),
  privateVulnerabilityReporting: notAsked('metadata:read', 'Settings → Advanced Security'),
  securityPolicy: notAsked('metadata:read', 'the tab Security'),
  dependencyAlerts: notAsked('administration:read', 'Settings → Advanced Security'),
  secretScanning: notAsked('administration:read', 'Settings → Advanced Security'),
  twoFactor: notAsked('organization_administration:read', "the organisation's Settings → Authentication security"),
  immutableReleases: notAsked('administration:read', 'Settings → General → Releases'),
  releases: notAsked('contents:read', 'the page Releases'),
  tags: notAsked('contents:read', 'the page Tags'),
  defaultBranch: null,
};

function notAsked(permission: string, source: string): Observation<never> {
  return { state: 'unreadable', reason: fromFiles, permission, source };
}
