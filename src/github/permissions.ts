import type { Settings } from './settings.ts';

/** What GitHub shows or lets be written, with the permission that it takes. */
export interface PermissionRow {
  /** As the rest of Mintmark writes it: `actions:read`. */
  readonly permission: string;
  /** `core`: what `app.yml` asks for. `full`: what the remaining controls need on top of it. */
  readonly tier: 'core' | 'full';
  readonly feature: Feature;
  /** What it reveals or lets Mintmark do, in words that follow "reads" or "writes". */
  readonly what: string;
  /** Routes as octokit writes them; `GraphQL` where the one query tells. */
  readonly endpoints: readonly string[];
  /** What is lost without it: a whole sentence. */
  readonly lost: string;
}

/** A setting that is observed, a part of an environment, or something else that is read or written. */
export type Feature =
  | Exclude<keyof Settings, 'defaultBranch'>
  | 'environmentSecrets'
  | 'facts'
  | 'files'
  | 'changes'
  | 'pullRequests'
  | 'mergeGroups'
  | 'sender'
  | 'checks'
  | 'issues'
  | 'commits'
  | 'runs'
  | 'attestations'
  | 'advisories'
  | 'statuses'
  | 'deployments'
  | 'codeScanning';

/**
 * One row for each kind of evidence and each thing written. `app.yml`, the command `permissions` and what is said of an
 * evidence that cannot be read all follow this table; GitHub's own header, where it comes, has the last word.
 */
