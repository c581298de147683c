import { reachOf } from '../github/installation.ts';
import type { InstalledRepositories } from '../github/repositories.ts';
import type { JobContext } from './context.ts';

/**
 * Forgets what an installation may no longer see, where all that it may was listed, and GitHub says so of each when it is
 * asked for it: a list that changes while its pages are read can leave one out.
 *
 * @throws GitHubUnavailable
 */
export async function forgetOthers(
  { store, appClient }: Pick<JobContext, 'store' | 'appClient'>,
  installationId: number,
  { repositories, complete }: InstalledRepositories,
): Promise<void> {
  if (!complete) return;
  const seen = new Set(repositories.map(({ id }) => id));
  const names = new Set(repositories.map(nameOf));
  const others = (await store.repositories.idsOf(installationId)).filter((id) => !seen.has(id));
  for (const id of others.slice(0, mostAsked)) {
    const place = await store.repositories.get(id);
    if (place === null) continue;
    // Where another has taken its name, GitHub would answer for that one
    const reach = names.has(nameOf(place)) ? null : await reachOf(await appClient(), place.owner, place.name);
    if (reach !== 'unreadable' && reach !== installationId) await store.repositories.remove(id);
  }
}

function nameOf({ owner, name }: { readonly owner: string; readonly name: string }): string {
  return `${owner}/${name}`.toLowerCase();
}

/** The others are looked at the next day. */
const mostAsked = 500;
