import { markerOf } from '../types/issue-marker.ts';
import type { IssueText } from '../types/issue-text.ts';
import type { GitHubAnswer, GitHubClient } from './client.ts';
import { readPages } from './pages.ts';
import { isRecord, isSuccess, messageOf, type NotTold, notTold, type Place } from './told.ts';
import { outage } from './unavailable.ts';

/** An issue that our own app has written. */
export interface OwnIssue {
  readonly number: number;
  readonly state: 'open' | 'closed';
  /** Why it is closed: `completed`, `not_planned`, `duplicate`; null while it is open or where GitHub does not say. */
  readonly stateReason: string | null;
  readonly locked: boolean;
  readonly title: string;
  readonly body: string;
}

export type IssueOutcome = { readonly outcome: 'written'; readonly number: number } | IssueNotTold;

export type ReadIssue =
  | { readonly outcome: 'read'; readonly issue: OwnIssue }
  /** Somebody else wrote it. */
  | { readonly outcome: 'foreign' }
  | IssueNotTold;

export type IssueNotTold =
  | NotTold
  /** The repository has no issues. */
  | { readonly outcome: 'disabled' }
  /** A person has locked it: it is left alone. */
  | { readonly outcome: 'locked' };

/** Our app on GitHub: its bot is `slug[bot]`. */
export interface AppName {
  readonly slug: string;
}

const ofRepository = '/repos/{owner}/{repo}/issues';
const ofNumber = `${ofRepository}/{issue_number}`;

/** How far back is looked for an issue of ours. */
const mostPages = 3;

/**
 * The issue that carries our marker with this key, to be adopted where our memory of it is lost; null where none is
 * found. Only what our own bot wrote is ever taken: anybody can paste the marker into an issue of theirs. Of several the
 * oldest open one is taken, else the newest closed one.
 *
 * Most repositories have few issues, and one page of all of them tells. Where there are more, those of our bot are
 * asked for; a filter by the name of a bot has been seen to find nothing on Enterprise Cloud, so that what it does not
 * find is looked for without it, among the issues that were touched last.
 *
 * @param repositoryId where it is given, a marker of another repository (the issue was transferred) is not taken
 * @returns why GitHub does not list them, where it does not: then nobody knows whether there is one
 * @throws GitHubUnavailable also where it says that there is no such list
 */
export async function findIssue(
  client: GitHubClient,
  place: Place,
  key: string,
  app: AppName,
  repositoryId?: number,
): Promise<OwnIssue | IssueNotTold | null> {
  let trouble: IssueNotTold | null = null;
  for (const { most, ...filter } of [
    { most: 1 },
    { most: mostPages, creator: `${app.slug}[bot]` },
    { most: mostPages },
  ]) {
    const found = await readPages<unknown>(
      client,
      `GET ${ofRepository}`,
      { ...place, state: 'all', sort: 'updated', direction: 'desc', ...filter },
      { most, pick: (data) => (Array.isArray(data) ? (data as unknown[]) : null) },
    );
    if ('failed' in found) {
      trouble = notListed(found.failed);
      continue;
    }
    trouble = null;
    const ours = found.items.flatMap((item) => {
      const issue = isRecord(item) && item['pull_request'] === undefined ? ownIssueOf(item, app) : null;
      const marker = issue === null ? null : markerOf(issue.body);
      const isMeant = marker?.key === key && (repositoryId === undefined || marker.repositoryId === repositoryId);
      return issue !== null && isMeant ? [issue] : [];
    });
    const [first] = ours.toSorted(byPreference);
    if (first !== undefined) return first;
    if (most === 1 && found.complete) return null;
  }
  return trouble;
}

/** 404 for the issues of a repository that GitHub shows is a mistake of a moment. */
function notListed(answer: GitHubAnswer | null): IssueNotTold {
  if (answer === null) return { outcome: 'invalid', message: "GitHub's list of issues was not understood" };
  if (answer.status === 404) throw outage('the list of issues', 'GitHub answers 404', Date.now());
  return issueNotTold(answer, 'repository');
}

