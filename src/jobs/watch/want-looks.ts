import { registryOf } from '../../registries/index.ts';
import type { JobContext } from '../context.ts';
import { registriesWithFeed } from './rules.ts';
import { feedInterval } from './schedule.ts';

/** Puts into the queue the looks and the feeds whose time has come. Called once a minute. */
export async function wantLooks({ registries, store, queue, now }: JobContext): Promise<void> {
  if (registries === null) return;
  const at = now();
  const due = await store.packages.due(at, mostAtOnce);
  for (const repository of new Set(due.map(({ repositoryId }) => repositoryId))) await queue.look(repository);

  const [followed, hurried] = await Promise.all([store.packages.counts(), store.packages.hurried(at)]);
  for (const registry of registriesWithFeed) {
    if (!followed.has(registry)) continue;
    const least = 1000 * (registryOf(registry).feedEverySeconds ?? 0);
    const every = Math.max(least, feedInterval(registries.schedule, hurried.has(registry)));
    const left = await store.watching.cursor(registry);
    if (left === null || at - left.at >= every - tolerance) await queue.feed(registry);
  }
}

/** What is left over is taken up a minute later. */
const mostAtOnce = 1000;

/** Minutes are not counted exactly, and a feed should not wait for another one because of a second. */
const tolerance = 10_000;
