import { folderFragment, snapshotSelection } from './snapshot-selection.ts';

/** Rulesets that are listed of each repository. Where there are as many, there may be more, and its own query tells. */
export const mostRulesets = 20;

/** Snapshots of so many repositories, as fields `r0`, `r1` …, by variables `o0` for the first owner and `n0` for its name. */
export function firstLooksQuery(count: number): string {
  return `${looks(count, true)}${folderFragment}`;
}

/** The same without the contents of files, for repositories whose files are known. */
export function dailyLooksQuery(count: number): string {
  return looks(count, false);
}

function looks(count: number, contents: boolean): string {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return `
query Looks(${numbers.map((n) => `$o${n}: String!, $n${n}: String!`).join(', ')}) {
  ${numbers.map((n) => `r${n}: repository(owner: $o${n}, name: $n${n}) { ...Looked }`).join('\n  ')}
  rateLimit { cost limit remaining resetAt }
}

fragment Looked on Repository {${snapshotSelection({ contents, rulesets: mostRulesets })}
}
`;
}
