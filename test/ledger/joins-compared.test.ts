import { describe, expect, it, test } from 'vitest';
import type { ReleaseFacts } from '../../src/github/release-facts.ts';
import type { Case } from '../../src/ledger/case.ts';
import { rowsOf } from '../../src/ledger/rows.ts';
import {
  aCase,
  aCommit,
  aHistory,
  anAttestation,
  anIdentity,
  aRecord,
  aRelease,
  aRun,
  aTag,
  byPerson,
  commitId,
  daysLater,
  facts,
  gone,
  saw,
  theRun,
} from './builders.ts';

/** The joins of the newest release. */
function newest(about: Case) {
  const row = rowsOf(about).at(-1);
  if (row === undefined) throw new Error('there is no release');
  return row.joins;
}

/** So many releases built from a branch whose tags lead to the commit, so many whose tags do not, and one more that does not. */
function tagAfter(same: number, other: number) {
  const all = Array.from({ length: same + other + 1 }, (_, at) => ({
    version: `1.${at}.0`,
    commit: commitId(100 + at),
  }));
  const about = aCase({
    history: aHistory(all.map(({ version }, at) => aRelease({ version, publishedAt: daysLater(at - all.length) }))),
    attested: new Map(
      all.map(({ version, commit }) => {
        const attestations = [anAttestation({ identity: anIdentity({ ref: 'refs/heads/main', commit }) })];
        return [version, saw([aRecord({ attestations })])];
      }),
    ),
    github: facts({
      tags: all.map(({ version, commit }, at) =>
        aTag({ name: `v${version}`, commit: at < same ? commit : commitId(900 + at) }),
      ),
      commits: all.map(({ commit }) => aCommit({ sha: commit })),
    }),
  });
  return newest(about).tag.state;
}

describe('a tag elsewhere, of a release that a branch built', () => {
  it.each([
    [2, 0, 'unknown'],
    [3, 0, 'contradicted'],
    [9, 1, 'unknown'],
    [10, 1, 'contradicted'],
    [0, 3, 'unknown'],
  ])('after %i tags at their commits and %i elsewhere is %s', (same, other, state) => {
    expect(tagAfter(same, other)).toBe(state);
  });
});

describe('the tag', () => {
  const tagOf = (github: ReleaseFacts, over: Partial<Case> = {}) => newest(aCase({ github, ...over })).tag;

  it('whose name may be of another package is no tag of this one', () => {
    expect(tagOf(facts({ tags: [aTag({ name: 'bulb@1.0.0', commit: commitId(2) })] }))).toMatchObject({
      state: 'unknown',
      value: null,
    });
  });

  it('is missing where all tags since its publication were read', () => {
    const listed = (at: string | null) =>
      facts({
        tags: saw({
          tags: [aTag({ name: 'v0.1.0', at }), aTag({ name: 'v9.0.0', at: daysLater(9) })],
          complete: false,
        }),
      });
    expect(tagOf(listed(daysLater(-1))).state).toBe('missing');
    expect(tagOf(listed(daysLater(1))).state).toBe('unknown');
    expect(tagOf(listed(null)).state).toBe('unknown');
    const untimed = { history: aHistory([aRelease({ publishedAt: null })]) };
    expect(tagOf(listed(daysLater(-1)), untimed).state).toBe('unknown');
  });

  it('of a Go version with a commit in its name is needed elsewhere', () => {
    const history = aHistory([aRelease({ version: '0.0.0-20260301120000-abcdef123456' })]);
    expect(tagOf(facts({ tags: [] }), { history }).state).toBe('missing');
  });
});

describe('the run', () => {
  const runOf = (run: Parameters<typeof aRun>[0], over: Partial<Case> = {}, repository = {}) =>
    newest(aCase({ github: facts({ runs: [aRun(run)], repository }), ...over })).run;

  it('is held to its commit where GitHub lists it under that', () => {
    for (const event of ['push', 'workflow_dispatch'])
      expect(runOf({ event, commit: commitId(2) }).says).toContain('and not `000000000000`');
    for (const event of ['release', 'schedule']) expect(runOf({ event, commit: commitId(2) }).state).toBe('proved');
  });

  it('of the same repository under another name is its own', () => {
    expect(runOf({ repository: 'Octo/Lantern' }).state).toBe('proved');
    expect(runOf({ repository: 'octo/lamp' }, {}, { formerNames: ['octo/lamp'] }).state).toBe('proved');
    expect(runOf({ repository: 'octo/lamp' }).state).toBe('contradicted');
  });

  test.each([
    [1, 'proved'],
    [1.01, 'unknown'],
    [-1.01, 'unknown'],
  ])('that goes on %d days after the publication is %s', (days, state) => {
    expect(runOf({ status: 'in_progress', conclusion: null }, { now: Date.parse(daysLater(days)) }).state).toBe(state);
  });

  test.each([
    [400, 'missing'],
    [401, 'unknown'],
  ])('that is gone after %i days is %s', (days, state) => {
    const github = facts({ runs: new Map([[theRun, gone()]]) });
    expect(newest(aCase({ github, now: Date.parse(daysLater(days)) })).run.state).toBe(state);
  });

  it('is missing only where the registry would tell', () => {
    const bare = (registry: 'npm' | 'crates.io' | 'rubygems') => {
      const history = aHistory([aRelease({ publisher: byPerson(), attested: 'no' })], { registry });
      const { run, commit } = newest(aCase({ history, attested: new Map() }));
      return [run.state, commit.state];
    };
    expect(bare('npm')).toEqual(['missing', 'missing']);
    expect(bare('crates.io')).toEqual(['missing', 'missing']);
    expect(bare('rubygems')).toEqual(['unknown', 'unknown']);
  });
});
