import { tracks } from '../../types/principle-id.ts';
import type { ReportFinding, ReportLevels } from '../../types/report.ts';
import { levelList, levelsLink, trackSubjects, trackTitles } from '../levels.ts';
import { code } from '../markdown/escape.ts';
import { count, listing } from '../text/words.ts';

/** The levels now, and what would raise one with the least work: a control whose points are all put right, else all of them. */
export function levelSentences(
  levels: ReportLevels,
  findings: readonly ReportFinding[],
  levelsIf: (closed: readonly ReportFinding[]) => ReportLevels,
): string {
  const list = levelList(levels);
  const now = list === '' ? [] : [`${levelsLink('Levels')}, of what the registries offer: ${list}.`];
  return [...now, ...nextGap(levels, findings, levelsIf)].join(' ');
}

function nextGap(
  levels: ReportLevels,
  findings: readonly ReportFinding[],
  levelsIf: (closed: readonly ReportFinding[]) => ReportLevels,
): readonly string[] {
  const byControl = [...Map.groupBy(findings, ({ control }) => control)].toSorted((a, b) => a[1].length - b[1].length);
  for (const [control, points] of byControl) {
    const risen = rises(levels, levelsIf(points));
    if (risen !== null) return [`Putting right ${whole(points.length)} of ${code(control)} raises ${risen}.`];
  }
  if (findings.length === 0) return [];
  const risen = rises(levels, levelsIf(findings));
  if (risen !== null) return [`Putting right all that stands here raises ${risen}.`];
  return [];
}

function whole(number: number): string {
  return number === 1 ? 'the one point' : `the ${count(number, 'point')}`;
}

/** `Authorization to 1`; null where no track rises. */
function rises(from: ReportLevels, to: ReportLevels): string | null {
  const risen = tracks
    .filter((track) => to[track].level > from[track].level)
    .map((track) => `${trackTitles[track]} (${trackSubjects[track]}) from ${from[track].level} to ${to[track].level}`);
  return risen.length === 0 ? null : listing(risen);
}
