import type { GitHubClient } from './client.ts';
import type { NotTold, Place } from './told.ts';
import { visibilityOf } from './visibility.ts';

/** Everybody could read it. */
export interface NotPrivate {
  readonly outcome: 'public';
}

/**
 * Tells a repository something that is not for everybody: what a policy calls a private repository may have become
 * public since, so that it is looked at each time before anything is written. Internal ones, which the whole enterprise
 * reads, are not private enough.
 *
 * @throws GitHubUnavailable, and what `tell` throws
 */
export async function whilePrivate<T>(
  client: GitHubClient,
  place: Place,
  tell: () => Promise<T>,
): Promise<T | NotPrivate | NotTold> {
  const seen = await visibilityOf(client, place);
  if (seen.outcome !== 'read') return seen;
  return seen.visibility === 'private' ? tell() : { outcome: 'public' };
}
