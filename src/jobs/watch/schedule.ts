import type { ServiceId } from '../../http/index.ts';
import { services } from '../../http/index.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import { requestsOfLook } from './requests-of-look.ts';

/** How often packages are looked at. Times are in milliseconds. */
export interface Schedule {
  /** By the age of the newest release, the first line that fits. `releasedWithin`: null for all others. */
  readonly ages: readonly { readonly releasedWithin: number | null; readonly every: number }[];
  /** After something that often comes before a release: how often, and for how long. */
  readonly hurry: { readonly every: number; readonly lasts: number };
  /** A new version is looked at again this long after it was noticed, as evidence may come late. */
  readonly late: readonly number[];
  /** Registries that tell what has changed: how often they are asked for that, and all packages are looked at in any case. */
  readonly feed: {
    readonly every: number;
    /** While anything of the registry is in a hurry. */
    readonly inHurry: number;
    readonly lookEvery: number;
    /** A feed that was not read for this long is no help: packages are looked at as if there were none. */
    readonly givenUpAfter: number;
  };
  /** After the first, second, … failure in a row; the last one for all further ones. */
  readonly failures: readonly number[];
  /** Looks come earlier than the table says by up to this share, so that not all come at once. */
  readonly jitter: number;
  /** Of a service's requests of a day, the share that looks by the clock may use: the rest is for what cannot be planned. */
  readonly share: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const defaultSchedule: Schedule = {
  ages: [
    { releasedWithin: 14 * day, every: 10 * minute },
    { releasedWithin: 90 * day, every: 30 * minute },
    { releasedWithin: null, every: hour },
  ],
  hurry: { every: minute, lasts: 15 * minute },
  late: [10 * minute, 65 * minute, 25 * hour],
  feed: { every: 2 * minute, inHurry: minute, lookEvery: 6 * hour, givenUpAfter: 15 * minute },
  failures: [2 * minute, 5 * minute, 15 * minute, hour],
  jitter: 0.2,
  share: 0.5,
};

/** What there is to know of a package for its next look. Times are milliseconds since the epoch. */
export interface LookState {
  readonly registry: RegistryId;
  /** Packages of one repository keep together, so that GitHub is asked once for all of them. */
  readonly repositoryId: number;
  /** When the newest release was published; null where there is none, or no time is told. */
  readonly releasedAt: number | null;
  /** When versions were last seen to have come or gone. */
  readonly changedAt: number | null;
  readonly hurryUntil: number;
  /** In a row. */
  readonly failures: number;
}

export interface LookRules {
  readonly schedule: Schedule;
  /** Registries whose feed of changes was read of late. */
  readonly feeds: ReadonlySet<RegistryId>;
  /** How many packages are followed, by registry. */
  readonly followed: ReadonlyMap<RegistryId, number>;
}

/** When a package is to be looked at again, after a look now. Milliseconds since the epoch, later than `now`. */
export function nextLook(state: LookState, rules: LookRules, now: number): number {
  const { failures } = rules.schedule;
  if (state.failures > 0) return now + (failures[Math.min(state.failures, failures.length) - 1] ?? day);
  const regular = now + Math.round(regularInterval(state, rules, now) * jitterOf(state, rules.schedule));
  return Math.min(regular, hurriedLook(state, rules, now), ...lateLooks(state, rules.schedule, now));
}

/**
 * A feed names in time what has changed on its registry; then a hurry needs one look soon after it began, for what has
 * changed elsewhere (a tag that was moved), and one at its end, in case that the feed kept silent.
 */
function hurriedLook({ registry, hurryUntil }: LookState, { schedule, feeds }: LookRules, now: number): number {
  const { every, lasts } = schedule.hurry;
  if (hurryUntil <= now) return Number.POSITIVE_INFINITY;
  const hasBegun = now < hurryUntil - lasts + every;
  return feeds.has(registry) && !hasBegun ? hurryUntil : Math.min(now + every, hurryUntil);
}

/** Times after `now` of looks for what comes late: after a new version, and not after a change of what was there for long. */
export function lateLooks(
  { changedAt, releasedAt }: Pick<LookState, 'changedAt' | 'releasedAt'>,
  { late }: Schedule,
  now: number,
): readonly number[] {
  if (changedAt === null || (releasedAt !== null && changedAt - releasedAt > 2 * day)) return [];
  return late.map((after) => changedAt + after).filter((at) => at > now);
}

function regularInterval({ registry, releasedAt }: LookState, rules: LookRules, now: number): number {
  const { ages, feed } = rules.schedule;
  const age = releasedAt === null ? Number.POSITIVE_INFINITY : now - releasedAt;
  const line = ages.find(({ releasedWithin }) => releasedWithin === null || age < releasedWithin);
  const wanted = rules.feeds.has(registry) ? feed.lookEvery : (line?.every ?? feed.lookEvery);
  return Math.max(wanted, leastInterval(registry, rules));
}

/** The interval at which looks at all packages just keep within their share of what each service is asked in a day. */
export function leastInterval(registry: RegistryId, { schedule, followed, feeds }: LookRules): number {
  const intervals = Object.entries(requestsOfLook[registry] ?? {}).map(([service, requests]) => {
    const mostInADay = services[service as ServiceId]?.mostInADay ?? Number.POSITIVE_INFINITY;
    // Those with a feed are looked at too seldom to count for a service that all registries share.
    const sharing = [...followed].filter(
      ([other]) =>
        requestsOfLook[other]?.[service as ServiceId] !== undefined && feeds.has(other) === feeds.has(registry),
    );
    const packages = sharing.reduce((sum, [, count]) => sum + count, 0);
    return (packages * requests * day) / ((1 - schedule.jitter) * schedule.share * mostInADay);
  });
  return Math.max(0, ...intervals);
}

/** A factor from `1 - jitter` to 1, always the same for one repository. */
function jitterOf({ repositoryId }: LookState, { jitter }: Schedule): number {
  // Multiplied by the golden ratio, neighbouring ids come to lie far apart.
  const spread = (Math.abs(repositoryId) * 0.618_033_988_749_895) % 1;
  return 1 - jitter * spread;
}

/** How often a registry's feed is read. */
export function feedInterval({ feed }: Schedule, isHurried: boolean): number {
  return isHurried ? feed.inHurry : feed.every;
}

/** What happens to a package while it is followed. Times are milliseconds since the epoch. */
export interface PackageStory {
  readonly registry: RegistryId;
  readonly repositoryId: number;
  readonly from: number;
  readonly until: number;
  /** When the registry first showed each new version. */
  readonly shown: readonly number[];
  /** When something happened in the repository that often comes before a release. */
  readonly hurried?: readonly number[];
  /** When the newest release before `from` was published. */
  readonly releasedAt?: number | null;
}

export interface PlannedLook {
  readonly at: number;
  /** `new-version`: it is the first that can see one. `late`: again, for evidence that came late. */
  readonly because: 'first' | 'new-version' | 'late' | 'regular';
}

/** The looks at a package by the schedule, from the first at `from` to the last before `until`. */
export function planLooks(story: PackageStory, rules: LookRules): readonly PlannedLook[] {
  const looks: PlannedLook[] = [];
  const shown = story.shown.toSorted((a, b) => a - b);
  let state: LookState = {
    ...story,
    releasedAt: story.releasedAt ?? null,
    changedAt: null,
    hurryUntil: 0,
    failures: 0,
  };
  let at = story.from;
  let lookedAt = Number.NEGATIVE_INFINITY;
  while (at <= story.until) {
    const known = shown.findLast((time) => time <= at);
    const isNew = known !== undefined && known > lookedAt;
    const isLate = lateLooks(state, rules.schedule, at - 1).includes(at);
    looks.push({ at, because: looks.length === 0 ? 'first' : isNew ? 'new-version' : isLate ? 'late' : 'regular' });
    state = { ...state, ...(isNew && { releasedAt: known, changedAt: at }), hurryUntil: hurryAt(story, rules, at) };
    lookedAt = at;
    at = Math.min(hurriedPlan(story, rules, state, at), ...namedByFeed(story, rules, at));
  }
  return looks;
}

/** The look after one now, earlier where a hurry begins before it. */
function hurriedPlan(story: PackageStory, rules: LookRules, state: LookState, now: number): number {
  const begins = (story.hurried ?? []).filter((time) => time > now).toSorted((a, b) => a - b);
  return begins.reduce(
    (next, time) => {
      if (time >= next) return next;
      return Math.min(next, nextLook({ ...state, hurryUntil: hurryAt(story, rules, time) }, rules, time));
    },
    nextLook(state, rules, now),
  );
}

/** When a feed will name the package, after a look. */
function namedByFeed(story: PackageStory, rules: LookRules, now: number): number[] {
  const { registry, from, shown } = story;
  if (!rules.feeds.has(registry)) return [];
  return shown
    .filter((time) => time > now)
    .map((time) => {
      const every = feedInterval(rules.schedule, hurryAt(story, rules, time) > time);
      return from + Math.ceil((time - from) / every) * every;
    });
}

function hurryAt({ hurried = [] }: PackageStory, { schedule }: LookRules, now: number): number {
  return Math.max(0, ...hurried.filter((time) => time <= now).map((time) => time + schedule.hurry.lasts));
}
