import { after, millisecondsOf } from './span.ts';
import type { Story, StoryPackage, StoryRelease } from './story-schema.ts';

/** Every release of a package, series spelt out and habits filled in, by time. */
export function releasesOf({ habit = {}, releases }: StoryPackage): readonly StoryRelease[] {
  return releases
    .flatMap((each): StoryRelease[] => {
      if ('version' in each) return [{ ...habit, ...each }];
      const { series, ...practice } = each;
      return Array.from({ length: series.count }, (_, index) => ({
        ...habit,
        ...practice,
        version: raised(series.from, index),
        at: new Date(Date.parse(series.start) + index * millisecondsOf(series.every)).toISOString(),
      }));
    })
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** Releases of a story that Mintmark sees while it watches. */
export function watchedReleases(
  story: Story,
): readonly { readonly package: StoryPackage; readonly release: StoryRelease; readonly shownAt: string }[] {
  return story.packages.flatMap((each) =>
    releasesOf(each)
      .map((release) => ({ package: each, release, shownAt: after(release.at, release.held ?? '0s') }))
      .filter(({ shownAt }) => shownAt > story.watch.from && shownAt <= story.watch.until),
  );
}

/** The version with its last number so much higher: `1.0.9` and 2 is `1.0.11`; a suffix such as `-next.0` counts in its own number. */
function raised(version: string, by: number): string {
  const found = /^(.*?)(\d{1,9})(\D*)$/s.exec(version);
  return found === null ? version : `${found[1]}${Number(found[2]) + by}${found[3]}`;
}
