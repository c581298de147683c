import type { Observation } from '../../types/observation.ts';
import type { GitHubAnswer, GitHubClient } from '../client.ts';
import { type Feature, permissionFor } from '../permissions.ts';
import type { Part } from '../snapshot-parts.ts';

/** The repository that is asked about, and where people open its pages. */
export interface Place {
  readonly client: GitHubClient;
  readonly owner: string;
  readonly name: string;
  /** `https://github.com`, or the server's own. */
  readonly server: string;
}

export function repositoryPage({ server, owner, name }: Place, page: string): string {
  return `${server}/${owner}/${name}/${page}`;
}

/** The route is one of the repository's: `GET /repos/{owner}/{repo}` and what follows. */
export function askRepository(
  { client, owner, name }: Place,
  rest: string,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<GitHubAnswer> {
  return client.request(`GET /repos/{owner}/{repo}${rest}`, { owner, repo: name, ...parameters });
}

type Unreadable = Extract<Observation<never>, { state: 'unreadable' }>;

/** What an answer that is no 200 says of a feature: never more than that it could not be read. */
export function notRead(answer: GitHubAnswer, feature: Feature, source: string): Unreadable {
  const permission = answer.permission ?? permissionFor(feature);
  if (answer.status === 403 && messageOf(answer).startsWith('Upgrade to '))
    return { state: 'unreadable', reason: "the owner's plan does not offer it for this repository", source };
  if (answer.status === 403) return { state: 'unreadable', reason: withheld, permission, source };
  if (answer.status === 404 && isNotOffered(answer)) return { state: 'unreadable', reason: notOffered, source };
  // GitHub hides from whom it does not trust by 404 as well.
  if (answer.status === 404)
    return { state: 'unreadable', reason: 'GitHub answers 404, which may hide it', permission, source };
  return { state: 'unreadable', reason: `GitHub answers ${answer.status}`, source };
}

const withheld = 'GitHub does not show it to this installation';
const notOffered = 'this GitHub server does not offer it';

/** An Enterprise Server without the route. Routes that it has name the permission they take. */
export function isNotOffered(answer: GitHubAnswer): boolean {
  return (
    answer.status === 404 && answer.permission === null && answer.headers['x-github-enterprise-version'] !== undefined
  );
}

export function notUnderstood(source: string): Unreadable {
  return { state: 'unreadable', reason: "GitHub's answer was not understood", source };
}

export function messageOf({ data }: GitHubAnswer): string {
  const message = typeof data === 'object' && data !== null && 'message' in data ? data.message : '';
  return typeof message === 'string' ? message : '';
}

/** What the one query could not tell of a feature. */
export function partNotRead(part: Exclude<Part, { state: 'value' }>, feature: Feature, source: string): Unreadable {
  return part.state === 'withheld'
    ? { state: 'unreadable', reason: withheld, permission: permissionFor(feature), source }
    : { state: 'unreadable', reason: notOffered, source };
}
