import { commitId } from '../build.ts';
import type { Case } from '../case.ts';
import type { Findings, ReleaseFactsRow, RowContext, SignalRule } from '../facts.ts';
import { baselineOf, isOfOlderLine } from '../guards/baseline.ts';
import { fires, firesForNow, innocent, nothing } from '../guards/findings.ts';
import { isRepository, originsOf } from '../guards/repositories.ts';
import { day, isSettling } from '../guards/time.ts';
import { commitWords, datedWords } from '../guards/words.ts';

/** Was it built from a commit that no branch and no tag of the repository leads to? */
export const commitUnreachable: SignalRule = {
  ids: ['commit-unreachable'],
  judge: (context) => (context.row.commit === null ? judgeClaim(context) : judge(context)),
};

function judge(context: RowContext): Findings {
  const { row } = context;
  const place = placeOf(context, row);
  if (row.commit === null || place === null || place === 'branch') return nothing;
  if (place === 'tag') return onTagOnly(context, row.commit);
  const says =
    place === 'gone'
      ? `built from the commit ${commitWords(row.commit)}, which GitHub does not have in this repository`
      : `built from the commit ${commitWords(row.commit)}, which no branch or tag of the repository leads to`;

  const before = placesIn(context, baselineOf(context));
  const judged = before.length < 2 ? [...before, ...placesIn(context, ofItsLine(context.later, row))] : before;
  const lost = judged.filter(({ isLost }) => isLost);
  const last = lost.at(-1)?.other;
  const isUsual = lost.length * 2 >= judged.length && lost.length >= (row.line.isPrerelease ? 1 : 2);
  if (last !== undefined && isUsual) return innocent(`${says}; so were others, as ${datedWords(last)}`);
  // Channels without a past are often built from branches that are merged and deleted later.
  const severity = row.line.isPrerelease && judged.length < 2 ? 'medium' : 'critical';
  return isSettling(context)
    ? firesForNow('commit-unreachable', severity, says)
    : fires('commit-unreachable', severity, says);
}

function placesIn(context: RowContext, rows: readonly ReleaseFactsRow[]) {
  return rows.flatMap((other) => {
    const answer = placeOf(context, other);
    return answer === null ? [] : [{ other, isLost: answer === 'gone' || answer === 'nowhere' }];
  });
}

function ofItsLine(rows: readonly ReleaseFactsRow[], { line }: ReleaseFactsRow): readonly ReleaseFactsRow[] {
  return rows.filter((other) => other.line.name === line.name);
}

/** Some projects release from commits that only the tag keeps. In one that never did, the tag proves nothing. */
function onTagOnly(context: RowContext, commit: string): Findings {
  const places = (rows: readonly ReleaseFactsRow[]) => rows.flatMap((other) => placeOf(context, other) ?? []);
  const ofBaseline = places(baselineOf(context));
  const judged = ofBaseline.length < enough ? places(stableOf(context)) : ofBaseline;
  if (judged.length < enough || judged.some((place) => place !== 'branch')) return nothing;
  return tagOnly(context, `built from the commit ${commitWords(commit)}`, judged.length);
}

function stableOf({ row, earlier }: RowContext): readonly ReleaseFactsRow[] {
  return row.line.isPrerelease ? [] : earlier.filter(({ line }) => !line.isPrerelease);
}

/** Branches of older lines come and go, and are not all looked into; beside another such release that excuses nothing. */
function tagOnly(context: RowContext, says: string, judged: number): Findings {
  const { row, doubted } = context;
  const isOneOfSeveral = doubted.some((other) => isNear(other, row) && placeOf(context, other) === 'tag');
  return fires(
    'commit-unreachable',
    isOfOlderLine(context) && !isOneOfSeveral ? 'medium' : 'high',
    `${says}, which only its tag leads to; the commits of all ${judged} earlier releases that could be judged are on a branch`,
  );
}

/**
 * Without evidence of a build: the commit that the package names. That is what its publisher wrote, so a good one proves
 * nothing; where every release before named one of a branch, a bad one tells.
 */
function judgeClaim(context: RowContext): Findings {
  const { row } = context;
  const claimed = commitId(row.release.claimed.commit);
  const place = claimOf(context, row);
  if (claimed === null || place === null || place === 'branch') return nothing;
  const judged = baselineOf(context).flatMap((other) => claimOf(context, other) ?? []);
  if (judged.length < enough || judged.some((other) => other !== 'branch')) return nothing;
  const says = `the package names the commit ${commitWords(claimed)}`;
  if (place === 'tag') return tagOnly(context, says, judged.length);
  const missing = place === 'gone' ? 'which GitHub does not have in this repository' : 'which no branch leads to';
  const words = `${says}, ${missing}; all ${judged.length} earlier releases that could be judged named one of a branch`;
  return isSettling(context)
    ? firesForNow('commit-unreachable', 'medium', words)
    : fires('commit-unreachable', 'medium', words);
}

function isNear(one: ReleaseFactsRow, other: ReleaseFactsRow): boolean {
  return one.at !== null && other.at !== null && Math.abs(one.at - other.at) <= 2 * day;
}

/** Releases that make a habit here. */
const enough = 5;

/** Null where GitHub did not tell, or was asked about another repository than the one that built it. */
function placeOf({ case: { github } }: RowContext, row: ReleaseFactsRow): Place | null {
  if (github === null || row.commit === null) return null;
  if (!originsOf(row).some((origin) => isRepository(origin, github.repository))) return null;
  return reachOf(github, row.commit);
}

/** Of the commit that the package names, where nothing else names one. */
function claimOf({ case: { github } }: RowContext, { commit, release }: ReleaseFactsRow): Place | null {
  const claimed = commit === null ? commitId(release.claimed.commit) : null;
  return github === null || claimed === null ? null : reachOf(github, claimed);
}

function reachOf(github: NonNullable<Case['github']>, commit: string): Place | null {
  const fact = github.commits.get(commit);
  if (fact === undefined || fact.state === 'unreadable') return null;
  if (fact.state === 'absent') return 'gone';
  const { reachable } = fact.value;
  return reachable === 'nowhere' || reachable === 'tag' ? reachable : 'branch';
}

type Place = 'branch' | 'tag' | 'nowhere' | 'gone';
