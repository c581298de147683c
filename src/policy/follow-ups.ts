import type { FollowUpLine } from '../types/follow-up.ts';
import type { ReportControl } from '../types/report.ts';
import type { Policy } from './policy.ts';

/**
 * What was taken on, by its day, and how far it is. Only a control that passes proves that something is done; it fails
 * nothing.
 *
 * @param controls what the audit answered
 * @param today ISO 8601 day
 */
export function followUpsOf(
  { followUp }: Policy,
  controls: readonly ReportControl[],
  today: string,
): readonly FollowUpLine[] {
  return followUp
    .map((entry) => ({ ...entry, state: stateOf(entry, controls, today) }))
    .toSorted((a, b) => (a.until === b.until ? 0 : a.until < b.until ? -1 : 1));
}

function stateOf(
  { control, until }: Policy['followUp'][number],
  controls: readonly ReportControl[],
  today: string,
): FollowUpLine['state'] {
  const verdicts = controls.filter(({ id }) => id === control).map(({ verdict }) => verdict);
  const passes = verdicts.includes('pass') && verdicts.every((each) => each === 'pass' || each === 'not-applicable');
  if (passes) return 'done';
  return until < today ? 'overdue' : 'open';
}
