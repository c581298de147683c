/**
 * Everything the local GitHub knows. Plain data in maps; the routes read and change it, and every change that GitHub
 * would tell an app of is told. Times are ISO 8601, ids are numbers that go up.
 */
export interface SandboxState {
  readonly app: SandboxApp;
  /** The second app, which may write where people install it; it gets no webhooks. */
  readonly fixer: SandboxApp;
  /** By login in lower case. */
  readonly accounts: Map<string, Account>;
  /** By id. */
  readonly repositories: Map<number, SandboxRepository>;
  /** Old `owner/name` in lower case to repository id, after a rename or a transfer. */
  readonly redirects: Map<string, number>;
  readonly installations: Map<number, SandboxInstallation>;
  /** Those of the second app. */
  readonly fixerInstallations: Map<number, SandboxInstallation>;
  /** Tokens that were handed out, by their text. */
  readonly tokens: Map<string, SandboxToken>;
  /** Tokens of people for an app, by their text. */
  readonly userTokens: Map<string, SandboxUserToken>;
  /** Codes that lead from the page that asks a person to a token, by their text; each is taken once. */
  readonly oauthCodes: Map<string, SandboxOauthCode>;
  /** Webhook deliveries, oldest first. */
  readonly deliveries: SandboxDelivery[];
  readonly nextId: () => number;
  readonly now: () => Date;
}

export interface SandboxApp {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** PEM, made when the sandbox starts. */
  readonly privateKey: string;
  readonly publicKey: string;
  readonly webhookSecret: string;
  readonly clientSecret: string;
  /** Where people may be led back to after signing in; the port of a loopback address does not count. */
  readonly callbackUrls: string[];
  /** Where webhooks go; null until an app listens. */
  webhookUrl: string | null;
}

export interface Account {
  readonly id: number;
  login: string;
  readonly type: 'Organization' | 'User';
  twoFactorRequired: boolean;
  /** Logins of members. */
  readonly members: Set<string>;
}

export interface SandboxInstallation {
  readonly id: number;
  readonly account: string;
  /** `{ contents: 'read' }`, as GitHub spells permissions: `organization_administration`, `pull_requests`. */
  permissions: Record<string, 'read' | 'write'>;
  events: readonly string[];
  /** `all`, or ids of repositories. */
  repositories: 'all' | Set<number>;
  suspendedAt: string | null;
}

export interface SandboxToken {
  readonly installation: number;
  readonly expiresAt: string;
  /** What the token was narrowed to when it was asked for; null: all that the installation has. */
  readonly permissions: Readonly<Record<string, 'read' | 'write'>> | null;
  readonly repositories: ReadonlySet<number> | null;
}

export interface SandboxUserToken {
  /** Id of the app that the person has signed in to. */
  readonly app: number;
  readonly login: string;
  readonly expiresAt: string;
}

export interface SandboxOauthCode {
  readonly app: number;
  readonly login: string;
  readonly redirectUri: string;
  /** SHA-256 of what has to come with the code, in URL-safe base64; null where the app has sent none. */
  readonly challenge: string | null;
  readonly expiresAt: string;
}

