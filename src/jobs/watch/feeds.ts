import { registryOf } from '../../registries/index.ts';
import type { FollowedPackage } from '../../store/store.ts';
import { type RegistryId, registryIds } from '../../types/registry-id.ts';
import type { JobContext, RegistryAccess } from '../context.ts';
import { rulesNow } from './rules.ts';
import { nextLook } from './schedule.ts';

/**
 * Reads what has changed on a registry since the last time, and has those packages looked at that are followed. Where the
 * feed does not reach back far enough, or cannot be read for long, packages are looked at as if there were none.
 */
export async function readFeed(context: JobContext, name: string): Promise<void> {
  const { registries, store, queue, log, now } = context;
  const registry = registryIds.find((id) => id === name);
  if (registries === null || registry === undefined) return;
  const feed = (await registryOf(registry).client?.())?.feed;
  if (feed === undefined) return;

  const left = await store.watching.cursor(registry);
  const changes = await feed.changes(left?.cursor ?? null, registries.http);
  if (changes.state !== 'seen') {
    const reason = changes.state === 'absent' ? 'it is not there' : changes.reason;
    log.warn({ registry, reason }, 'a feed of changes could not be read');
    if (left !== null && now() - left.at >= registries.schedule.feed.givenUpAfter)
      await lookAsIfWithout(context, registries, registry);
    return;
  }
  const { names, next, complete } = changes.value;
  const changed = await store.packages.named(registry, names);
  await store.packages.lookAt(
    changed.map(({ id }) => id),
    now(),
  );
  if (left !== null && !complete) await lookAsIfWithout(context, registries, registry);
  await store.watching.keepCursor(registry, next, now());
  for (const repository of new Set(changed.map(({ repositoryId }) => repositoryId))) await queue.look(repository);
  log.info({ registry, changed: names.length, followed: changed.length, complete }, 'read a feed of changes');
}

async function lookAsIfWithout(context: JobContext, access: RegistryAccess, registry: RegistryId): Promise<void> {
  const { store, now } = context;
  const rules = { ...(await rulesNow(context, access)), feeds: new Set<RegistryId>() };
  const sooner = (each: FollowedPackage) => Math.max(now(), nextLook(each, rules, each.lookedAt ?? now()));
  for (const each of await store.packages.ofRegistry(registry)) {
    const at = sooner(each);
    if (at < each.lookAt) await store.packages.lookAt([each.id], at);
  }
}
