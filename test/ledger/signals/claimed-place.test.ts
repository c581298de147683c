import { describe, expect, test } from 'vitest';
import type { CommitFact } from '../../../src/github/release-facts.ts';
import { claimedCommitDiffers } from '../../../src/ledger/signals/claimed-commit-differs.ts';
import { commitUnreachable } from '../../../src/ledger/signals/commit-unreachable.ts';
import { runMismatch } from '../../../src/ledger/signals/run-mismatch.ts';
import { versionNotInTree } from '../../../src/ledger/signals/version-not-in-tree.ts';
import type { Observation } from '../../../src/types/observation.ts';
import { aCommit, aJoin, aRun, daysLater, gone, isDeclared, joinsOf, saw } from '../builders.ts';
import {
  byToken,
  commitOf,
  githubOf,
  identityOf,
  pace,
  past,
  runOf,
  sixth,
  sixthAfter,
  stable,
  theRow,
  told,
} from './project.ts';

type Place = CommitFact['reachable'];

const at = (number: number, reachable: Place): readonly [string, Observation<CommitFact>] => [
  commitOf(number),
  saw(aCommit({ sha: commitOf(number), reachable, from: null })),
];
const githubWith = (...facts: readonly (readonly [string, Observation<CommitFact>])[]) =>
  githubOf(sixth, { commits: new Map([...githubOf(sixth).commits, ...facts]) });

describe('the commit that a package names where nothing proves its build', () => {
  const naming = (number: number) => ({
    ...byToken,
    release: { ...byToken.release, claimed: { commit: commitOf(number), dirty: false } },
  });
  const judge = (
    fact: readonly [string, Observation<CommitFact>] | null,
    { count = 5, before = [] as readonly (readonly [string, Observation<CommitFact>])[], about = {} } = {},
  ) => {
    const earlier = Array.from({ length: count }, (_, number) => theRow(number, naming(number)));
    const github = githubWith(...before, ...(fact === null ? [] : [fact]));
    return commitUnreachable.judge(sixthAfter(earlier, naming(sixth), { about: { github, ...about } }));
  };

  test.each([
    ['is on the default branch', judge(null), []],
    ['is nowhere', judge(at(sixth, 'nowhere')), ['commit-unreachable medium']],
    ['was never seen by GitHub', judge([commitOf(sixth), gone()]), ['commit-unreachable medium']],
    ['only a tag leads to', judge(at(sixth, 'tag')), ['commit-unreachable high']],
    ['is nowhere, after too few', judge(at(sixth, 'nowhere'), { count: 4 }), []],
    ['is nowhere, as another was', judge(at(sixth, 'nowhere'), { before: [at(2, 'nowhere')] }), []],
    [
      'may still be pushed',
      judge(at(sixth, 'nowhere'), { about: { now: Date.parse(daysLater(sixth * pace)) + 20 * 60_000 } }),
      ['commit-unreachable medium for now'],
    ],
  ])('%s', (_, judged, expected) => {
    expect(told(judged)).toEqual(expected);
  });
});

describe('a commit that only its tag leads to', () => {
  const github = githubWith(at(sixth, 'tag'));
  const older = { line: stable('0') };

  test('is an alarm where all before were on a branch', () => {
    expect(told(commitUnreachable.judge(sixthAfter(past(5), {}, { about: { github } })))).toEqual([
      'commit-unreachable high',
    ]);
  });

  test('is less for an older line, whose branch may be gone', () => {
    expect(told(commitUnreachable.judge(sixthAfter(past(5), older, { about: { github } })))).toEqual([
      'commit-unreachable medium',
    ]);
  });

  test('is an alarm for an older line, too, beside another such release of the same hours', () => {
    const first = theRow(4, { at: theRow(sixth).at });
    const both = githubWith(at(sixth, 'tag'), at(4, 'tag'));
    const context = (doubted: readonly ReturnType<typeof theRow>[]) =>
      sixthAfter([...past(4), theRow(7)], older, {
        doubted,
        about: { github: { ...both, commits: new Map([...both.commits, at(7, 'default-branch')]) } },
      });
    expect(told(commitUnreachable.judge(context([first])))).toEqual(['commit-unreachable high']);
    expect(told(commitUnreachable.judge(context([theRow(0)])))).toEqual(['commit-unreachable medium']);
  });
});