export interface SandboxRepository {
  readonly id: number;
  owner: string;
  name: string;
  visibility: 'public' | 'private' | 'internal';
  archived: boolean;
  deleted: boolean;
  issuesEnabled: boolean;
  defaultBranch: string;
  /** Id of the repository it was forked from. */
  readonly parent: number | null;
  /** Git objects by their SHA-1; a fork shares its parent's. */
  readonly objects: Map<string, GitObject>;
  /** `refs/heads/main` to the SHA-1 of a commit or a tag object. */
  readonly refs: Map<string, string>;
  pushedAt: string;
  /** Issues and pull requests share their numbers. */
  nextNumber: number;
  readonly pulls: Map<number, SandboxPull>;
  readonly issues: Map<number, SandboxIssue>;
  readonly checkRuns: Map<number, SandboxCheckRun>;
  /** The app's one suite of a commit, by the commit's SHA-1. */
  readonly checkSuites: Map<string, SandboxCheckSuite>;
  /** By name. */
  readonly labels: Map<string, SandboxLabel>;
  readonly releases: SandboxRelease[];
  /** Runs of workflows that have begun, by their id. */
  readonly runs: Map<number, SandboxRun>;
  /** Deployments that asked at the app's protection rule, by their id. */
  readonly deployments: Map<number, SandboxDeployment>;
  /** Statuses of commits: by SHA-1, then by context. */
  readonly statuses: Map<string, Map<string, SandboxStatus>>;
  /** What was handed to code scanning, by the id of the upload. */
  readonly analyses: Map<string, SandboxAnalysis>;
  /** Security advisories by their GHSA id. */
  readonly advisories: Map<string, SandboxAdvisory>;
  /** What the scenario calls commits by, to their SHA-1. */
  readonly commitIds: Map<string, string>;
  readonly rulesets: SandboxRuleset[];
  readonly environments: Map<string, SandboxEnvironment>;
  /** Names of Actions secrets and when they were set. */
  readonly secrets: Map<string, string>;
  readonly organisationSecrets: Map<string, string>;
  /** Classic protection, by branch. */
  readonly branchProtection: Map<string, SandboxBranchProtection>;
  /** Login to `admin`, `maintain`, `write`, `triage` or `read`. */
  readonly collaborators: Map<string, string>;
  privateVulnerabilityReporting: boolean;
  vulnerabilityAlerts: boolean;
  secretScanning: boolean;
  pushProtection: boolean;
  immutableReleases: boolean;
}

export type GitObject =
  | { readonly kind: 'blob'; readonly content: Uint8Array }
  | { readonly kind: 'tree'; readonly entries: readonly GitEntry[] }
  | {
      readonly kind: 'commit';
      readonly tree: string;
      readonly parents: readonly string[];
      readonly message: string;
      readonly author: string;
      readonly date: string;
      /** It carries a signature that GitHub verified. Left out where it carries none. */
      readonly verified?: true;
    }
  | {
      readonly kind: 'tag';
      readonly name: string;
      readonly target: string;
      readonly message: string;
      readonly tagger: string;
      readonly date: string;
      readonly verified: boolean;
    };

export interface GitEntry {
  readonly name: string;
  /** `100644`, `100755`, `120000` link, `040000` folder, `160000` submodule. */
  readonly mode: string;
  readonly sha: string;
}

export interface SandboxPull {
  readonly number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  merged: boolean;
  readonly author: string;
  /** Id of the repository that the head lives in: another one for a fork. */
  readonly headRepository: number;
  readonly headRef: string;
  headSha: string;
  baseRef: string;
  baseSha: string;
  readonly comments: SandboxComment[];
  readonly createdAt: string;
}

export interface SandboxIssue {
  readonly number: number;
  readonly id: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'not_planned' | 'reopened' | null;
  locked: boolean;
  readonly labels: Set<string>;
  readonly author: string;
  readonly comments: SandboxComment[];
  readonly createdAt: string;
  updatedAt: string;
  /** How often its title or body was written, the first time included. */
  writes: number;
}

export interface SandboxComment {
  readonly id: number;
  readonly author: string;
  body: string;
  readonly createdAt: string;
}

export interface SandboxLabel {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

export interface SandboxCheckSuite {
  readonly id: number;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly before: string | null;
  readonly createdAt: string;
}

export interface SandboxCheckRun {
  readonly id: number;
  readonly suite: number;
  readonly appId: number;
  readonly name: string;
  readonly headSha: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
  externalId: string | null;
  detailsUrl: string | null;
  startedAt: string;
  completedAt: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  /** As they were sent, in order. */
  readonly annotations: SandboxAnnotation[];
  actions: readonly { readonly label: string; readonly description: string; readonly identifier: string }[];
}

/** An annotation as it comes in over REST. */
export interface SandboxAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly message: string;
  readonly title?: string;
  readonly raw_details?: string;
}

