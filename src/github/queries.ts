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

/** A fragment by name would be left over where a query is asked again without what uses it. */
const content = '... on Blob { oid byteSize isBinary isTruncated text }';

/**
 * All that GraphQL can tell of a repository in one request: facts, workflows with their contents, the files most
 * repositories publish from, rulesets, the newest tags, and what else exists to be asked about.
 */
export const snapshotQuery = `
query Snapshot($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
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
    workflows: object(expression: "HEAD:.github/workflows") { ...Folder }
    github: object(expression: "HEAD:.github") { ...Folder }
    ${Object.entries(manifestsAtRoot)
      .map(([field, path]) => `${field}: object(expression: "HEAD:${path}") { ${content} }`)
      .join('\n    ')}
    rulesets(first: 50, includeParents: true) {
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
    }
  }
  rateLimit { cost limit remaining resetAt }
}

fragment Folder on Tree {
  entries {
    name
    type
    object { ${content} }
  }
}
`;

/** Contents of files by the ids of their git objects, many in one request. */
export function blobsQuery(count: number): string {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return `
query Blobs($owner: String!, $name: String!, ${numbers.map((n) => `$o${n}: GitObjectID!`).join(', ')}) {
  repository(owner: $owner, name: $name) {
    ${numbers.map((n) => `b${n}: object(oid: $o${n}) { ...Content }`).join('\n    ')}
  }
  rateLimit { cost limit remaining resetAt }
}

fragment Content on Blob { oid byteSize isBinary isTruncated text }
`;
}
