import { incidentTitle, retractionBody } from '../../reports/incident/index.ts';
import type { StoredIncident } from '../../store/store.ts';
import { digestOf } from '../digest.ts';
import type { Desk } from './desk.ts';
import { closeInPrivate } from './places.ts';
import { idsOf, store } from './tell-incident.ts';
import { withWritten } from './written.ts';

/**
 * Takes an incident back: what was told says on top that it was a false alarm and why, and is closed. One that was never
 * told is taken back in silence.
 *
 * @param reasons why, as sentences
 * @throws GitHubUnavailable
 */
export async function retractIncident(
  desk: Desk,
  incident: StoredIncident,
  reasons: readonly string[],
): Promise<StoredIncident> {
  const { context } = desk.work;
  const retracted = { ...incident, state: 'retracted' as const, retraction: reasons.join('\n') };
  if (incident.place === null) return finished(desk, retracted);

  const at = new Date(context.now()).toISOString();
  const text = {
    title: `False alarm: ${incidentTitle(incident.pack)}`,
    body: retractionBody(incident.pack, reasons, at),
  };
  const told = await closeInPrivate(desk, incident, text);
  if (told.outcome === 'untold') {
    context.log.error({ ...idsOf(incident), why: told.why }, 'the retraction of an incident could not be told');
    return incident;
  }
  return finished(desk, withWritten(retracted, { text: digestOf(text), isOver: true }));
}

function finished(desk: Desk, incident: StoredIncident): Promise<StoredIncident> {
  const { context } = desk.work;
  context.measures.issue('incident-retracted');
  context.log.info(idsOf(incident), 'incident retracted');
  return store(desk, incident);
}
