import type { GitHubClient } from '../../src/github/client.ts';
import { lookAtRepository, type Observed, type ObservedPlace, withSettings } from '../../src/github/observe.ts';

/** Looks at a repository and completes its settings at once, as an audit of one that publishes does. */
export async function observeRepository(
  client: GitHubClient,
  { server = 'https://github.com', ...place }: ObservedPlace & { readonly server?: string },
  now: number,
): Promise<Observed> {
  const looked = await lookAtRepository(client, place, now);
  return looked.state === 'gone'
    ? looked
    : { ...looked, snapshot: await withSettings(client, looked.snapshot, server) };
}
