import { createHash } from 'node:crypto';
import { type AdvisoryText, closeAdvisory, keepDraftAdvisory } from '../../github/advisories.ts';
import { closeIssue, createIssue, editIssue, findIssue, readIssue } from '../../github/issues.ts';
import { whilePrivate } from '../../github/private-issues.ts';
import type { StoredIncident } from '../../store/store.ts';
import type { IncidentPack } from '../../types/incident-pack.ts';
import { type IssueMarker, markerLine } from '../../types/issue-marker.ts';
import type { Desk, IssuePlace } from './desk.ts';

export interface PrivateText {
  readonly title: string;
  /** Markdown without the hidden marker. */
  readonly body: string;
}

/** `standing`: it says this now; `over`: people have ended it; `untold`: there is no private way, for this reason. */
export type Told =
  | { readonly outcome: 'standing' | 'over'; readonly place: NonNullable<StoredIncident['place']> }
  | { readonly outcome: 'untold'; readonly why: string };

/**
 * Says it in private, once: in the issue or draft where it was said before, else in the private repository that the policy
 * names, else in a draft advisory. What people have closed or published is left as it is. Never in public.
 *
 * @throws GitHubUnavailable
 */
export async function sayInPrivate(desk: Desk, incident: StoredIncident, text: PrivateText): Promise<Told> {
  const { place } = incident;
  if (place?.kind === 'issue') return inKnownIssue(desk, incident, text);
  if (place === null && desk.issues !== null) {
    const told = await inIssue(desk, desk.issues, incident, text);
    if (told.outcome !== 'untold') return told;
    desk.work.context.log.warn(
      { repository: incident.repositoryId, why: told.why },
      'no private issue for an incident',
    );
  }
  return inAdvisory(desk, incident, text);
}

/**
 * Says that it was a false alarm and closes it; what people have ended is left as it is.
 *
 * @throws GitHubUnavailable
 */
export async function closeInPrivate(desk: Desk, incident: StoredIncident, text: PrivateText): Promise<Told> {
  const told = await sayInPrivate(desk, incident, text);
  if (told.outcome !== 'standing') return told;
  const { client, place } = desk.work;
  if (told.place.kind === 'advisory') {
    const marker = markerOf(incident);
    const closed = await closeAdvisory(client, place, told.place.id, marker, advisoryText(incident.pack, text));
    return closed.outcome === 'written' ? { ...told, outcome: 'over' } : { outcome: 'untold', why: closed.outcome };
  }
  if (desk.issues === null) return { outcome: 'untold', why: 'moved' };
  const closed = await closeIssue(desk.issues.client, desk.issues.place, Number(told.place.id));
  return closed.outcome === 'written' ? { ...told, outcome: 'over' } : { outcome: 'untold', why: closed.outcome };
}

/**
 * By registry, package and version, so that it is found again even where the store is lost. What was taken back once and
 * is raised again has a place of its own: the first one is closed.
 */
function markerOf({ pack, repositoryId, retraction, state }: StoredIncident): IssueMarker {
  const { registry, package: name, release } = pack;
  const isRaisedAgain = retraction !== null && state !== 'retracted';
  const hash = createHash('sha256')
    .update(JSON.stringify([registry, name, release]))
    .digest('hex');
  return { key: `incident-${hash.slice(0, 40)}${isRaisedAgain ? '-again' : ''}`, repositoryId };
}

async function inIssue(desk: Desk, issues: IssuePlace, incident: StoredIncident, text: PrivateText): Promise<Told> {
  const { client, place } = issues;
  const { app } = desk.work.context;
  const marker = markerOf(incident);
  return privately(issues, async () => {
    const found = await findIssue(client, place, marker.key, app, marker.repositoryId);
    if (found !== null && 'outcome' in found) return { outcome: 'untold', why: found.outcome };
    if (found !== null) return writeIssue(issues, found, incident, text);
    const made = await createIssue(client, place, { title: text.title.slice(0, 256), body: withMarker(marker, text) });
    if (made.outcome !== 'written') return { outcome: 'untold', why: made.outcome };
    return { outcome: 'standing', place: issueAt(issues, made.number) };
  });
}

/** It was told there, and is told nowhere else, even where the policy names another place by now. */
async function inKnownIssue(desk: Desk, incident: StoredIncident, text: PrivateText): Promise<Told> {
  const { issues } = desk;
  const known = incident.place;
  if (known === null || issues === null || known.repository !== nameOf(issues))
    return { outcome: 'untold', why: 'the policy names another place by now' };
  return privately(issues, async () => {
    const read = await readIssue(issues.client, issues.place, Number(known.id), desk.work.context.app);
    if (read.outcome === 'gone' || read.outcome === 'foreign') return { outcome: 'over', place: known };
    if (read.outcome !== 'read') return { outcome: 'untold', why: read.outcome };
    return writeIssue(issues, read.issue, incident, text);
  });
}

async function writeIssue(
  issues: IssuePlace,
  issue: {
    readonly number: number;
    readonly state: 'open' | 'closed';
    readonly locked: boolean;
    readonly body: string;
  },
  incident: StoredIncident,
  text: PrivateText,
): Promise<Told> {
  const place = issueAt(issues, issue.number);
  if (issue.state === 'closed' || issue.locked) return { outcome: 'over', place };
  const body = withMarker(markerOf(incident), text);
  if (issue.body.trim() === body.trim()) return { outcome: 'standing', place };
  const edited = await editIssue(issues.client, issues.place, issue.number, { title: text.title.slice(0, 256), body });
  return edited.outcome === 'written' ? { outcome: 'standing', place } : { outcome: 'untold', why: edited.outcome };
}

/** What is named private may have become public since: looked at each time before anything is written. */
async function privately({ client, place }: IssuePlace, tell: () => Promise<Told>): Promise<Told> {
  const told = await whilePrivate(client, place, tell);
  if (told.outcome === 'public') return { outcome: 'untold', why: 'the repository is not private' };
  return 'place' in told || 'why' in told ? told : { outcome: 'untold', why: told.outcome };
}

async function inAdvisory({ work }: Desk, incident: StoredIncident, text: PrivateText): Promise<Told> {
  const { client, place, context } = work;
  const wanted = advisoryText(incident.pack, text);
  const kept = await keepDraftAdvisory(client, place, markerOf(incident), wanted, context.app);
  if (kept.outcome !== 'written') return { outcome: 'untold', why: kept.outcome };
  const at = { kind: 'advisory', repository: `${place.owner}/${place.repo}`, id: kept.advisory.id } as const;
  return { outcome: kept.advisory.state === 'draft' ? 'standing' : 'over', place: at };
}

function advisoryText({ severity, registry, package: name, release }: IncidentPack, text: PrivateText): AdvisoryText {
  return {
    summary: text.title,
    description: text.body,
    severity,
    packages: [{ registry, name, versions: [release] }],
  };
}

function withMarker(marker: IssueMarker, { body }: PrivateText): string {
  return `${markerLine(marker)}\n${body}`;
}

function issueAt(issues: IssuePlace, number: number): NonNullable<StoredIncident['place']> {
  return { kind: 'issue', repository: nameOf(issues), id: String(number) };
}

function nameOf({ place }: IssuePlace): string {
  return `${place.owner}/${place.repo}`;
}
