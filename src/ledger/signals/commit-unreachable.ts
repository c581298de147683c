import type { Findings, ReleaseFactsRow, RowContext, SignalRule } from '../facts.ts';
import { baselineOf } from '../guards/baseline.ts';
import { fires, firesForNow, innocent, nothing } from '../guards/findings.ts';
import { isRepository, originsOf } from '../guards/repositories.ts';
import { isSettling } from '../guards/time.ts';
import { commitWords, datedWords } from '../guards/words.ts';

/** Was it built from a commit that no branch and no tag of the repository leads to? */
export const commitUnreachable: SignalRule = { ids: ['commit-unreachable'], judge };

function judge(context: RowContext): Findings {
  const { row } = context;
  const place = placeOf(context, row);
  if (row.commit === null || place === null || place === 'branch') return nothing;
  if (place === 'tag') return onTagOnly(context, row.commit);
  const says =
    place === 'gone'
      ? `built from the commit ${commitWords(row.commit)}, which GitHub does not have in this repository`
      : `built from the commit ${commitWords(row.commit)}, which no branch or tag of the repository leads to`;

  const judged = baselineOf(context).flatMap((other) => {
    const answer = placeOf(context, other);
    return answer === null ? [] : [{ other, isLost: answer === 'gone' || answer === 'nowhere' }];
  });
  const lost = judged.filter(({ isLost }) => isLost);
  const last = lost.at(-1)?.other;
  const isUsual = lost.length * 2 >= judged.length && lost.length >= (row.line.isPrerelease ? 1 : 2);
  if (last !== undefined && isUsual) return innocent(`${says}; so were earlier ones, as ${datedWords(last)}`);
  // Channels without a past are often built from branches that are merged and deleted later.
  const severity = row.line.isPrerelease && judged.length < 2 ? 'medium' : 'critical';
  return isSettling(context)
    ? firesForNow('commit-unreachable', severity, says)
    : fires('commit-unreachable', severity, says);
}

/** Some projects release from commits that only the tag keeps. In one that never did, the tag proves nothing. */
function onTagOnly(context: RowContext, commit: string): Findings {
  const judged = baselineOf(context).flatMap((other) => placeOf(context, other) ?? []);
  const onBranches = judged.filter((place) => place === 'branch').length;
  if (judged.length < enough || onBranches < judged.length) return nothing;
  return fires(
    'commit-unreachable',
    'high',
    `built from the commit ${commitWords(commit)}, which only its tag leads to; the commits of all ${judged.length} earlier releases that could be judged are on a branch`,
  );
}

/** Releases that make a habit here. */
const enough = 5;

/** Null where GitHub did not tell, or was asked about another repository than the one that built it. */
function placeOf({ case: { github } }: RowContext, row: ReleaseFactsRow): Place | null {
  if (github === null || row.commit === null) return null;
  if (!originsOf(row).some((origin) => isRepository(origin, github.repository))) return null;
  const fact = github.commits.get(row.commit);
  if (fact === undefined || fact.state === 'unreadable') return null;
  if (fact.state === 'absent') return 'gone';
  const { reachable } = fact.value;
  return reachable === 'nowhere' || reachable === 'tag' ? reachable : 'branch';
}

type Place = 'branch' | 'tag' | 'nowhere' | 'gone';
