import type { GitHubClient } from './client.ts';
import { isRecord, isSuccess, type NotTold, notTold, type Place } from './told.ts';

/** Everybody could read it. */
export interface NotPrivate {
  readonly outcome: 'public';
}

/**
 * Tells a repository something that is not for everybody: what a policy calls a private repository may have become
 * public since, so that it is looked at each time before anything is written.
 *
 * @throws GitHubUnavailable, and what `tell` throws
 */
export async function whilePrivate<T>(
  client: GitHubClient,
  place: Place,
  tell: () => Promise<T>,
): Promise<T | NotPrivate | NotTold> {
  const answer = await client.request('GET /repos/{owner}/{repo}', { ...place });
  if (!isSuccess(answer)) return notTold(answer);
  // Internal repositories are private ones that the whole enterprise reads, and GitHub says so beside it.
  const isPrivate =
    isRecord(answer.data) && answer.data['private'] === true && (answer.data['visibility'] ?? 'private') === 'private';
  return isPrivate ? tell() : { outcome: 'public' };
}
