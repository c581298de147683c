import { type ServiceId, services } from '../../../src/http/index.ts';
import { registriesWithFeed } from '../../../src/jobs/watch/rules.ts';
import {
  feedInterval,
  type LookRules,
  type PlannedLook,
  planLooks,
  type Schedule,
} from '../../../src/jobs/watch/schedule.ts';
import type { RegistryId } from '../../../src/types/registry-id.ts';
import type { MeasuredLooks } from './measure.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

export interface SimulatedDay {
  readonly packages: number;
  readonly perPackage: readonly {
    readonly registry: RegistryId;
    readonly count: number;
    readonly looks: number;
    readonly requests: number;
  }[];
  readonly services: readonly BusyService[];
}

export interface BusyService {
  readonly service: ServiceId;
  /** Most requests that began in any second, in any minute, and on the day. */
  readonly second: number;
  readonly minute: number;
  readonly day: number;
  /** The longest that a request waited for its turn, in milliseconds. */
  readonly wait: number;
  readonly rules: string;
  readonly broken: readonly string[];
}

/**
 * A day of a thousand packages by the schedule's own times and the measured requests. Requests wait for their turn as the
 * HTTP layer makes them. `first`: nothing is known of any package when the day begins.
 */
export function simulateDay(
  measured: readonly MeasuredLooks[],
  schedule: Schedule,
  kind: 'steady' | 'first',
): SimulatedDay {
  const rules: LookRules = { schedule, feeds: new Set(registriesWithFeed), followed: new Map(shares) };
  const demand = new Map<ServiceId, number[]>();
  const ask = (service: ServiceId, at: number, requests: number) => {
    const times = demand.get(service) ?? [];
    for (let each = 0; each < requests; each += 1) times.push(at);
    demand.set(service, times);
  };

  const perPackage = shares.map(([registry, count], place) => {
    const costs = measured.find((each) => each.registry === registry);
    let looks = 0;
    let requests = 0;
    for (let index = 0; index < count; index += 1)
      for (const { at, because } of looksOf(registry, place * 1000 + index, rules, kind)) {
        looks += 1;
        const cost = because === 'first' ? costs?.cold : because === 'new-version' ? costs?.changed : costs?.warm;
        for (const [service, each] of cost ?? []) {
          requests += each;
          ask(service, at, each);
        }
      }
    return { registry, count, looks, requests };
  });
  // Hurries are so many that each feed is read at its shorter interval all day
  for (const registry of registriesWithFeed)
    for (let at = midnight; at < midnight + day; at += feedInterval(schedule, true)) ask(registry, at, 1);

  return {
    packages: shares.reduce((sum, [, count]) => sum + count, 0),
    perPackage,
    services: [...demand].map(([service, times]) => busy(service, times)),
  };
}

const midnight = Date.parse('2026-03-10T00:00:00Z');

/** A thousand packages, many on the registries that most publish to. */
const shares: readonly (readonly [RegistryId, number])[] = [
  ['npm', 500],
  ['pypi', 170],
  ['crates.io', 100],
  ['maven-central', 50],
  ['packagist', 40],
  ['rubygems', 40],
  ['nuget', 40],
  ['go', 20],
  ['hex', 15],
  ['pub.dev', 15],
  ['jsr', 10],
];

/** Every twentieth releases today, a few minutes after its tag; of the others a third has this fortnight, a third this quarter. */
function looksOf(
  registry: RegistryId,
  index: number,
  rules: LookRules,
  kind: 'steady' | 'first',
): readonly PlannedLook[] {
  const shownAt = midnight + Math.floor(spread(index) * day);
  const releases = index % 20 === 0;
  const releasedAt = midnight - ([5 * day, 50 * day, 500 * day][index % 3] ?? 0);
  const from = midnight - (kind === 'first' ? 0 : Math.floor(spread(index + 7) * 6 * hour));
  const looks = planLooks(
    {
      registry,
      // Packages of one repository are three, as in a small monorepo
      repositoryId: Math.floor(index / 3),
      from,
      until: midnight + day,
      shown: releases ? [shownAt] : [],
      hurried: releases ? [shownAt - 5 * minute] : [],
      releasedAt,
    },
    rules,
  );
  return looks.filter(({ at }) => at >= midnight && at < midnight + day);
}

/** Between 0 and 1, evenly, and the same in every run. */
function spread(index: number): number {
  return (index * 0.618_033_988_749_895) % 1;
}

/** What services ask for in public, beside the distance in time and the most of a day that Mintmark sets itself. */
const published: Readonly<Partial<Record<ServiceId, Partial<Record<'second' | 'minute' | 'day', number>>>>> = {
  npm: { day: Math.floor(5_000_000 / 31) },
  'crates.io': { second: 1 },
  rubygems: { second: 10 },
  hex: { minute: 100 },
};

function busy(service: ServiceId, wanted: readonly number[]): BusyService {
  const settings = services[service];
  const between = settings?.pace.between ?? 0;
  let wait = 0;
  let free = 0;
  const begun = wanted
    .toSorted((a, b) => a - b)
    .map((time) => {
      const at = Math.max(time, free);
      wait = Math.max(wait, at - time);
      free = at + between;
      return at;
    });
  const most = { second: mostWithin(begun, second), minute: mostWithin(begun, minute), day: begun.length };
  const limits = [
    ['a day by our own budget', most.day, settings?.mostInADay ?? 0],
    ...Object.entries(published[service] ?? {}).map(
      ([unit, limit]) => [`a ${unit} by its rules`, most[unit as keyof typeof most], limit] as const,
    ),
    ['seconds of waiting', wait / second, hour / second],
  ] as const;
  return {
    service,
    ...most,
    wait,
    rules: limits.map(([name, , limit]) => `${limit} ${name}`).join(', '),
    broken: limits.flatMap(([name, value, limit]) =>
      value > limit ? [`${Math.ceil(value)} of ${limit} ${name}`] : [],
    ),
  };
}

/** Of sorted times, the most within any span that is shorter than this. */
function mostWithin(times: readonly number[], span: number): number {
  let most = 0;
  let start = 0;
  for (const [index, time] of times.entries()) {
    while (time - (times[start] ?? time) >= span) start += 1;
    most = Math.max(most, index - start + 1);
  }
  return most;
}
