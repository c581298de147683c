import { retryParked } from '../jobs/parked.ts';
import type { PgBossQueue } from '../jobs/pg-boss-queue.ts';
import { kindsOfRepositories } from '../store/removal.ts';
import type { ParkedWork, Store } from '../store/store.ts';

/** What is to be done, and what failed for good. */
export interface JobList {
  readonly waiting: readonly { readonly kind: string; readonly waiting: number; readonly active: number }[];
  /** Newest first. */
  readonly parked: readonly ListedWork[];
  /** More than are listed, where there are too many. */
  readonly parkedInAll: number;
}

export interface ListedWork {
  readonly id: number;
  readonly kind: string;
  readonly subject: string;
  /** `owner/name`; null where it is about none, or about one that is not known. */
  readonly repository: string | null;
  readonly tries: number;
  readonly reason: string;
  /** ISO 8601. */
  readonly parkedAt: string;
}

export interface RetriedWork extends Pick<ListedWork, 'id' | 'kind' | 'subject'> {
  /** `gone`: what it was about is not there any more, and it is not parked any more. */
  readonly outcome: 'queued' | 'gone';
}

export async function listJobs(store: Store, queue: Pick<PgBossQueue, 'depth'>): Promise<JobList> {
  const depth = await queue.depth();
  const parked: ListedWork[] = [];
  for (const work of await store.parked.list()) parked.push(await listed(store, work));
  return {
    waiting: Object.entries(depth).map(([kind, { waiting, active }]) => ({ kind, waiting, active })),
    parked,
    parkedInAll: await store.parked.count(),
  };
}

async function listed(store: Store, { id, kind, subject, tries, reason, parkedAt }: ParkedWork): Promise<ListedWork> {
  const repository = kindsOfRepositories.includes(kind) ? await store.repositories.get(Number(subject)) : null;
  return {
    id,
    kind,
    subject,
    repository: repository === null ? null : `${repository.owner}/${repository.name}`,
    tries,
    reason,
    parkedAt: new Date(parkedAt).toISOString(),
  };
}

/** Takes up again one that is parked, by its id, or all of them. Gives none where there is none by this id. */
export async function retryJobs(
  store: Store,
  queue: PgBossQueue,
  which: number | 'all',
): Promise<readonly RetriedWork[]> {
  const retried: RetriedWork[] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    // As many as are listed at once
    const works = (await store.parked.list()).filter(({ id }) => which === 'all' || id === which);
    for (const { id, kind, subject } of works)
      retried.push({ id, kind, subject, outcome: await retryParked(store, queue, { kind, subject }) });
    if (works.length === 0 || which !== 'all') break;
  }
  return retried;
}

const mostRounds = 100;
