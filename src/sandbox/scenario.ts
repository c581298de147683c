import type { ScenarioPackage } from './scenario-package.ts';

/**
 * A scenario describes the organisations that the local GitHub starts with, in YAML or as a value. Everything that is
 * left out is as on a new repository of github.com. What carries a time (commits, tags, releases, runs, releases of
 * packages) happens at that time: where the sandbox is started with a clock, it is not there before.
 */
export interface Scenario {
  readonly organisations: readonly ScenarioOrganisation[];
  /** What the local registries have. */
  readonly packages?: readonly ScenarioPackage[];
  readonly users?: readonly string[];
}

export interface ScenarioOrganisation {
  readonly login: string;
  readonly type?: 'Organization' | 'User';
  readonly twoFactorRequired?: boolean;
  readonly members?: readonly string[];
  /** Null: the app is not installed there yet. */
  readonly installation?: ScenarioInstallation | null;
  readonly repositories: readonly ScenarioRepository[];
}

export interface ScenarioInstallation {
  /** Those of the core tier where it is left out. */
  readonly permissions?: Readonly<Record<string, 'read' | 'write'>>;
  /** Names of repositories; all where it is left out. */
  readonly repositories?: readonly string[];
}

export interface ScenarioRepository {
  readonly name: string;
  readonly visibility?: 'public' | 'private' | 'internal';
  readonly archived?: boolean;
  readonly issuesEnabled?: boolean;
  /** `main` where it is left out. */
  readonly defaultBranch?: string;
  /** Commits of the default branch, oldest first; none for an empty repository. */
  readonly commits?: readonly ScenarioCommit[];
  /** Further branches: each starts at the head of the default branch. */
  readonly branches?: Readonly<Record<string, readonly ScenarioCommit[]>>;
  readonly tags?: readonly ScenarioTag[];
  readonly releases?: readonly ScenarioRelease[];
  /** Commits that no branch and no tag leads to, as a fork's or a deleted branch's; each starts at the head of the default branch. */
  readonly orphans?: readonly ScenarioCommit[];
  readonly runs?: readonly ScenarioRun[];
  readonly rulesets?: readonly ScenarioRuleset[];
  readonly environments?: readonly ScenarioEnvironment[];
  /** Names to the ISO 8601 time when they were set. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly organisationSecrets?: Readonly<Record<string, string>>;
  readonly branchProtection?: Readonly<Record<string, ScenarioBranchProtection>>;
  /** Login to role. */
  readonly collaborators?: Readonly<Record<string, string>>;
  readonly privateVulnerabilityReporting?: boolean;
  readonly vulnerabilityAlerts?: boolean;
  readonly secretScanning?: boolean;
  readonly pushProtection?: boolean;
  readonly immutableReleases?: boolean;
}

export interface ScenarioCommit {
  /** What other parts of the scenario call the commit by. */
  readonly id?: string;
  /** GitHub verified its signature; false where it is left out. */
  readonly verified?: boolean;
  readonly message?: string;
  readonly author?: string;
  /** ISO 8601. */
  readonly date?: string;
  /** Path to the whole new text; null deletes the file. `{ base64 }`, `{ link }` and `{ submodule }` for what is no text. */
  readonly files: Readonly<Record<string, ScenarioFile | null>>;
}

export type ScenarioFile =
  | string
  | { readonly base64: string }
  | { readonly link: string }
  | { readonly submodule: string };

export interface ScenarioTag {
  readonly name: string;
  /** A branch, a tag, a commit or the `id` of one; the default branch where it is left out. */
  readonly target?: string;
  readonly annotated?: boolean;
  readonly verified?: boolean;
  readonly date?: string;
}

export interface ScenarioRelease {
  readonly tag: string;
  readonly name?: string;
  readonly draft?: boolean;
  readonly prerelease?: boolean;
  readonly author?: string;
  readonly publishedAt?: string;
  readonly assets?: readonly { readonly name: string; readonly size?: number; readonly digest?: string | null }[];
}

/** A run of a workflow. */
export interface ScenarioRun {
  readonly id: number;
  /** `.github/workflows/release.yml`. */
  readonly workflow: string;
  /** `push` where it is left out. */
  readonly event?: string;
  /** A commit, or the `id` of one. */
  readonly commit: string;
  /** The default branch where it is left out; a tag's name for a tag. */
  readonly branch?: string | null;
  readonly actor?: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Five minutes later where it is left out. */
  readonly endedAt?: string;
  /** `success` where it is left out. */
  readonly conclusion?: string;
  /** One job `publish` that ends as the run does where it is left out. */
  readonly jobs?: readonly {
    readonly name: string;
    readonly conclusion?: string;
    readonly steps?: readonly { readonly name: string; readonly conclusion?: string }[];
  }[];
  /** From then on GitHub answers 404. */
  readonly deletedAt?: string;
}

export interface ScenarioRuleset {
  readonly name: string;
  readonly target?: 'branch' | 'tag' | 'push';
  readonly enforcement?: 'active' | 'evaluate' | 'disabled';
  readonly from?: 'Repository' | 'Organization';
  readonly include: readonly string[];
  readonly exclude?: readonly string[];
  readonly rules: readonly (
    | string
    | { readonly type: 'pull_request'; readonly approvals?: number; readonly codeOwnerReview?: boolean }
  )[];
  readonly bypassActors?: number;
}

export interface ScenarioEnvironment {
  readonly name: string;
  readonly reviewers?: readonly string[];
  readonly preventSelfReview?: boolean;
  readonly adminBypass?: boolean;
  readonly branchPolicy?: 'protected' | 'custom' | 'none';
  readonly secrets?: Readonly<Record<string, string>>;
}

export interface ScenarioBranchProtection {
  readonly approvals?: number;
  readonly codeOwnerReview?: boolean;
  readonly forcePushes?: boolean;
  readonly deletions?: boolean;
  readonly adminsEnforced?: boolean;
}
