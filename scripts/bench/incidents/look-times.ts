import { registriesWithFeed } from '../../../src/jobs/watch/rules.ts';
import { defaultSchedule, type PackageStory, planLooks } from '../../../src/jobs/watch/schedule.ts';
import {
  releasesOf,
  type Story,
  type StoryPackage,
  type StoryRelease,
  watchedReleases,
} from '../../../src/sandbox/stories/index.ts';
import { millisecondsOf } from '../../../src/sandbox/stories/span.ts';

const rules = { schedule: defaultSchedule, feeds: new Set(registriesWithFeed), followed: new Map() };

/**
 * When Mintmark looks by its default schedule; of looks that only repeat the one before, as nothing has happened between,
 * none. Milliseconds since the epoch, sorted.
 */
export function lookTimes(story: Story): readonly number[] {
  return [...new Set(story.packages.flatMap((each) => looksAt(each, story)))].toSorted((a, b) => a - b);
}

/** Late evidence is waited for, for a day, after the end of the story too. */
const afterwards = millisecondsOf('26h');

function looksAt(each: StoryPackage, story: Story): readonly number[] {
  const from = Date.parse(story.watch.from);
  const until = Date.parse(story.watch.until) + afterwards;
  const releases = releasesOf(each);
  const before = releases.map(({ at }) => Date.parse(at)).filter((at) => at <= from);
  const told: PackageStory = {
    registry: each.registry,
    repositoryId: 1,
    from,
    until,
    shown: watchedReleases(story)
      .filter(({ package: other }) => other === each)
      .map(({ shownAt }) => Date.parse(shownAt)),
    // a push of a tag comes to the app as a webhook
    hurried: releases.flatMap(tagPushes).filter((at) => at > from && at < until),
    releasedAt: before.length === 0 ? null : Math.max(...before),
  };
  const looks = planLooks(told, rules);
  const changes = releases.flatMap(changesOf).filter((at) => at > from);
  const afterChanges = new Set(changes.map((change) => looks.find(({ at }) => at >= change)?.at));
  return looks
    .filter(({ at, because }) => because === 'new-version' || because === 'late' || afterChanges.has(at))
    .map(({ at }) => at);
}

function tagPushes({ at, tag, tagAfter = '-10m', tagMoved }: StoryRelease): readonly number[] {
  if (tag === null) return [];
  return [tagAfter, ...(tagMoved === undefined ? [] : [tagMoved])].map((span) => Date.parse(at) + millisecondsOf(span));
}

/** What can change a release after it was published, beside its tag. */
function changesOf({ at, vanishesAfter, withdrawn, tagMoved, files = [], run }: StoryRelease): readonly number[] {
  const spans = [vanishesAfter, withdrawn?.after, tagMoved, run?.deletedAfter, ...files.map(({ after }) => after)];
  return spans.flatMap((span) => (span === undefined ? [] : [Date.parse(at) + millisecondsOf(span)]));
}
