import { describe, expect, test } from 'vitest';
import type { CommitFact } from '../../../src/github/release-facts.ts';
import { claimedCommitDiffers } from '../../../src/ledger/signals/claimed-commit-differs.ts';
import { commitUnreachable } from '../../../src/ledger/signals/commit-unreachable.ts';
import { noTagOrRelease } from '../../../src/ledger/signals/no-tag-or-release.ts';
import { tagMoved } from '../../../src/ledger/signals/tag-moved.ts';
import { unsignedCommit } from '../../../src/ledger/signals/unsigned-commit.ts';
import { versionNotInTree } from '../../../src/ledger/signals/version-not-in-tree.ts';
import type { Observation } from '../../../src/types/observation.ts';
import {
  aCommit,
  aHabit,
  aHistory,
  aJoin,
  anIdentity,
  aTag,
  byPerson,
  commitId,
  daysLater,
  gone,
  isDeclared,
  joinsOf,
  saw,
  unreadable,
} from '../builders.ts';
import {
  byToken,
  channel,
  commitOf,
  githubOf,
  pace,
  past,
  sixth,
  sixthAfter,
  stable,
  theRow,
  told,
} from './project.ts';

const soon = Date.parse(daysLater(sixth * pace)) + 20 * 60_000;
const commitsWith = (...over: readonly (readonly [string, Observation<CommitFact>])[]) =>
  new Map([...githubOf(sixth).commits, ...over]);
const nowhere = (number: number) =>
  [commitOf(number), saw(aCommit({ sha: commitOf(number), reachable: 'nowhere', from: null }))] as const;

describe('a commit that cannot be reached', () => {
  const found = (fact: readonly [string, Observation<CommitFact>], change = {}, about = {}) =>
    commitUnreachable.judge(
      sixthAfter(past(5), change, { about: { github: githubOf(sixth, { commits: commitsWith(fact) }), ...about } }),
    );

  test.each([
    ['no branch leads to it', found(nowhere(sixth)), ['commit-unreachable critical']],
    ['GitHub does not have it', found([commitOf(sixth), gone()]), ['commit-unreachable critical']],
    ['GitHub did not tell', found([commitOf(sixth), unreadable()]), []],
    ['GitHub was not asked', found(nowhere(sixth), {}, { github: null }), []],
    ['a branch or tag may follow', found(nowhere(sixth), {}, { now: soon }), ['commit-unreachable critical for now']],
    [
      'it was built by another repository',
      found(nowhere(sixth), { identities: [{ file: null, identity: anIdentity({ repositoryId: '666' }) }] }),
      [],
    ],
    ['a first canary', found(nowhere(sixth), { line: channel('1 canary') }), ['commit-unreachable medium']],
    ['it is on the default branch', commitUnreachable.judge(sixthAfter(past(5))), []],
  ])('%s', (_, judged, expected) => {
    expect(told(judged)).toEqual(expected);
  });

  test('is usual where the releases before it cannot be reached either', () => {
    const github = githubOf(sixth, { commits: commitsWith(...[2, 3, 4, sixth].map(nowhere)) });
    const judged = commitUnreachable.judge(sixthAfter(past(5), {}, { about: { github } }));
    expect(told(judged)).toEqual([]);
    expect(judged.quiet[0]).toContain('so were others, as `1.4.0`');
  });
});

