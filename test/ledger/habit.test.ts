import { describe, expect, it } from 'vitest';
import type { ReleaseFactsRow } from '../../src/ledger/facts.ts';
import { habitOf } from '../../src/ledger/habit.ts';
import {
  aCommit,
  aHistory,
  aJoin,
  aRelease,
  aRow,
  aRun,
  byPerson,
  commitId,
  daysLater,
  facts,
  joinsOf,
  theCommit,
  theRun,
  theWorkflow,
} from './builders.ts';

const source = { history: aHistory([]), github: facts() };

/** So many releases of one line, nine days apart, each tagged. */
function series(
  count: number,
  over: (at: number) => Partial<ReleaseFactsRow> = () => ({}),
): readonly ReleaseFactsRow[] {
  return Array.from({ length: count }, (_, at) => {
    const version = `1.${at}.0`;
    const joins = joinsOf({ tag: aJoin('proved', { value: `v${version}` }) });
    return aRow({ release: aRelease({ version, publishedAt: daysLater(9 * at) }), joins, ...over(at) });
  });
}

const untagged = joinsOf({ tag: aJoin('missing'), release: aJoin('missing') });

describe('the habit of a project', () => {
  it('is learnt from what it did', () => {
    const habit = habitOf(
      series(25, (at) => (at === 3 ? { joins: untagged } : {})),
      source,
    );
    expect(habit).toMatchObject({
      tagged: { yes: 24, no: 1 },
      tagForms: ['v{version}'],
      cadence: 9 * 86_400_000,
      publishers: new Map([['trusted publishing', 25]]),
      workflows: new Map([[theWorkflow, 25]]),
      installScripts: false,
      signsCommits: true,
    });
    expect(habit.says).toEqual([
      'Tags every release as `v1.2.3`; 24 of 25 did.',
      'Publishes about every 9 days by trusted publishing from `release.yml`.',
    ]);
  });

  it('can be to tag nothing, or some', () => {
    const none = habitOf(
      series(30, () => ({ joins: untagged })),
      source,
    );
    expect(none.says[0]).toBe('Does not tag its releases: 0 of 30.');
    expect(none.tagForms).toEqual([]);
    const some = habitOf(
      series(20, (at) => (at % 2 === 0 ? { joins: untagged } : {})),
      source,
    );
    expect(some.says[0]).toBe('Tags some of its releases as `v1.2.3`: 10 of 20.');
  });

  it('counts nothing that is not known', () => {
    const joins = joinsOf({ tag: aJoin('unknown'), release: aJoin('unknown') });
    expect(
      habitOf(
        series(5, () => ({ joins })),
        source,
      ).tagged,
    ).toEqual({ yes: 0, no: 0 });
  });

  it('is none with fewer than three releases', () => {
    expect(habitOf(series(2), source)).toMatchObject({ cadence: null, signsCommits: false, says: [] });
    expect(habitOf([], source).says).toEqual([]);
  });

  it('names the account that publishes, and how often it was another way', () => {
    const person = (at: number) =>
      at === 0
        ? {}
        : { release: aRelease({ version: `1.${at}.0`, publisher: byPerson() }), rank: 'none' as const, identities: [] };
    const habit = habitOf(series(4, person), { ...source, github: null });
    expect(habit.publishers).toEqual(
      new Map([
        ['trusted publishing', 1],
        ['ada', 3],
      ]),
    );
    expect(habit.says[1]).toMatch(/^Publishes .*from the account `ada` from `release.yml`; 3 of 4 came that way\.$/);
  });

  it('takes the workflow from the run where no certificate names one', () => {
    const habit = habitOf(
      series(3, () => ({ identities: [] })),
      { ...source, github: facts({ runs: [aRun({ id: theRun })] }) },
    );
    expect(habit.workflows).toEqual(new Map([[theWorkflow, 3]]));
  });

  it('measures within a line: backports of one day are no hurry', () => {
    const lines = ['1', '2', '3'].flatMap((name) =>
      series(3).map((row) => ({ ...row, line: { name, isPrerelease: false } })),
    );
    const byTime = lines.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
    expect(habitOf(byTime, source).cadence).toBe(9 * 86_400_000);
  });

  it('does not call one unsigned commit in three a habit of signing', () => {
    const commits = [theCommit, commitId(2), commitId(3)].map((sha, at) => aCommit({ sha, verified: at > 0 }));
    const rows = series(3, (at) => ({ commit: commits[at]?.sha ?? null }));
    expect(habitOf(rows, { ...source, github: facts({ commits }) }).signsCommits).toBe(false);
  });
});
