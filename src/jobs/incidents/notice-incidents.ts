import { type Break, breaksIn, incidentPack, retractionOf } from '../../audit/incidents.ts';
import type { PackageEvidence } from '../../ledger/package-evidence.ts';
import { registryOf } from '../../registries/index.ts';
import type { StoredIncident, StoredPackage, StoredRepository } from '../../store/store.ts';
import type { JobContext } from '../context.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepHintTrue } from './hint.ts';
import { isOwn } from './ownership.ts';
import { retractIncident } from './retract-incident.ts';
import { tellIncident } from './tell-incident.ts';
import { isOpen } from './written.ts';

/**
 * Looks whether a release has appeared that did not come from where it should, and sees to it that those who keep the
 * repository's security are told in private: once, kept true, and taken back where it was a false alarm. Stored before it
 * is told, so that what a crash or an outage interrupts is taken up at the next call.
 *
 * @param stored the package with what was known before this look
 * @throws GitHubUnavailable where GitHub cannot be told now
 */
export async function noticeIncidents(
  context: JobContext,
  repository: StoredRepository,
  stored: StoredPackage,
  evidence: PackageEvidence,
): Promise<void> {
  const { incidents } = context.store;
  const known = (await incidents.ofRepository(repository.id)).filter(({ packageId }) => packageId === stored.id);
  const before = stored.evidence ?? (await context.store.packages.get(stored.id))?.evidence ?? null;
  const isEarlier = before !== null && before.askedAt < evidence.askedAt;
  const breaks = breaksIn(evidence, isEarlier ? before : null, context.now());
  const unknown = breaks.filter(({ version }) => !known.some((incident) => incident.version === version));
  const news = unknown.length > 0 && (await isOwn(context, repository, evidence, before)) ? unknown : [];
  const raised = known.filter((incident) => isRaisedAgain(incident, breaks));
  const followed = known.filter((incident) => isFollowed(incident, context.now()));
  if (news.length + raised.length + followed.length === 0) return;

  const noticed = await notice(context, repository, stored, evidence, news.slice(0, mostNews));
  for (const incident of raised)
    noticed.push(await incidents.put({ ...incident, state: 'noticed', place: null, written: null }));
  if (news.length > mostNews)
    context.log.error(
      { repository: repository.id, left: news.length - mostNews },
      'more incidents than are told at once',
    );
  const desk = await openDesk(context, repository.id);
  if (desk === null) {
    context.log.error({ repository: repository.id, incidents: noticed.length }, 'nobody to tell of incidents');
    return;
  }
  for (const incident of [...followed, ...noticed]) await keepTrue(desk, incident, evidence);
  await keepHintTrue(desk);
}

/** Whether an incident of a package waits to be told, or stands where it was told. */
export async function hasOpenIncident(
  { store, now }: JobContext,
  { id, repositoryId }: Pick<StoredPackage, 'id' | 'repositoryId'>,
): Promise<boolean> {
  const incidents = await store.incidents.ofRepository(repositoryId);
  return incidents.some((incident) => incident.packageId === id && isFollowed(incident, now()));
}

/** New incidents of one look: a flood of them is one event, and what is left out here is taken up at the next look. */
const mostNews = 10;

/** What is older is history: people have it, and releases this old are not asked about closely any more. */
const followedFor = 30 * 24 * 60 * 60 * 1000;

function isFollowed(incident: StoredIncident, now: number): boolean {
  return isOpen(incident) && now - incident.noticedAt <= followedFor;
}

/** It was taken back, and something stands against it now that nobody knew of then. */
function isRaisedAgain({ state, version, pack }: StoredIncident, breaks: readonly Break[]): boolean {
  const known = new Set(pack.signals.map(({ id }) => id));
  const signals = breaks.find((each) => each.version === version)?.signals ?? [];
  return state === 'retracted' && signals.some(({ id }) => !known.has(id));
}

async function notice(
  context: JobContext,
  repository: StoredRepository,
  stored: StoredPackage,
  evidence: PackageEvidence,
  news: readonly Break[],
): Promise<StoredIncident[]> {
  if (news.length === 0) return [];
  const { incidents, reports } = context.store;
  const publications = (await reports.ofRecord(repository.id))?.publications ?? [];
  const client = await registryOf(evidence.registry).client?.();
  const isName = (name: string) => client?.isName(name) === true;
  const noticed: StoredIncident[] = [];
  for (const { version } of news) {
    const name = `${repository.owner}/${repository.name}`;
    const pack = incidentPack({ evidence, version, repository: name, publications, isName, noticedAt: context.now() });
    if (pack === null) continue;
    const incident = await incidents.put({
      repositoryId: repository.id,
      packageId: stored.id,
      version,
      state: 'noticed',
      place: null,
      pack,
      noticedAt: context.now(),
      retraction: null,
      written: null,
    });
    context.log.error({ incident: incident.id, repository: repository.id, package: stored.id }, 'incident noticed');
    noticed.push(incident);
  }
  return noticed;
}

async function keepTrue(desk: Desk, incident: StoredIncident, evidence: PackageEvidence): Promise<void> {
  const reasons = retractionOf(incident.pack, evidence);
  if (reasons === null) await tellIncident(desk, incident, evidence);
  else await retractIncident(desk, incident, reasons);
}