describe('no tag and no release', () => {
  const untagged = { joins: joinsOf({ tag: aJoin('missing'), release: aJoin('missing') }) };
  const tagged = (yes: number, no: number) => ({ habit: aHabit({ tagged: { yes, no } }) });

  test.each([
    ['nothing joins it to anything', sixthAfter(past(5), byToken), ['no-tag-or-release high'], 0],
    ['a good run made it', sixthAfter(past(5), untagged), ['no-tag-or-release medium'], 0],
    [
      'it was published just now',
      sixthAfter(past(5), byToken, { about: { now: soon } }),
      ['no-tag-or-release high for now'],
      0,
    ],
    ['the project never tags', sixthAfter(past(5), byToken, tagged(0, 9)), [], 1],
    ['too little is known', sixthAfter(past(5), byToken, tagged(2, 0)), [], 0],
    ['it tags most releases', sixthAfter(past(5), byToken, tagged(9, 2)), ['no-tag-or-release medium'], 0],
    ['it tags about half of them', sixthAfter(past(5), byToken, tagged(6, 4)), ['no-tag-or-release low'], 0],
    ['it forgets one now and then', sixthAfter(past(5), byToken, tagged(20, 2)), ['no-tag-or-release medium'], 0],
    ['a first canary', sixthAfter(past(5), { ...byToken, line: channel('1 canary') }), [], 1],
    [
      'a canary where canaries have tags',
      sixthAfter(past(5, { line: channel('1 rc') }), { ...byToken, line: channel('1 rc') }),
      ['no-tag-or-release high'],
      0,
    ],
    [
      'GitHub did not tell',
      sixthAfter(past(5), { joins: joinsOf({ tag: aJoin('unknown'), release: aJoin('unknown') }) }),
      [],
      0,
    ],
    [
      'a release without a tag that could be read',
      sixthAfter(past(5), { joins: joinsOf({ tag: aJoin('missing'), release: aJoin('proved') }) }),
      [],
      0,
    ],
    [
      'a maintenance line that has none',
      sixthAfter([...[0, 1].map((number) => theRow(number, { ...byToken, line: stable('0') })), ...past(5).slice(2)], {
        ...byToken,
        line: stable('0'),
      }),
      [],
      1,
    ],
  ])('%s', (_, context, expected, quiet) => {
    const judged = noTagOrRelease.judge(context);
    expect(told(judged)).toEqual(expected);
    expect(judged.quiet).toHaveLength(quiet);
  });

  // How many earlier releases had a tag, how many had none, and what one without is then.
  test.each([
    [3, 0, 'medium'],
    [4, 0, 'medium'],
    [5, 0, 'high'],
    [4, 1, 'medium'],
    [3, 1, 'low'],
    [8, 1, 'medium'],
    [9, 1, 'high'],
    [64, 2, 'medium'],
    [65, 2, 'high'],
    [2, 2, 'low'],
    [4, 5, null],
  ] as const)('after %i with and %i without it is %s', (yes, no, severity) => {
    expect(told(noTagOrRelease.judge(sixthAfter(past(5), byToken, tagged(yes, no))))).toEqual(
      severity === null ? [] : [`no-tag-or-release ${severity}`],
    );
  });

  test('may still come as long as it mostly took for earlier releases', () => {
    const now = Date.parse(daysLater(5 * pace + 0.5));
    const late = (...numbers: readonly number[]) => {
      const tags = [0, 1, 2, 3, 4].map((number) =>
        aTag({ name: `v1.${number}.0`, at: daysLater(number * pace + (numbers.includes(number) ? 0.9 : 0)) }),
      );
      return told(
        noTagOrRelease.judge(sixthAfter(past(5), byToken, { about: { github: githubOf(sixth, { tags }), now } })),
      );
    };
    expect(late(0, 1, 2, 4)).toEqual(['no-tag-or-release high for now']);
    expect(late(1)).toEqual(['no-tag-or-release high']);
  });

  test('may still come as long as it took for the same account', () => {
    const now = Date.parse(daysLater(5 * pace + 0.5));
    const tags = [0, 1, 2, 3, 4].map((number) =>
      aTag({ name: `v1.${number}.0`, at: daysLater(number * pace + (number === 4 ? 0.9 : 0)) }),
    );
    const by = (name: string) => ({ ...byToken, release: { publisher: byPerson(name) } });
    const eve = theRow(4, { release: { publisher: byPerson('eve') } });
    const found = (name: string) =>
      told(
        noTagOrRelease.judge(
          sixthAfter([...past(4), eve], by(name), { about: { github: githubOf(sixth, { tags }), now } }),
        ),
      );
    expect(found('eve')).toEqual(['no-tag-or-release high for now']);
    expect(found('ada')).toEqual(['no-tag-or-release high']);
  });
});

describe('a tag that moved', () => {
  const movedTo = (name: string, commit = commitId(7)) => ({
    about: { github: githubOf(sixth, { tags: [aTag({ name, commit })] }) },
  });
  const recorded = { repository: 'octo/lantern', commit: commitOf(sixth), run: null, ref: null, signingKey: null };
  const ofRegistry = { identities: [], release: { recorded } };
  const onPackagist = (name: string, commit?: string) => {
    const over = movedTo(name, commit);
    return { about: { ...over.about, history: aHistory([], { registry: 'packagist' as const }) } };
  };

  test.each([
    ['it leads elsewhere today', sixthAfter(past(5), {}, movedTo('v1.5.0')), ['tag-moved critical'], 0],
    ['it leads there', sixthAfter(past(5)), [], 0],
    ['it is gone', sixthAfter(past(5), {}, movedTo('v9.0.0')), [], 0],
    [
      'tags could not be read',
      sixthAfter(past(5), {}, { about: { github: githubOf(sixth, { tags: unreadable() }) } }),
      [],
      0,
    ],
    [
      'it is the moving tag of a line',
      sixthAfter(
        past(5),
        { identities: [{ file: null, identity: anIdentity({ ref: 'refs/tags/v1', commit: commitOf(sixth) }) }] },
        movedTo('v1'),
      ),
      [],
      1,
    ],
    [
      'Packagist recorded another commit',
      sixthAfter(past(5), ofRegistry, onPackagist('v1.5.0')),
      ['tag-moved critical'],
      0,
    ],
    ['Packagist recorded this commit', sixthAfter(past(5), ofRegistry, onPackagist('v1.5.0', commitOf(sixth))), [], 0],
    [
      'built from a branch, and the tag leads elsewhere',
      sixthAfter(past(5), {
        identities: [{ file: null, identity: anIdentity({ ref: 'refs/heads/main' }) }],
        joins: joinsOf({ tag: aJoin('contradicted') }),
      }),
      ['tag-moved medium'],
      0,
    ],
  ])('%s', (_, context, expected, quiet) => {
    const judged = tagMoved.judge({
      ...context,
      row: { ...context.row, joins: { ...context.row.joins, tag: { ...context.row.joins.tag, value: 'v1.5.0' } } },
    });
    expect(told(judged)).toEqual(expected);
    expect(judged.quiet).toHaveLength(quiet);
  });
});

