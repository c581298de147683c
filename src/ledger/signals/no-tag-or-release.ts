import { seen } from '../../types/observation.ts';
import type { Severity } from '../../types/severity.ts';
import type { Case } from '../case.ts';
import type { Findings, ReleaseFactsRow, RowContext, SignalRule } from '../facts.ts';
import { baselineOf, isMaintained } from '../guards/baseline.ts';
import { hasGoodRun } from '../guards/corroboration.ts';
import { fires, firesForNow, innocent, nothing } from '../guards/findings.ts';
import { day, settlingTime, timeOf } from '../guards/time.ts';
import { versionWords } from '../guards/words.ts';

/** Does GitHub have no tag and no release of the version, in a project that makes them? */
export const noTagOrRelease: SignalRule = { ids: ['no-tag-or-release'], judge };

function judge(context: RowContext): Findings {
  const { row, habit } = context;
  if (hasTag(row) !== false) return nothing;
  const baseline = baselineOf(context);
  const ofItsKind = countTags(baseline);
  const judged = habit.tagged.yes + habit.tagged.no;
  if (judged < 3) return nothing;
  const share = habit.tagged.yes / judged;
  if (share < 0.5)
    return innocent(
      `no tag and no release on GitHub, which this project seldom makes: ${habit.tagged.yes} of ${judged}`,
    );
  // Canaries are published untagged by projects that tag all else, and so are lines that others maintain.
  if (row.line.isPrerelease && (ofItsKind.yes + ofItsKind.no < 3 || ofItsKind.yes <= ofItsKind.no))
    return innocent(`no tag and no release on GitHub; prereleases of this channel are not known to have them`);
  if (isMaintained(context) && ofItsKind.no >= 2 && ofItsKind.yes === 0)
    return innocent(`no tag and no release on GitHub; none of its line (\`${row.line.name}\`) has them`);

  const says = `GitHub has no tag and no release for ${versionWords(row)}; ${habit.tagged.yes} of ${judged} earlier releases had one`;
  const severity = severityOf(context, share, judged);
  return mayStillCome(context)
    ? firesForNow('no-tag-or-release', severity, says)
    : fires('no-tag-or-release', severity, says);
}

function severityOf({ row, habit }: RowContext, share: number, judged: number): Severity {
  const misses = judged - habit.tagged.yes;
  const isStrict = judged >= 5 && share >= 0.9 && (misses < 2 || share >= 0.97);
  if (isStrict) return hasTrustedBuild(row) ? 'medium' : 'high';
  return share >= 0.8 && habit.tagged.yes >= 3 ? 'medium' : 'low';
}

/** Evidence that its publisher cannot forge leads to a run that went well. */
function hasTrustedBuild(row: ReleaseFactsRow): boolean {
  return hasGoodRun(row) && row.joins.commit.state === 'proved';
}

function countTags(rows: readonly ReleaseFactsRow[]): { readonly yes: number; readonly no: number } {
  const answers = rows.map(hasTag);
  return { yes: answers.filter((had) => had === true).length, no: answers.filter((had) => had === false).length };
}

/** Null where GitHub did not tell. */
function hasTag({ joins: { tag, release } }: ReleaseFactsRow): boolean | null {
  if (tag.state === 'proved' || tag.state === 'contradicted' || release.state === 'proved') return true;
  if (tag.state === 'unknown') return tag.value === null ? null : true;
  return release.state === 'unknown' && release.value !== null ? true : false;
}

/**
 * Some projects tag hours after they publish, and so do some of their people: as long as it mostly took, it may come. A
 * single late tag says nothing of a project; of an account that published no more than that it is all that is known.
 */
function mayStillCome({ row, earlier, case: { github, now } }: RowContext): boolean {
  if (row.at === null) return false;
  const { kind, name } = row.release.publisher;
  const own = earlier.filter(({ release }) => kind === 'person' && name !== null && release.publisher.name === name);
  const usual = Math.max(...[earlier, own].map((rows) => usualDelay(rows, github)));
  return now - row.at < Math.max(settlingTime, Math.min(usual, longestWait));
}

/** From the publication to the tag or the release page, in milliseconds. */
function usualDelay(rows: readonly ReleaseFactsRow[], github: Case['github']): number {
  const tags = github === null ? undefined : seen(github.tags)?.tags;
  const releases = github === null ? undefined : seen(github.releases)?.releases;
  const delays = rows.map(({ at, joins }) => {
    const tagged = timeOf(tags?.find(({ name }) => name === joins.tag.value)?.madeAt ?? null);
    const released = timeOf(releases?.find(({ tag }) => tag === joins.release.value)?.publishedAt ?? null);
    // of a lightweight tag git keeps no time: it was there when its release was made
    const first = tagged === null ? released : Math.min(tagged, released ?? tagged);
    return at === null || first === null ? 0 : first - at;
  });
  return delays.toSorted((a, b) => a - b)[Math.floor(delays.length * mostly)] ?? 0;
}

const mostly = 0.75;

const longestWait = day;
