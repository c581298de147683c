import type { GitHubClient } from './client.ts';
import { isRecord, isSuccess, type NotTold, notTold, type Place } from './told.ts';

/** `internal`: private, and the whole enterprise reads it. */
export type Visibility = 'public' | 'private' | 'internal';

/**
 * Who may read a repository now. What GitHub does not plainly call private counts as public.
 *
 * @throws GitHubUnavailable
 */
export async function visibilityOf(
  client: GitHubClient,
  place: Place,
): Promise<{ readonly outcome: 'read'; readonly visibility: Visibility } | NotTold> {
  const answer = await client.request('GET /repos/{owner}/{repo}', { ...place });
  if (!isSuccess(answer)) return notTold(answer);
  return { outcome: 'read', visibility: isRecord(answer.data) ? visibilityIn(answer.data) : 'public' };
}

/** Internal repositories are private ones, and GitHub says so beside it. */
function visibilityIn({ private: isPrivate, visibility = 'private' }: Readonly<Record<string, unknown>>): Visibility {
  if (isPrivate !== true) return 'public';
  return visibility === 'private' || visibility === 'internal' ? visibility : 'public';
}
