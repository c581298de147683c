import { sinceThen } from '../../audit/incidents.ts';
import type { PackageEvidence } from '../../ledger/package-evidence.ts';
import { incidentBody, incidentTitle } from '../../reports/incident/index.ts';
import type { StoredIncident } from '../../store/store.ts';
import { digestOf } from '../digest.ts';
import type { Desk } from './desk.ts';
import { sayInPrivate } from './places.ts';
import { withWritten, writtenOf } from './written.ts';

/**
 * Tells an incident where only those who keep the repository's security read it, and keeps what is told true: written
 * again only where it would say something else. What people have ended is left alone from then on.
 *
 * @throws GitHubUnavailable
 */
export async function tellIncident(
  desk: Desk,
  incident: StoredIncident,
  evidence: PackageEvidence,
): Promise<StoredIncident> {
  const { context } = desk.work;
  const since = sinceThen(incident.pack, evidence);
  const text = { title: incidentTitle(incident.pack), body: incidentBody(incident.pack, since) };
  const digest = digestOf(text);
  const told = await sayInPrivate(desk, incident, text);
  const isSame = incident.state === 'told' && writtenOf(incident).text === digest;
  if (isSame && told.outcome === 'standing') return incident;

  const outcome = told.outcome === 'standing' ? (incident.state === 'told' ? 'edited' : 'told') : told.outcome;
  context.measures.issue(`incident-${outcome}`);
  if (told.outcome === 'untold') {
    context.log.error({ ...idsOf(incident), why: told.why }, 'an incident could not be told in private');
    return incident;
  }
  context.log.warn({ ...idsOf(incident), outcome, place: told.place.kind }, 'incident');
  const isOver = told.outcome === 'over';
  return store(desk, withWritten({ ...incident, state: 'told', place: told.place }, { text: digest, isOver }));
}

export function store({ work }: Desk, incident: StoredIncident): Promise<StoredIncident> {
  return work.context.store.incidents.put(incident);
}

/** Ids only: logs are read by others than those who keep a repository's security. */
export function idsOf({ id, repositoryId, packageId }: StoredIncident) {
  return { incident: id, repository: repositoryId, package: packageId };
}
