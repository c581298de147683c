import type { GitHubClient } from '../github/client.ts';

/** Who we are on GitHub. */
export interface Identity {
  readonly id: number;
  /** Our bot is `slug[bot]`. */
  readonly slug: string;
}

/**
 * Asks GitHub who we are, which shows as well that the key is the app's.
 * @throws where GitHub does not know this app or key, or cannot answer now
 */
export async function identityOf(appId: number, client: GitHubClient): Promise<Identity> {
  const { status, data } = await client.request('GET /app');
  const slug = typeof data === 'object' && data !== null && 'slug' in data ? data.slug : null;
  if (status === 200 && typeof slug === 'string' && slug !== '') return { id: appId, slug };
  if (status === 404) throw new Error(`GitHub knows no app ${appId}: look at the number on the page of the app`);
  throw new Error(`GitHub answers ${status} when asked which app ${appId} is`);
}
