import type { InstalledRepositories } from '../github/repositories.ts';
import type { Store } from '../store/store.ts';

/** Forgets what an installation may no longer see, where all that it may was listed. */
export async function forgetOthers(
  { repositories: stored }: Pick<Store, 'repositories'>,
  installationId: number,
  { repositories, complete }: InstalledRepositories,
): Promise<void> {
  if (!complete) return;
  const seen = new Set(repositories.map(({ id }) => id));
  for (const id of await stored.idsOf(installationId)) if (!seen.has(id)) await stored.remove(id);
}
