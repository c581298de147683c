import type { JobKind } from '../../jobs/job-kinds.ts';
import type { QueueDepth } from '../../jobs/pg-boss-queue.ts';
import { kindsOfRepositories } from '../../store/removal.ts';
import type { GitHubOverview, ParkedWork, Store } from '../../store/store.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import { type Budget, readBudgets } from '../organisation/overview.ts';
import type { Service } from '../page.ts';
import type { SeenInstallation } from '../sight.ts';

/** How the service is, as far as a person may know: of installations that are not theirs there are totals alone. */
export interface Health {
  readonly depth: Readonly<Record<JobKind, QueueDepth>>;
  /** Deliveries whose work is not done, counted up to 1,000. */
  readonly deliveries: number;
  /** Newest first. */
  readonly parked: readonly ParkedLine[];
  /** How much work is parked in all. */
  readonly parkedInAll: number;
  readonly budgets: readonly { readonly account: string; readonly budgets: readonly Budget[] }[];
  readonly limits: ReadonlyMap<string, GitHubOverview>;
  /** Packages that are followed, by registry; null where registries are not asked. */
  readonly followed: ReadonlyMap<RegistryId, number> | null;
  /** Requests of today (UTC) by service. */
  readonly requests: ReadonlyMap<string, number>;
  readonly trustedRoot: Awaited<ReturnType<Service['trustedRoot']>>;
}

/** Work that failed for good, of an installation that the person may see. */
export interface ParkedLine extends Pick<ParkedWork, 'id' | 'kind' | 'reason' | 'tries' | 'parkedAt'> {
  readonly account: string;
  /** `owner/name`; null where it is about no single repository. */
  readonly repository: string | null;
}

export async function readHealth(
  store: Store,
  installations: readonly SeenInstallation[],
  service: Service,
  now: number,
): Promise<Health> {
  const [depth, left, parked, parkedInAll, budgets, limits, followed, requests, trustedRoot] = await Promise.all([
    service.depth(),
    store.deliveries.left(now),
    readParked(store, installations),
    store.parked.count(),
    Promise.all(
      installations.slice(0, mostInstallations).map(async ({ installation: { id, account } }) => ({
        account,
        budgets: await readBudgets(store, id, now),
      })),
    ),
    store.limits.overview(now),
    service.isWatching ? store.packages.counts() : null,
    store.registryRequests.of(Math.floor(now / day) * day),
    service.trustedRoot(),
  ]);
  return {
    depth,
    deliveries: left.length,
    parked,
    parkedInAll,
    budgets: budgets.filter((each) => each.budgets.length > 0),
    limits,
    followed,
    requests,
    trustedRoot,
  };
}

const mostInstallations = 40;
const mostParked = 50;
const day = 86_400_000;

/**
 * Of the person's own installations. A reason may name any repository of its installation, so that work on none, or on one
 * that the person may not see, is shown only to those who may see all of them.
 */
async function readParked(store: Store, installations: readonly SeenInstallation[]): Promise<readonly ParkedLine[]> {
  const own = new Map(installations.map((each) => [each.installation.id, each]));
  const works = Map.groupBy(await store.parked.list(), ({ installationId }) => installationId ?? -1);
  const lines: ParkedLine[] = [];
  for (const [id, some] of works) {
    const seen = own.get(id);
    if (seen !== undefined) lines.push(...(await linesOf(store, some, seen)));
  }
  return lines.toSorted((a, b) => b.parkedAt - a.parkedAt || b.id - a.id).slice(0, mostParked);
}

async function linesOf(
  store: Store,
  works: readonly ParkedWork[],
  seen: SeenInstallation,
): Promise<readonly ParkedLine[]> {
  const { account, id: installationId } = seen.installation;
  const repositories = await seen.repositories();
  const seesAll = (await store.repositories.idsOf(installationId)).every((id) => repositories.has(id));
  const shown = works.filter(({ kind, subject }) =>
    kindsOfRepositories.includes(kind) ? repositories.has(Number(subject)) : seesAll,
  );
  return Promise.all(
    shown.slice(0, mostParked).map(async ({ id, kind, subject, reason, tries, parkedAt }) => {
      const about = kindsOfRepositories.includes(kind) ? await store.repositories.get(Number(subject)) : null;
      const repository = about === null ? null : `${about.owner}/${about.name}`;
      return { id, kind, reason, tries, parkedAt, account, repository };
    }),
  );
}