/** One issue by its number. A transferred one is answered by GitHub from where it went, and counts as gone. */
export async function readIssue(client: GitHubClient, place: Place, number: number, app: AppName): Promise<ReadIssue> {
  const first = await ask(client, place, number);
  // An issue that is deleted is 410. By 404 GitHub hides it, and answers for it in a bad moment
  const answer = first.status === 404 ? await ask(client, place, number) : first;
  if (!isSuccess(answer)) return issueNotTold(answer, 'issue');
  if (!isRecord(answer.data) || answer.data['number'] !== number) return { outcome: 'gone' };
  const issue = ownIssueOf(answer.data, app);
  return issue === null ? { outcome: 'foreign' } : { outcome: 'read', issue };
}

export async function createIssue(
  client: GitHubClient,
  place: Place,
  { title, body }: IssueText,
): Promise<IssueOutcome> {
  const answer = await client.request(`POST ${ofRepository}`, { ...place, title, body });
  const number = isSuccess(answer) && isRecord(answer.data) ? answer.data['number'] : undefined;
  return typeof number === 'number' ? { outcome: 'written', number } : issueNotTold(answer, 'repository');
}

/** @param number of an issue that was made or found here, never one that somebody else names */
export function editIssue(
  client: GitHubClient,
  place: Place,
  number: number,
  { title, body }: IssueText,
): Promise<IssueOutcome> {
  return update(client, place, number, { title, body });
}

/** Closes it as done. */
export function closeIssue(client: GitHubClient, place: Place, number: number): Promise<IssueOutcome> {
  return update(client, place, number, { state: 'closed', state_reason: 'completed' });
}

export function reopenIssue(client: GitHubClient, place: Place, number: number): Promise<IssueOutcome> {
  return update(client, place, number, { state: 'open', state_reason: 'reopened' });
}

export async function commentOn(
  client: GitHubClient,
  place: Place,
  number: number,
  body: string,
): Promise<IssueOutcome> {
  const answer = await client.request(`POST ${ofNumber}/comments`, { ...place, issue_number: number, body });
  return isSuccess(answer) ? { outcome: 'written', number } : issueNotTold(answer, 'issue');
}

function ask(client: GitHubClient, place: Place, number: number): Promise<GitHubAnswer> {
  return client.request(`GET ${ofNumber}`, { ...place, issue_number: number });
}

async function update(
  client: GitHubClient,
  place: Place,
  number: number,
  body: Readonly<Record<string, unknown>>,
): Promise<IssueOutcome> {
  const answer = await client.request(`PATCH ${ofNumber}`, { ...place, issue_number: number, ...body });
  if (answer.status === 404 && isSuccess(await ask(client, place, number)))
    throw outage('an issue', 'GitHub answers 404 to what is written into it, and shows it', Date.now());
  if (!isSuccess(answer)) return issueNotTold(answer, 'issue');
  const isSame = isRecord(answer.data) && answer.data['number'] === number;
  return isSame ? { outcome: 'written', number } : { outcome: 'gone' };
}

/** 410 stands for a repository without issues where one is made, and for a deleted issue elsewhere. */
function issueNotTold(answer: GitHubAnswer, about: 'repository' | 'issue'): IssueNotTold {
  const message = messageOf(answer.data);
  if (answer.status === 410 && (about === 'repository' || /disabled/i.test(message))) return { outcome: 'disabled' };
  if ((answer.status === 403 || answer.status === 422) && /\blocked\b/i.test(message)) return { outcome: 'locked' };
  return notTold(answer);
}

/** Null where it is not by our app's bot. Nobody else can have a name that ends in `[bot]`. */
function ownIssueOf(data: Readonly<Record<string, unknown>>, { slug }: AppName): OwnIssue | null {
  const { user, number, state, state_reason: reason, locked, title, body } = data;
  const login = isRecord(user) && typeof user['login'] === 'string' ? user['login'] : '';
  if (login.toLowerCase() !== `${slug}[bot]`.toLowerCase() || typeof number !== 'number') return null;
  return {
    number,
    state: state === 'closed' ? 'closed' : 'open',
    stateReason: state === 'closed' && typeof reason === 'string' ? reason : null,
    locked: locked === true,
    title: typeof title === 'string' ? title : '',
    body: typeof body === 'string' ? body : '',
  };
}

function byPreference(a: OwnIssue, b: OwnIssue): number {
  if (a.state !== b.state) return a.state === 'open' ? -1 : 1;
  return a.state === 'open' ? a.number - b.number : b.number - a.number;
}
