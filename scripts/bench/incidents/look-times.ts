import { releasesOf, type Story, watchedReleases } from '../../../src/sandbox/stories/index.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** When Mintmark looks, of all its looks those before which something has happened. Milliseconds since the epoch, sorted. */
export function lookTimes(story: Story): readonly number[] {
  const from = Date.parse(story.watch.from);
  const until = Date.parse(story.watch.until);
  const times = new Set<number>();
  for (const { package: each, shownAt } of watchedReleases(story)) {
    const noticed = noticedAt(each.registry, Date.parse(shownAt), from);
    for (const later of [0, 10 * minute, 65 * minute, 25 * hour]) times.add(noticed + later);
  }
  if (story.packages.some((each) => releasesOf(each).some((release) => changesLater(release))))
    for (let at = from + day / 4; at <= until; at += day / 4) times.add(at);
  return [...times].filter((at) => at <= until + 26 * hour).toSorted((a, b) => a - b);
}

function changesLater(release: Record<string, unknown>): boolean {
  return ['tagMoved', 'vanishesAfter', 'withdrawn'].some((key) => release[key] !== undefined);
}

function noticedAt(registry: string, shownAt: number, from: number): number {
  const every = ['npm', 'pypi', 'crates.io', 'packagist'].includes(registry) ? 2 * minute : 10 * minute;
  return from + Math.ceil((shownAt - from) / every) * every;
}
