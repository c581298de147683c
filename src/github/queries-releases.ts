const end = '__typename oid ... on Commit { committedDate }';

/** A page of the tags, newest first, each with the commit it leads to; a tag of a tag is followed twice. */
export const tagsQuery = `
query Tags($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    refs(refPrefix: "refs/tags/", first: 100, after: $after, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
      nodes {
        name
        target { ${end} ... on Tag { tagger { date } target { ${end} ... on Tag { target { ${end} } } } } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
  rateLimit { cost limit remaining resetAt }
}
`;

/**
 * What is known of commits, with the manifests at each of them, in one request; the newest commits of the default branch
 * come with it, so that most need not be looked for one by one. Variables: `c0` for the first commit, `c0m1` for its
 * second manifest, as `sha:path`.
 */
export function commitsQuery(commits: number, manifests = 1): string {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
  const names = numbers(commits).map((n) => `c${n}`);
  const files = names.flatMap((name) => numbers(manifests).map((n) => `${name}m${n}`));
  const variables = [...names.map((name) => `$${name}: GitObjectID!`), ...files.map((file) => `$${file}: String!`)];
  return `
query Commits($owner: String!, $name: String!, ${variables.join(', ')}) {
  repository(owner: $owner, name: $name) {
    defaultBranchRef { target { ... on Commit { history(first: 100) { nodes { oid } } } } }
    ${names.map((name) => `${name}: object(oid: $${name}) { ...Facts }`).join('\n    ')}
    ${files.map((file) => `${file}: object(expression: $${file}) { ...Manifest }`).join('\n    ')}
  }
  rateLimit { cost limit remaining resetAt }
}

fragment Facts on Commit { oid committedDate author { name user { login } } signature { isValid } }
${files.length === 0 ? '' : 'fragment Manifest on Blob { text isTruncated }'}
`;
}
