import { controls } from '../../controls/index.ts';
import type { GitHubLimit } from '../../github/budget.ts';
import { progressText } from '../../jobs/progress-text.ts';
import type { Store } from '../../store/store.ts';
import type { LevelCount, PackageCount, PackageDay } from '../../store/stored-postures.ts';
import type { SeenInstallation } from '../sight.ts';
import { type BlindSpot, blindSpots, type Unsettled } from './blind-spots.ts';
import { type NextStep, nextSteps } from './next-steps.ts';

/** What is known over all repositories of an installation that a person may see. */
export interface Overview {
  /** How many repositories the person may see. */
  readonly repositories: number;
  readonly packages: readonly PackageCount[];
  /** A week apart, oldest first, as far back as it is known. */
  readonly course: readonly PackageDay[];
  readonly levels: readonly LevelCount[];
  readonly next: readonly NextStep[];
  readonly sweep: Sweep | null;
  /** What is left of GitHub's limits for the installation. */
  readonly budgets: readonly Budget[];
  readonly spots: readonly BlindSpot[];
  readonly unsettled: readonly Unsettled[];
}

/** An audit of all repositories, as after an installation or a change of its permissions, while it is under way. */
export interface Sweep {
  /** Null for those who may not see all repositories: how many there are is not for their eyes. */
  readonly text: string | null;
  readonly done: number;
  readonly total: number;
}

export interface Budget {
  /** `core`, `graphql`. */
  readonly resource: string;
  readonly remaining: number;
  readonly allowed: number;
  readonly resetAt: number;
  /** Null where GitHub does not refuse. */
  readonly blockedUntil: number | null;
}

/** Reads it for those repositories alone. */
export async function readOverview(
  store: Store,
  { installation }: SeenInstallation,
  seen: readonly number[],
  now: number,
): Promise<Overview> {
  const { postures } = store;
  const [packages, course, levels, open, unknown, budgets, sweep] = await Promise.all([
    postures.packages(seen),
    postures.course(seen, weeksBefore(now)),
    postures.levels(seen),
    postures.open(seen),
    postures.unknown(seen),
    readBudgets(store, installation.id, now),
    readSweep(store, installation.id, seen, now),
  ]);
  return {
    repositories: seen.length,
    packages,
    course,
    levels,
    next: nextSteps(open, controls),
    sweep,
    budgets,
    ...blindSpots(unknown, controls, installation.permissions),
  };
}

/** Of the resources that GitHub has told a limit of, and whose hour has not ended. */
export async function readBudgets(store: Store, installationId: number, now: number): Promise<readonly Budget[]> {
  return [...(await store.limits.of(installationId))].flatMap(([resource, limit]) => {
    const blockedUntil = limit.blockedUntil > now ? limit.blockedUntil : null;
    if (blockedUntil === null && !isOfThisHour(limit, now)) return [];
    const { remaining, allowed, resetAt } = limit;
    return [{ resource, remaining, allowed, resetAt, blockedUntil }];
  });
}

function isOfThisHour({ allowed, resetAt }: GitHubLimit, now: number): boolean {
  return allowed > 0 && resetAt > now;
}

async function readSweep(
  store: Store,
  installationId: number,
  seen: readonly number[],
  now: number,
): Promise<Sweep | null> {
  const progress = await store.sweeps.get(installationId);
  if (progress === null || progress.finishedAt !== null || progress.total === 0) return null;
  const [all, limits] = await Promise.all([store.repositories.idsOf(installationId), store.limits.of(installationId)]);
  const those = new Set(seen);
  const seesAll = all.every((id) => those.has(id));
  return {
    text: seesAll ? progressText(progress, limits.get('core') ?? null, now) : null,
    done: progress.done,
    total: progress.total,
  };
}

const week = 7 * 86_400_000;

/** Today and 52 weeks back, as ISO 8601 days. */
export function weeksBefore(now: number): readonly string[] {
  return Array.from({ length: 53 }, (_, index) => new Date(now - (52 - index) * week).toISOString().slice(0, 10));
}