describe('an old release whose forerunners are not looked at any more', () => {
  const lost = [0, 1, 2, sixth].map((number) => at(number, 'nowhere'));
  const later = [theRow(0), theRow(1), theRow(2)];

  test('is held to what was done after it', () => {
    const about = { github: githubWith(...lost) };
    expect(told(commitUnreachable.judge(sixthAfter([], {}, { about })))).toEqual(['commit-unreachable critical']);
    expect(told(commitUnreachable.judge(sixthAfter([], {}, { about, later })))).toEqual([]);
  });

  test('is odd all the same where what came after it was not so', () => {
    const about = { github: githubWith(at(sixth, 'nowhere')) };
    expect(told(commitUnreachable.judge(sixthAfter([], {}, { about, later })))).toEqual([
      'commit-unreachable critical',
    ]);
  });
});

describe('what releases after an old one show to be usual', () => {
  const later = [theRow(7), theRow(8)];

  test('is an event that starts runs', () => {
    const trigger = { identities: [{ file: null, identity: identityOf(7, { trigger: 'issue_comment' }) }] };
    const github = githubOf(sixth);
    const run = saw(aRun({ id: runOf(sixth), commit: commitOf(sixth), event: 'issue_comment' }));
    const about = { github: { ...github, runs: new Map([...github.runs, [runOf(sixth), run] as const]) } };
    const untagged = { joins: joinsOf({ tag: aJoin('missing'), release: aJoin('missing') }) };
    const judge = (rows: readonly ReturnType<typeof theRow>[]) =>
      told(runMismatch.judge(sixthAfter([], untagged, { about, later: rows })));
    expect(judge(later)).toEqual(['run-mismatch high']);
    expect(judge([theRow(7, trigger), theRow(8, trigger)])).toEqual([]);
  });

  test('are runs that are deleted', () => {
    const github = githubOf(8, { runs: new Map([sixth, 7, 8].map((number) => [runOf(number), gone()] as const)) });
    const untagged = { joins: joinsOf({ tag: aJoin('missing'), release: aJoin('missing') }) };
    const judge = (rows: readonly ReturnType<typeof theRow>[]) =>
      told(runMismatch.judge(sixthAfter([], untagged, { about: { github }, later: rows })));
    expect(judge([])).toEqual(['run-mismatch high']);
    expect(judge(later)).toEqual([]);
  });

  test('is a package that names a commit of its own', () => {
    const naming = { release: { claimed: { commit: 'f'.repeat(40), dirty: false } } };
    expect(told(claimedCommitDiffers.judge(sixthAfter([], naming)))).toEqual(['claimed-commit-differs medium']);
    expect(told(claimedCommitDiffers.judge(sixthAfter([], naming, { later: [theRow(7, naming)] })))).toEqual([]);
  });
});

describe('a version that is built from an old commit', () => {
  const judge = (day: number, manifest: { path: string; version: string | null } | null) => {
    const commits = new Map(
      [0, 1, 2, 3, 4, sixth].map((number) => [
        commitOf(number),
        saw(
          aCommit({
            sha: commitOf(number),
            committedAt: daysLater(number === sixth ? day : number * pace),
            versions: {},
          }),
        ),
      ]),
    );
    const about = { github: githubOf(sixth, { commits }), declared: { ...isDeclared, manifest } };
    return versionNotInTree.judge(sixthAfter(past(5), {}, { about }));
  };

  test('is told where no manifest holds the version', () => {
    const judged = judge(-400, null);
    expect(told(judged)).toEqual(['version-not-in-tree medium']);
    expect(judged.signals[0]?.says).toContain('436 days older than that of `1.4.0`');
    expect(told(judge(-400, { path: 'package.json', version: null }))).toEqual(['version-not-in-tree medium']);
  });

  test('is nothing for a commit of weeks ago', () => {
    expect(told(judge(4 * pace - 50, null))).toEqual([]);
  });
});
