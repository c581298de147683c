/**
 * Files in the root that an audit reads where they are there, by the names of the fields that hold them. A whole folder
 * would bring lock files along, which are large.
 */
export const manifestsAtRoot: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'package.json .npmrc pnpm-workspace.yaml lerna.json jsr.json deno.json pyproject.toml setup.py setup.cfg',
    'Cargo.toml go.mod composer.json pubspec.yaml mix.exs pom.xml build.gradle build.gradle.kts settings.gradle',
    'settings.gradle.kts gradle.properties Makefile Rakefile Gemfile .goreleaser.yml .goreleaser.yaml',
    '.releaserc.json Dockerfile',
  ]
    .flatMap((line) => line.split(' '))
    .map((path, index) => [`manifest${index}`, path]),
);

/** What is read of a file. A fragment by name would be left over where a query is asked again without what uses it. */
const contentSelection = '... on Blob { oid byteSize isBinary isTruncated text }';

/** Issues that are looked through for one of ours. */
const mostIssues = 50;

export interface SnapshotSelection {
  /** Of workflows and of the files that most repositories publish from; the query needs `folderFragment` with it. */
  readonly contents: boolean;
  /** How many rulesets are listed: each counts twice against the limit of GraphQL. */
  readonly rulesets: number;
}

/**
 * All that GraphQL can tell of a repository: facts, rulesets, the newest tags, by which bots issues are, what else exists
 * to be asked about, and contents.
 */
export function snapshotSelection({ contents, rulesets }: SnapshotSelection): string {
  return `
    databaseId
    name
    owner {
      __typename
      login
      ... on Organization { requiresTwoFactorAuthentication }
    }
    visibility
    isArchived
    isFork
    isEmpty
    hasIssuesEnabled
    hasVulnerabilityAlertsEnabled
    isSecurityPolicyEnabled
    defaultBranchRef {
      name
      target { oid ... on Commit { tree { oid } } }
      branchProtectionRule {
        requiresApprovingReviews
        requiredApprovingReviewCount
        requiresCodeOwnerReviews
        allowsForcePushes
        allowsDeletions
        isAdminEnforced
      }
    }
    ${contents ? contentsAtHead : ''}
    rulesets(first: ${rulesets}, includeParents: true) {
      nodes {
        name
        target
        enforcement
        source { __typename }
        conditions { refName { include exclude } }
        bypassActors(first: 1) { totalCount }
        rules(first: 50) {
          nodes {
            type
            parameters { ... on PullRequestParameters { requiredApprovingReviewCount requireCodeOwnerReview } }
          }
        }
      }
    }
    environments(first: 1) { totalCount }
    releases(first: 1) { totalCount }
    issues(first: ${mostIssues}, orderBy: { field: UPDATED_AT, direction: DESC }) {
      totalCount
      nodes { author { __typename login } }
    }
    refs(refPrefix: "refs/tags/", first: 30, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
      nodes {
        name
        target {
          __typename
          oid
          ... on Commit { committedDate }
          ... on Tag { target { __typename oid ... on Commit { committedDate } } }
        }
      }
    }`;
}

const contentsAtHead = `
    workflows: object(expression: "HEAD:.github/workflows") { ...Folder }
    github: object(expression: "HEAD:.github") { ...Folder }
    ${Object.entries(manifestsAtRoot)
      .map(([field, path]) => `${field}: object(expression: "HEAD:${path}") { ${contentSelection} }`)
      .join('\n    ')}`;

export const folderFragment = `
fragment Folder on Tree {
  entries {
    name
    type
    object { ${contentSelection} }
  }
}
`;
