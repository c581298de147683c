import type { GitHubRelease, Settings } from '../github/settings.ts';
import { codeWords } from '../registries/plain.ts';
import type { Control, Judgement } from './control.ts';
import { documentation } from './documentation.ts';
import { fail, notApplicable, pass, type Unreadable, unreadable } from './judgements.ts';

/** Are GitHub's immutable releases on? */
export const immutableReleases: Control = {
  id: 'immutable-releases',
  title: 'Releases cannot be changed after they are published',
  asks: "Are GitHub's immutable releases on?",
  principles: ['general.2.immutability'],
  severity: 'medium',
  why: 'Whoever may write to a repository can replace the files of a release years after it was made, and nobody who downloads them is told. An immutable release keeps its files and its tag as they were published, and GitHub attests to it.',
  evidence: ['github'],
  settings: ['immutableReleases', 'releases'],

  judge({ map, settings }) {
    const { immutableReleases: setting, releases } = settings;
    if (map.publications.length === 0) return [notApplicable(null, 'no package is published from here')];
    const newest = releases.state === 'seen' ? (releases.value[0] ?? null) : null;
    if (releases.state !== 'unreadable' && newest === null)
      return [notApplicable(null, 'no release is made on GitHub')];
    return [setting.state === 'unreadable' ? byRelease(newest, setting) : bySetting(newest, setting)];
  },
};

function bySetting(
  newest: GitHubRelease | null,
  setting: Exclude<Settings['immutableReleases'], Unreadable>,
): Judgement {
  if (setting.state === 'absent' || !setting.value)
    return off('immutable releases are off, so the files of a release can be replaced at any time');
  const isOlder = newest?.immutable === false;
  return pass(
    null,
    `immutable releases are on${isOlder ? `; ${codeWords(newest.tag)} was published before and can still be changed` : ''}`,
  );
}

/** The newest release shows whether they were on when it was published. */
function byRelease(newest: GitHubRelease | null, setting: Unreadable): Judgement {
  if (newest === null || newest.immutable === null)
    return unreadable(null, 'whether immutable releases are on', setting);
  const tag = codeWords(newest.tag);
  return newest.immutable
    ? pass(null, `the newest release, ${tag}, is immutable`)
    : off(`the newest release, ${tag}, is not immutable: its files can be replaced at any time`);
}

function off(reason: string): Judgement {
  return fail(null, {
    reason,
    at: [],
    key: ['setting'],
    remediation: {
      steps: [
        'Let the release workflow make each release as a draft, attach all of its files, and publish it only then: nothing can be attached to an immutable release afterwards.',
        'On GitHub, open Settings → General → Releases and select Enable release immutability. It holds for releases that are published from then on; an organization can do the same for all of its repositories.',
        'Publish a release: its page shows Immutable below the title, and `gh release verify` confirms it.',
      ],
      links: [documentation.enableImmutableReleases, documentation.immutableReleases],
    },
  });
}