export const permissionTable: readonly PermissionRow[] = [
  {
    permission: 'metadata:read',
    tier: 'core',
    feature: 'facts',
    what: 'name, visibility and default branch of each repository',
    endpoints: ['GraphQL', 'GET /installation/repositories', 'GET /repos/{owner}/{repo}'],
    lost: 'Nothing can be audited; GitHub grants it to every app.',
  },
  {
    permission: 'metadata:read',
    tier: 'core',
    feature: 'rulesets',
    what: 'rulesets for branches and tags, those of the organisation included',
    endpoints: ['GraphQL', 'GET /repos/{owner}/{repo}/rules/branches/{branch}'],
    lost: 'Whether release tags and workflows are protected stays unknown.',
  },
  {
    permission: 'metadata:read',
    tier: 'core',
    feature: 'privateVulnerabilityReporting',
    what: 'whether vulnerabilities can be reported in private',
    endpoints: ['GET /repos/{owner}/{repo}/private-vulnerability-reporting'],
    lost: 'Whether there is a private way to report a vulnerability stays unknown.',
  },
  {
    permission: 'metadata:read',
    tier: 'core',
    feature: 'securityPolicy',
    what: "whether a security policy is shown, be it the repository's own or its owner's",
    endpoints: ['GraphQL'],
    lost: 'Whether a repository without a file `SECURITY.md` has a security policy of its owner stays unknown.',
  },
  {
    permission: 'metadata:read',
    tier: 'core',
    feature: 'sender',
    what: 'whether whoever presses a button or ticks a box may write to the repository, and the reader of a feed still read it',
    endpoints: ['GET /repos/{owner}/{repo}/collaborators/{username}/permission'],
    lost: 'Buttons and checkboxes are not obeyed, and private repositories have no feeds.',
  },
  {
    permission: 'contents:read',
    tier: 'core',
    feature: 'files',
    what: 'workflows, manifests, scripts and the policy file',
    endpoints: [
      'GraphQL',
      'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
      'GET /repos/{owner}/{repo}/git/commits/{commit_sha}',
      'GET /repos/{owner}/{repo}/contents/{path}',
    ],
    lost: 'Nothing is known of how the repository publishes.',
  },
  {
    permission: 'contents:read',
    tier: 'core',
    feature: 'changes',
    what: 'which files a pull request changes, and since which commit',
    endpoints: ['GET /repos/{owner}/{repo}/compare/{basehead}'],
    lost: 'Pull requests cannot be judged by what they change.',
  },
  {
    permission: 'contents:read',
    tier: 'core',
    feature: 'releases',
    what: 'releases with their assets',
    endpoints: ['GET /repos/{owner}/{repo}/releases'],
    lost: 'Whether releases are immutable and carry an SBOM stays unknown.',
  },
  {
    permission: 'contents:read',
    tier: 'core',
    feature: 'tags',
    what: 'tags and their signatures',
    endpoints: ['GraphQL', 'GET /repos/{owner}/{repo}/git/tags/{tag_sha}', 'GET /repos/{owner}/{repo}/git/ref/{ref}'],
    lost: 'Whether release tags are signed stays unknown.',
  },
  {
    permission: 'contents:read',
    tier: 'core',
    feature: 'commits',
    what: 'commits that releases were built from, and the branches and tags that lead to them',
    endpoints: [
      'GraphQL',
      'GET /repos/{owner}/{repo}/compare/{basehead}',
      'GET /repos/{owner}/{repo}/branches',
      'GET /repos/{owner}/{repo}/branches/{branch}',
      'GET /repos/{owner}/{repo}/commits/{ref}',
    ],
    lost: 'A release that was built from nowhere in the history is not noticed.',
  },
  {
    permission: 'actions:read',
    tier: 'core',
    feature: 'environments',
    what: 'environments with their reviewers and branch policies',
    endpoints: ['GET /repos/{owner}/{repo}/environments'],
    lost: 'Whether the environment that publishes is protected stays unknown.',
  },
  {
    permission: 'actions:read',
    tier: 'core',
    feature: 'runs',
    what: 'workflow runs that releases came from, with their jobs',
    endpoints: [
      'GET /repos/{owner}/{repo}/actions/runs',
      'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
      'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs',
    ],
    lost: 'Whether the run that a release names was really there stays unknown.',
  },
  {
    permission: 'pull_requests:read',
    tier: 'core',
    feature: 'pullRequests',
    what: 'pull requests as they are opened and changed',
    endpoints: [],
    lost: 'GitHub sends no word of pull requests, so none gets a check.',
  },
  {
    permission: 'merge_queues:read',
    tier: 'core',
    feature: 'mergeGroups',
    what: 'merge groups as a merge queue makes them',
    endpoints: [],
    lost: 'A merge queue that requires the check waits for it in vain.',
  },
  {
    permission: 'checks:write',
    tier: 'core',
    feature: 'checks',
    what: 'the check run on each commit',
    endpoints: [
      'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
      'POST /repos/{owner}/{repo}/check-runs',
      'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
    ],
    lost: 'Nothing is shown on commits and pull requests.',
  },
  {
    permission: 'issues:write',
    tier: 'core',
    feature: 'issues',
    what: 'the remediation issue of a repository',
    endpoints: [
      'GET /repos/{owner}/{repo}/issues/{issue_number}',
      'POST /repos/{owner}/{repo}/issues',
      'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
      'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    ],
    lost: 'What is to be put right stands in check runs only.',
  },
  {
    permission: 'administration:read',
    tier: 'full',
    feature: 'branchProtection',
    what: 'the classic protection of the default branch',
    endpoints: ['GraphQL', 'GET /repos/{owner}/{repo}/branches/{branch}/protection'],
    lost: 'A branch that no ruleset protects stays unknown, since its classic protection is hidden.',
  },
  {
    permission: 'administration:read',
    tier: 'full',
    feature: 'dependencyAlerts',
    what: 'whether Dependabot alerts are on',
    endpoints: ['GraphQL', 'GET /repos/{owner}/{repo}/vulnerability-alerts'],
    lost: 'Whether alerts for vulnerable dependencies are off stays unknown.',
  },
  {
    permission: 'administration:read',
    tier: 'full',
    feature: 'secretScanning',
    what: 'whether secret scanning and push protection are on',
    endpoints: ['GET /repos/{owner}/{repo}'],
    lost: 'Whether GitHub would stop a token from being pushed stays unknown.',
  },
  {
    permission: 'administration:read',
    tier: 'full',
    feature: 'immutableReleases',
    what: 'whether new releases are immutable',
    endpoints: ['GET /repos/{owner}/{repo}/immutable-releases'],
    lost: 'Whether releases can be changed after the fact stays unknown.',
  },
  {
    permission: 'organization_administration:read',
    tier: 'full',
    feature: 'twoFactor',
    what: 'whether the organisation requires two-factor authentication',
    endpoints: ['GraphQL', 'GET /orgs/{org}'],
    lost: 'Whether every member has a second factor stays unknown.',
  },
  {
    permission: 'secrets:read',
    tier: 'full',
    feature: 'repositorySecrets',
    what: 'names and dates of repository secrets, never their values',
    endpoints: ['GET /repos/{owner}/{repo}/actions/secrets'],
    lost: 'Leftover and old publish tokens are found only where a workflow names them.',
  },
  {
    permission: 'secrets:read',
    tier: 'full',
    feature: 'organisationSecrets',
    what: 'names and dates of organisation secrets that the repository may use, never their values',
    endpoints: ['GET /repos/{owner}/{repo}/actions/organization-secrets'],
    lost: 'Publish tokens that the organisation shares stay unseen.',
  },
  {
    permission: 'environments:read',
    tier: 'full',
    feature: 'environmentSecrets',
    what: 'names and dates of the secrets of environments, never their values',
    endpoints: ['GET /repos/{owner}/{repo}/environments/{environment_name}/secrets'],
    lost: 'Whether a publish token is kept in the protected environment stays unknown.',
  },
  {
    permission: 'attestations:read',
    tier: 'full',
    feature: 'attestations',
    what: 'artifact attestations of private repositories; those of public ones are for everybody',
    endpoints: ['GET /repos/{owner}/{repo}/attestations/{subject_digest}'],
    lost: 'Files of a private repository stay without the attestations that GitHub keeps for them.',
  },
  {
    permission: 'repository_advisories:write',
    tier: 'full',
    feature: 'advisories',
    what: 'a draft security advisory where a release did not come from where it should',
    endpoints: [
      'GET /repos/{owner}/{repo}/security-advisories',
      'POST /repos/{owner}/{repo}/security-advisories',
      'PATCH /repos/{owner}/{repo}/security-advisories/{ghsa_id}',
    ],
    lost: 'Such an alarm goes to the private repository that the policy names, or only as a hint to a check run.',
  },
  {
    permission: 'statuses:read',
    tier: 'full',
    feature: 'statuses',
    what: 'the statuses of a commit that is about to be published',
    endpoints: ['GET /repos/{owner}/{repo}/commits/{ref}/status'],
    lost: 'Whether all checks of that commit are green stays unknown at the gate.',
  },
  {
    permission: 'deployments:write',
    tier: 'full',
    feature: 'deployments',
    what: 'the answer to a deployment that waits for the protection rule',
    endpoints: ['POST /repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule'],
    lost: 'No environment can be guarded by Mintmark.',
  },
  {
    permission: 'security_events:write',
    tier: 'full',
    feature: 'codeScanning',
    what: 'the findings of the default branch into code scanning, where the policy says `sarif: code-scanning`',
    endpoints: [
      'POST /repos/{owner}/{repo}/code-scanning/sarifs',
      'GET /repos/{owner}/{repo}/code-scanning/sarifs/{sarif_id}',
    ],
    lost: 'The findings stay out of the code scanning alerts.',
  },
];

/** The permission that a feature takes, where GitHub's header does not say. */
export function permissionFor(feature: Feature): string {
  const row = permissionTable.find((each) => each.feature === feature);
  if (row === undefined) throw new Error(`the table of permissions has no row for ${feature}`);
  return row.permission;
}
