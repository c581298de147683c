import type { GitHubClient, GitHubUnavailable } from '../../github/client.ts';
import type { RepositoryWork } from '../repository-work.ts';
import { unavailability } from '../unavailability.ts';

/** The app that writes, as far as it can be had for a repository. */
export type FixerNow =
  | { readonly state: 'ready'; readonly client: GitHubClient }
  | { readonly state: 'absent' }
  /** It cannot be told now: what is audited and said does not wait for it. */
  | { readonly state: 'unavailable'; readonly trouble: GitHubUnavailable };

export async function fixerNow({ context, place }: RepositoryWork): Promise<FixerNow> {
  try {
    const client = await context.fixerFor(place.owner, place.repo);
    return client === null ? { state: 'absent' } : { state: 'ready', client };
  } catch (error) {
    const trouble = unavailability(error);
    if (trouble === null) throw error;
    return { state: 'unavailable', trouble };
  }
}
