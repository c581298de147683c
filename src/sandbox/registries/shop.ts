import type { ScenarioPackage, ScenarioPackageRelease } from '../scenario-package.ts';
import type { Builds } from './builds.ts';
import type { LocalRegistry } from './local-registry.ts';
import { type StockFile, type StockRelease, stockRelease } from './stock.ts';

/** What the registries show at this moment, whatever their documents look like. */
export interface Shop {
  /** Null where there is none, or none yet. */
  find(service: string, name: string): PackageView | null;
  all(service: string): readonly PackageView[];
  /** What has happened on a registry, oldest first. */
  happenings(service: string): readonly Happening[];
  /** Throws where the package is not known. */
  publish(service: string, name: string, release: ScenarioPackageRelease): void;
}

/** Times are in milliseconds since the epoch. */
export interface PackageView {
  readonly service: string;
  readonly name: string;
  readonly definition: ScenarioPackage;
  /** Those that are served, in the order in which they were taken. */
  readonly releases: readonly ReleaseView[];
  /** Those that were served and are not any more. */
  readonly vanished: readonly ReleaseView[];
  readonly owners: readonly NonNullable<ScenarioPackage['owners']>[number][];
  readonly advisories: readonly NonNullable<ScenarioPackage['advisories']>[number][];
  /** Quarantined or replaced. */
  readonly isHeld: boolean;
  readonly createdAt: number;
  readonly changedAt: number;
}

export interface ReleaseView extends StockRelease {
  /** Those that are shown. */
  readonly files: readonly StockFile[];
  readonly withdrawn: NonNullable<ScenarioPackageRelease['withdrawn']> | null;
}

export interface Happening {
  readonly at: number;
  readonly kind: 'published' | 'file' | 'withdrawn' | 'vanished' | 'held' | 'owners' | 'advisory';
  readonly name: string;
  /** Null where it is about the package as a whole. */
  readonly version: string | null;
  /** Grows with time, so that a feed can go on after it. */
  readonly sequence: number;
}

interface StockPackage {
  readonly registry: LocalRegistry;
  readonly definition: ScenarioPackage;
  readonly releases: StockRelease[];
}

export function shopOf(
  packages: readonly ScenarioPackage[],
  registries: readonly LocalRegistry[],
  builds: Builds,
  now: () => Date,
): Shop {
  const stock = new Map<string, StockPackage>();
  const serviceOf = new Map(registries.map((registry) => [registry.service, registry]));
  const keyOf = (service: string, name: string): string =>
    `${service} ${serviceOf.get(service)?.nameKey?.(name) ?? name}`;

  for (const definition of packages) {
    const registry = serviceOf.get(definition.registry);
    if (registry === undefined) throw new Error(`the sandbox has no local registry for ${definition.registry}`);
    const context = { registry, package: definition, builds, notBefore: Number.NEGATIVE_INFINITY };
    const releases = definition.releases.map((release) => stockRelease(release, context));
    stock.set(keyOf(definition.registry, definition.name), { registry, definition, releases });
  }
  const ofService = (service: string): readonly StockPackage[] =>
    [...stock.values()].filter(({ registry }) => registry.service === service);

  return {
    find: (service, name) => {
      const found = stock.get(keyOf(service, name));
      return found === undefined ? null : viewOf(found, now().getTime());
    },
    all: (service) => ofService(service).flatMap((each) => viewOf(each, now().getTime()) ?? []),
    happenings: (service) => {
      const time = now().getTime();
      return inOrder(ofService(service).flatMap((each) => happeningsOf(each, time)));
    },
    publish: (service, name, release) => {
      const found = stock.get(keyOf(service, name));
      if (found === undefined) throw new Error(`there is no package ${name} on the local ${service}`);
      const context = { ...found, package: found.definition, builds, notBefore: now().getTime() };
      found.releases.push(stockRelease(release, context));
    },
  };
}

function viewOf(stock: StockPackage, now: number): PackageView | null {
  const { registry, definition } = stock;
  const shown = stock.releases
    .filter(({ shownAt }) => shownAt <= now)
    .toSorted((a, b) => a.takenAt - b.takenAt)
    .map((release): ReleaseView => {
      const { withdrawn } = release.definition;
      return {
        ...release,
        files: release.files.filter(({ shownAt }) => shownAt <= now),
        withdrawn: withdrawn !== undefined && Date.parse(withdrawn.at) <= now ? withdrawn : null,
      };
    });
  if (shown.length === 0) return null;
  const times = happeningsOf(stock, now).map(({ at }) => at);
  return {
    service: registry.service,
    name: definition.name,
    definition,
    releases: shown.filter(({ goneAt }) => goneAt > now),
    vanished: shown.filter(({ goneAt }) => goneAt <= now),
    owners: (definition.owners ?? []).filter(
      ({ from, until }) =>
        (from === undefined || Date.parse(from) <= now) && (until === undefined || Date.parse(until) > now),
    ),
    advisories: (definition.advisories ?? []).filter(({ at }) => Date.parse(at) <= now),
    isHeld: definition.heldAt !== undefined && Date.parse(definition.heldAt) <= now,
    createdAt: Math.min(...shown.map(({ takenAt }) => takenAt)),
    changedAt: Math.max(...times),
  };
}

type Untold = Omit<Happening, 'sequence'>;

function happeningsOf({ definition, releases }: StockPackage, now: number): readonly Untold[] {
  const { name, owners = [], advisories = [], heldAt } = definition;
  const whole = (kind: Happening['kind'], time: string | undefined): readonly Untold[] =>
    time === undefined ? [] : [{ at: Date.parse(time), kind, name, version: null }];
  const happened: readonly Untold[] = [
    ...releases.flatMap((release): readonly Untold[] => {
      const { version, shownAt, goneAt, files } = release;
      const { withdrawn } = release.definition;
      const about = { name, version };
      return [
        { ...about, at: shownAt, kind: 'published' },
        ...files.flatMap((file) =>
          file.shownAt > shownAt ? [{ ...about, at: file.shownAt, kind: 'file' as const }] : [],
        ),
        ...(withdrawn === undefined ? [] : [{ ...about, at: Date.parse(withdrawn.at), kind: 'withdrawn' as const }]),
        { ...about, at: goneAt, kind: 'vanished' },
      ];
    }),
    ...owners.flatMap(({ from, until }) => [...whole('owners', from), ...whole('owners', until)]),
    ...advisories.flatMap(({ at }) => whole('advisory', at)),
    ...whole('held', heldAt),
  ];
  // Nothing is told of a package before its first release, not even who will own it.
  const first = Math.min(...releases.map(({ shownAt }) => shownAt));
  return first > now
    ? []
    : happened.filter(({ at }) => at <= now).map((each) => ({ ...each, at: Math.max(each.at, first) }));
}

/** Numbers by time, and within a millisecond by place, so that a number stays when more happens later. */
function inOrder(happenings: readonly Untold[]): readonly Happening[] {
  const perMillisecond = 1000;
  let place = 0;
  let last = Number.NaN;
  return happenings
    .toSorted((a, b) => a.at - b.at)
    .map((each) => {
      place = each.at === last ? Math.min(place + 1, perMillisecond - 1) : 0;
      last = each.at;
      return { ...each, sequence: each.at * perMillisecond + place };
    });
}
