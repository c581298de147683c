import { folderFragment, snapshotSelection } from './snapshot-selection.ts';

/** All that GraphQL can tell of a repository in one request, contents of the files most repositories publish from included. */
export const snapshotQuery = `
query Snapshot($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {${snapshotSelection({ contents: true, rulesets: 50 })}
  }
  rateLimit { cost limit remaining resetAt }
}
${folderFragment}`;

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
