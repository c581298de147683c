import type { Findings, ReleaseFactsRow, RowContext } from '../../../src/ledger/facts.ts';
import type { Join } from '../../../src/ledger/ledger.ts';
import type { RegistryRelease } from '../../../src/registries/release.ts';
import {
  aCase,
  aCommit,
  aContext,
  aFile,
  aHabit,
  aHistory,
  aJoin,
  anIdentity,
  aRelease,
  aRow,
  aRun,
  aTag,
  byPerson,
  commitId,
  daysLater,
  facts,
  joinsOf,
  runUrl,
} from '../builders.ts';

/** Days between two releases of the project. */
export const pace = 9;

type Change = Partial<Omit<ReleaseFactsRow, 'release'>> & { readonly release?: Partial<RegistryRelease> };

/** The release `1.<number>.0`, proved throughout unless told otherwise. */
export function theRow(number: number, change: Change = {}): ReleaseFactsRow {
  const version = `1.${number}.0`;
  const release = aRelease({
    version,
    publishedAt: daysLater(number * pace),
    files: [aFile({ name: `lantern-${version}.tgz` })],
    ...change.release,
  });
  const row = aRow({
    commit: commitOf(number),
    run: runOf(number),
    identities: [{ file: null, identity: identityOf(number) }],
    ...change,
    release,
  });
  return {
    ...row,
    joins: { ...row.joins, tag: named(row.joins.tag, version), release: named(row.joins.release, version) },
  };
}

/** The tag of this version, where there is one. */
function named(join: Join, version: string): Join {
  return { ...join, value: join.value === null ? null : `v${version}` };
}

export const commitOf = (number: number) => commitId(100 + number);
export const runOf = (number: number) => String(9100 + number);

export function identityOf(number: number, over: Parameters<typeof anIdentity>[0] = {}) {
  return anIdentity({
    ref: `refs/tags/v1.${number}.0`,
    commit: commitOf(number),
    runUrl: runUrl(runOf(number)),
    ...over,
  });
}

/** Honest releases `1.0.0` to `1.<count - 1>.0`. */
export function past(count: number, change: Change = {}): readonly ReleaseFactsRow[] {
  return Array.from({ length: count }, (_, number) => theRow(number, change));
}

/** What GitHub tells of the releases `1.0.0` to `1.<last>.0`. */
export function githubOf(last: number, over: Parameters<typeof facts>[0] = {}) {
  const numbers = Array.from({ length: last + 1 }, (_, number) => number);
  return facts({
    tags: numbers.map((number) =>
      aTag({ name: `v1.${number}.0`, commit: commitOf(number), at: daysLater(number * pace) }),
    ),
    commits: numbers.map((number) => aCommit({ sha: commitOf(number), versions: { 'package.json': `1.${number}.0` } })),
    runs: numbers.map((number) => aRun({ id: runOf(number), commit: commitOf(number) })),
    ...over,
  });
}

/** The sixth release after five honest ones, two days after it. */
export const sixth = 5;

export function sixthAfter(
  earlier: readonly ReleaseFactsRow[],
  change: Change = {},
  over: Partial<RowContext> & { readonly about?: Partial<RowContext['case']> } = {},
): RowContext {
  const { about, ...context } = over;
  const row = theRow(sixth, change);
  return aContext({
    row,
    earlier,
    earlierInLine: earlier.filter(({ line }) => line.name === row.line.name),
    habit: aHabit(),
    case: aCase({
      history: aHistory(
        [...earlier, row].map(({ release }) => release),
        // As registries have it, nobody installs a prerelease who does not ask for it
        row.line.isPrerelease ? { newest: earlier.at(-1)?.release.version ?? null } : {},
      ),
      github: githubOf(sixth),
      now: Date.parse(daysLater(sixth * pace + 2)),
      ...about,
    }),
    ...context,
  });
}

/** A release that an account pushed with a token: nothing joins it to GitHub. */
export const byToken: Change = {
  release: { publisher: byPerson('ada'), attested: 'no' },
  rank: 'none',
  attested: { state: 'none', reasons: [] },
  identities: [],
  commit: null,
  run: null,
  repository: null,
  joins: joinsOf({
    tag: aJoin('missing'),
    release: aJoin('missing'),
    commit: aJoin('missing'),
    run: aJoin('missing'),
    attestation: aJoin('missing'),
    digest: aJoin('unknown'),
  }),
};

/** The same, with the tag that the project always makes. */
export const byTokenTagged: Change = {
  ...byToken,
  joins: { ...joinsOf(byToken.joins), tag: aJoin('unknown', { value: 'v1.5.0' }) },
};

export const stable = (name: string) => ({ name, isPrerelease: false });
export const channel = (name: string) => ({ name, isPrerelease: true });

/** `tp-lost critical`, in the order of the rules. */
export function told({ signals }: Findings): readonly string[] {
  return signals.map(({ id, severity, provisional }) => `${id} ${severity}${provisional ? ' for now' : ''}`);
}
