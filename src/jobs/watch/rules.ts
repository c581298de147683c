import { registryOf } from '../../registries/index.ts';
import { type RegistryId, registryIds } from '../../types/registry-id.ts';
import type { JobContext, RegistryAccess } from '../context.ts';
import type { LookRules } from './schedule.ts';

/** What the next looks go by at the moment. */
export async function rulesNow({ store, now }: JobContext, { schedule }: RegistryAccess): Promise<LookRules> {
  const feeds = new Set<RegistryId>();
  for (const registry of registriesWithFeed) {
    const left = await store.watching.cursor(registry);
    if (left !== null && now() - left.at < schedule.feed.givenUpAfter) feeds.add(registry);
  }
  return { schedule, feeds, followed: await store.packages.counts() };
}

/** Registries that tell what has changed on all of them. */
export const registriesWithFeed: readonly RegistryId[] = registryIds.filter(
  (id) => registryOf(id).feedEverySeconds !== undefined,
);
