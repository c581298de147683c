import type { Observation } from '../types/observation.ts';

/** What GitHub's settings tell of a repository. Each is observed by itself, since each needs its own permission. */
export interface Settings {
  readonly environments: Observation<readonly EnvironmentSettings[]>;
  /** Names of secrets, never values. */
  readonly repositorySecrets: Observation<readonly SecretName[]>;
  readonly organisationSecrets: Observation<readonly SecretName[]>;
  /** Does a ruleset or a branch protection ask for a review of changes to this path? By path of the workflow. */
  readonly reviewedPaths: Observation<readonly string[]>;
  readonly privateVulnerabilityReporting: Observation<boolean>;
  readonly dependencyAlerts: Observation<boolean>;
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
}

const fromFiles = 'GitHub was not asked: this audit read files only';

/** The settings of a repository that GitHub was not asked about. */
export const settingsNotAsked: Settings = {
  environments: {
    state: 'unreadable',
    reason: fromFiles,
    permission: 'actions:read',
    source: 'Settings → Environments',
  },
  repositorySecrets: {
    state: 'unreadable',
    reason: fromFiles,
    permission: 'secrets:read',
    source: 'Settings → Secrets and variables → Actions',
  },
  organisationSecrets: {
    state: 'unreadable',
    reason: fromFiles,
    permission: 'secrets:read',
    source: 'Settings → Secrets and variables → Actions',
  },
  reviewedPaths: {
    state: 'unreadable',
    reason: fromFiles,
    permission: 'metadata:read',
    source: 'Settings → Rules → Rulesets',
  },
  privateVulnerabilityReporting: {
    state: 'unreadable',
    reason: fromFiles,
    permission: 'metadata:read',
    source: 'Settings → Advanced Security',
  },
  dependencyAlerts: {
    state: 'unreadable',
    reason: fromFiles,
    permission: 'administration:read',
    source: 'Settings → Advanced Security',
  },
};
