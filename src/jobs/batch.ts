import { snapshotOf } from '../github/observe.ts';
import { type LookKind, type LooksTogether, looksTogether } from '../github/observe-many.ts';
import type { SnapshotParts } from '../github/snapshot-parts.ts';
import type { StoredRepository } from '../store/store.ts';
import { isFromAhead } from '../types/clocks.ts';
import { contentsOf } from './audit-commit.ts';
import type { JobContext } from './context.ts';
import { keepSeenPlace } from './observe.ts';

/**
 * Looks at the repositories of an installation whose audit is wanted, many in one request, keeps what was seen, and has
 * each audited: the audit finds its snapshot and, the first time, most of its files in the store. What cannot be seen
 * this way is left to the audit, which asks by itself.
 *
 * @throws GitHubUnavailable
 */
export async function observeTogether(context: JobContext, installationId: number, signal: AbortSignal): Promise<void> {
  const { store, queue } = context;
  const installation = await store.installations.get(installationId);
  if (installation === null || installation.suspended) return;
  const client = await context.clientFor(installationId, null, 'background');
  const looks = looksTogether(client);
  for (let after = 0; ; ) {
    signal.throwIfAborted();
    const page = await store.repositories.wanted(installationId, after, pageSize);
    const unseen = page.filter((repository) => !wasSeen(repository, context.now()));
    await lookAtAll(context, looks, unseen);
    await queue.repositories(
      page.map(({ id }) => id),
      { urgency: 'background' },
    );
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.id;
  }
}

/** Many enough to fill queries, and few enough to be held in memory. */
const pageSize = 120;

/** A look that was interrupted goes on with those that it has not seen. */
function wasSeen({ snapshot, settingsStale, auditedAt }: StoredRepository, now: number): boolean {
  if (snapshot === null || settingsStale || isFromAhead(snapshot.observedAt, now)) return false;
  return now - snapshot.observedAt < anHour && snapshot.observedAt > (auditedAt ?? 0);
}

const anHour = 60 * 60 * 1000;

async function lookAtAll(
  context: JobContext,
  looks: LooksTogether,
  repositories: readonly StoredRepository[],
): Promise<void> {
  for (const [kind, some] of Map.groupBy(repositories, kindOf)) {
    const observedAt = context.now();
    const seen = await looks.look(kind, some);
    for (const [index, repository] of some.entries()) {
      const parts = seen[index] ?? null;
      if (parts?.facts.id === repository.id) await keep(context, repository, parts, observedAt);
    }
  }
}

/** The files of a repository that was audited are in the store, as far as they are the same. */
function kindOf({ auditedAt }: StoredRepository): LookKind {
  return auditedAt === null ? 'first' : 'daily';
}

async function keep(
  context: JobContext,
  repository: StoredRepository,
  parts: SnapshotParts,
  observedAt: number,
): Promise<void> {
  const { store } = context;
  await keepSeenPlace(context, repository, parts.facts);
  if (parts.blobs.size > 0) await contentsOf(store, parts.facts).put(parts.blobs);
  await store.repositories.keepSnapshot(repository.id, snapshotOf(parts, observedAt), repository.paths);
}