export interface SandboxRelease {
  readonly id: number;
  readonly tag: string;
  name: string | null;
  draft: boolean;
  prerelease: boolean;
  immutable: boolean;
  readonly author: string;
  readonly publishedAt: string;
  readonly assets: readonly {
    readonly id: number;
    readonly name: string;
    readonly size: number;
    readonly digest: string | null;
    readonly uploader: string;
  }[];
}

export interface SandboxRun {
  readonly id: number;
  readonly runNumber: number;
  /** `.github/workflows/release.yml`. */
  readonly workflow: string;
  readonly event: string;
  readonly commit: string;
  readonly branch: string | null;
  readonly actor: string;
  readonly startedAt: string;
  /** Null while it goes on. */
  endedAt: string | null;
  /** What it ends with: not to be shown before it has ended. */
  readonly conclusion: string;
  readonly jobs: readonly SandboxJob[];
}

export interface SandboxJob {
  readonly id: number;
  readonly name: string;
  readonly conclusion: string;
  readonly steps: readonly { readonly name: string; readonly conclusion: string }[];
}

/** A job of a run that waits for the app before it begins. */
export interface SandboxDeployment {
  readonly id: number;
  readonly run: number;
  readonly environment: string;
  readonly commit: string;
  /** A branch or a tag, by its short name. */
  readonly ref: string;
  readonly creator: string;
  readonly createdAt: string;
  state: 'waiting' | 'approved' | 'rejected';
  /** What the app said, in order. */
  readonly comments: string[];
}

export interface SandboxStatus {
  readonly id: number;
  readonly context: string;
  readonly state: 'success' | 'pending' | 'failure' | 'error';
  readonly createdAt: string;
}

/** An upload to code scanning. */
export interface SandboxAnalysis {
  readonly commit: string;
  readonly ref: string;
  /** Unpacked, as it was sent. */
  readonly sarif: string;
  /** `pending` until it is asked for the first time, unless a test says otherwise. */
  status: 'pending' | 'complete' | 'failed';
  errors: readonly string[];
}

export interface SandboxAdvisory {
  /** `GHSA-xxxx-xxxx-xxxx`. */
  readonly id: string;
  summary: string;
  description: string;
  severity: 'critical' | 'high' | 'medium' | 'low' | null;
  state: 'draft' | 'published' | 'closed';
  vulnerabilities: readonly SandboxVulnerability[];
  readonly author: string;
  readonly createdAt: string;
  updatedAt: string;
}

/** One package that an advisory is about, as it comes in over REST. */
export interface SandboxVulnerability {
  readonly package: { readonly ecosystem: string; readonly name?: string | null | undefined };
  readonly vulnerable_version_range?: string | null | undefined;
  readonly patched_versions?: string | null | undefined;
  readonly vulnerable_functions?: readonly string[] | null | undefined;
}

export interface SandboxRuleset {
  readonly id: number;
  readonly name: string;
  readonly target: 'branch' | 'tag' | 'push';
  readonly enforcement: 'active' | 'evaluate' | 'disabled';
  readonly from: 'Repository' | 'Organization';
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly rules: readonly {
    readonly type: string;
    readonly approvals?: number;
    readonly codeOwnerReview?: boolean;
  }[];
  readonly bypassActors: number;
}

export interface SandboxEnvironment {
  readonly id: number;
  readonly name: string;
  /** Logins of users who may approve. */
  readonly reviewers: readonly string[];
  readonly preventSelfReview: boolean;
  readonly adminBypass: boolean;
  readonly branchPolicy: 'protected' | 'custom' | 'none';
  readonly secrets: Map<string, string>;
}

export interface SandboxBranchProtection {
  readonly approvals: number;
  readonly codeOwnerReview: boolean;
  readonly forcePushes: boolean;
  readonly deletions: boolean;
  readonly adminsEnforced: boolean;
}

export interface SandboxDelivery {
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly installation: number | null;
  readonly repository: number | null;
  readonly payload: string;
  readonly deliveredAt: string;
  readonly redelivery: boolean;
  /** Of the app's answer; 0 where there was none. */
  readonly statusCode: number;
  readonly status: string;
}
