import type { Report } from '../../src/types/report.ts';
import type { Outcome } from './outcome.ts';

/** What Mintmark says of itself: nothing may fail, and what it cannot know has its reason. */
export function ownAuditOutcome({ controls, findings, publications, problems }: Report): Outcome {
  const objections = [
    ...controls
      .filter(({ verdict }) => verdict === 'fail' || verdict === 'accepted')
      .map(({ id, verdict, reason }) => `${id}: ${verdict}, ${reason}`),
    ...findings.map(({ control, message }) => `${control}: ${message}`),
    ...problems.map(({ path, message }) => `${path}: ${message}`),
    // Where no publication is seen, hardly any control has something to object to.
    ...(publications.length === 0 ? ['no publication was found, so that nothing was judged'] : []),
    ...controls.filter(({ reason }) => reason === '').map(({ id, verdict }) => `${id}: ${verdict} without a reason`),
  ];
  if (objections.length > 0) return { state: 'failed', problems: objections };
  const count = (wanted: string) => controls.filter(({ verdict }) => verdict === wanted).length;
  return {
    state: 'ok',
    says: `${count('pass')} pass, ${count('not-applicable')} not applicable, ${count('unknown')} unknown, no finding`,
    notes: controls.flatMap(({ id, verdict, reason }) => (verdict === 'unknown' ? [`unknown: ${id}: ${reason}`] : [])),
  };
}