describe('the version in the tree', () => {
  const declared = { ...isDeclared, manifest: { path: 'package.json', version: '1.5.0' } };
  const judge = (version: string | null, before = (number: number) => `1.${number}.0`, change = {}, about = {}) => {
    const commits = [0, 1, 2, 3, 4, sixth].map((number) =>
      aCommit({ sha: commitOf(number), versions: { 'package.json': number === sixth ? version : before(number) } }),
    );
    return versionNotInTree.judge(
      sixthAfter(past(5), change, { about: { declared, github: githubOf(sixth, { commits }), ...about } }),
    );
  };

  test.each([
    ['is another', judge('1.4.9'), ['version-not-in-tree medium'], 0],
    ['is this one', judge('1.5.0'), [], 0],
    ['is this one in another spelling', judge('v1.5'), [], 0],
    ['is not there', judge(null), [], 0],
    ['is a placeholder', judge('0.0.0-development'), [], 0],
    ['was always another', judge('1.4.0', () => '0.9.0'), [], 1],
    ['is computed', judge('1.4.9', undefined, {}, { declared: isDeclared }), [], 0],
    [
      'could not be read',
      judge(
        '1.4.9',
        undefined,
        {},
        { github: githubOf(sixth, { commits: new Map([[commitOf(sixth), unreadable()]]) }) },
      ),
      [],
      0,
    ],
    ['is another for a first canary', judge('1.4.9', undefined, { line: channel('1 canary') }), [], 1],
  ])('%s', (_, judged, expected, quiet) => {
    expect(told(judged)).toEqual(expected);
    expect(judged.quiet).toHaveLength(quiet);
  });
});

describe('the commit that the package names', () => {
  const other = commitId(77);
  const claiming = (commit: string | null, dirty = false) => ({ release: { claimed: { commit, dirty } } });
  const onCrates = (change: object, earlier = past(5), github = githubOf(sixth)) =>
    claimedCommitDiffers.judge(
      sixthAfter(earlier, change, { about: { history: aHistory([], { registry: 'crates.io' }), github } }),
    );
  const untagged = { joins: joinsOf({ tag: aJoin('missing'), release: aJoin('missing') }) };

  test.each([
    ['is the one it was built from', onCrates(claiming(commitOf(sixth))), []],
    ['is the same, shortened', onCrates(claiming(commitOf(sixth).slice(0, 39))), []],
    ['is not told', onCrates(claiming(null)), []],
    ['is another on crates.io', onCrates({ ...claiming(other), ...untagged }), ['claimed-commit-differs high']],
    [
      'is another on npm',
      claimedCommitDiffers.judge(sixthAfter(past(5), { ...claiming(other), ...untagged })),
      ['claimed-commit-differs medium'],
    ],
    ['was another before', onCrates(claiming(other), [...past(4), theRow(4, claiming(other))]), []],
    [
      'is in the repository',
      onCrates({ ...claiming(other), ...untagged }, past(5), githubOf(sixth, { tags: [aTag({ commit: other })] })),
      [],
    ],
    ['had changes on top', onCrates(claiming(commitOf(sixth), true)), ['claimed-commit-differs medium']],
    ['had changes on top, as before', onCrates(claiming(commitOf(sixth), true), past(5, claiming(null, true))), []],
  ])('%s', (_, judged, expected) => {
    expect(told(judged)).toEqual(expected);
  });
});

describe('an unsigned commit', () => {
  const judge = (verified: boolean | null, signsCommits: boolean) =>
    told(
      unsignedCommit.judge(
        sixthAfter(
          past(5),
          {},
          {
            habit: aHabit({ signsCommits }),
            about: { github: githubOf(sixth, { commits: [aCommit({ sha: commitOf(sixth), verified })] }) },
          },
        ),
      ),
    );

  test('is news only where the project signs', () => {
    expect(judge(false, true)).toEqual(['unsigned-commit medium']);
    expect(judge(false, false)).toEqual([]);
    expect(judge(true, true)).toEqual([]);
    expect(judge(null, true)).toEqual([]);
  });
});
