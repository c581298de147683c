import { describe, expect, test } from 'vitest';
import type { JobFact, RunFact } from '../../../src/github/release-facts.ts';
import { runMismatch } from '../../../src/ledger/signals/run-mismatch.ts';
import type { Observation } from '../../../src/types/observation.ts';
import { aJob, aJoin, aRun, commitId, daysLater, gone, joinsOf, saw, unreadable } from '../builders.ts';
import { commitOf, githubOf, identityOf, pace, past, runOf, sixth, sixthAfter, told } from './project.ts';

const published = sixth * pace;

/** The run of the sixth release; it starts ten minutes before the publication and ends ten minutes after it. */
const theRunIs = (over: Partial<RunFact>): Observation<RunFact> =>
  saw(
    aRun({
      id: runOf(sixth),
      commit: commitOf(sixth),
      startedAt: daysLater(published - 0.007),
      endedAt: daysLater(published + 0.007),
      ...over,
    }),
  );

const noTag = { joins: joinsOf({ tag: aJoin('missing'), release: aJoin('missing') }) };

function judge(fact: Observation<RunFact>, change = {}, about = {}) {
  const github = githubOf(sixth);
  return runMismatch.judge(
    sixthAfter(past(5), change, {
      about: { github: { ...github, runs: new Map([...github.runs, [runOf(sixth), fact]]) }, ...about },
    }),
  );
}

const failedWith = (...jobs: readonly JobFact[]) => theRunIs({ conclusion: 'failure', jobs: saw(jobs) });
const step = (name: string, conclusion: string | null) => ({ name, conclusion });
const nameless = saw([aJob({ name: 'ci', steps: [step('npm test', 'failure')] })]);
const partly = aJob({
  conclusion: 'failure',
  startedAt: daysLater(published - 0.006),
  endedAt: daysLater(published + 0.006),
  steps: [step('Publish packages', 'failure')],
});
const early = { endedAt: daysLater(published - 0.1) };

describe('the run that is named', () => {
  test.each([
    ['succeeded', judge(theRunIs({})), [], 0],
    [
      'failed with what publishes in it',
      judge(failedWith(aJob({ steps: [step('Test', 'failure'), step('Publish to npm', 'skipped')] }))),
      ['run-mismatch critical'],
      0,
    ],
    [
      'failed after what publishes',
      judge(failedWith(aJob({ steps: [step('Publish to npm', 'success'), step('Announce', 'failure')] }))),
      [],
      1,
    ],
    [
      'failed in its documentation, after the job that publishes',
      judge(
        failedWith(
          aJob({ name: 'publish', steps: [] }),
          aJob({ name: 'publish docs', conclusion: 'failure', steps: [] }),
        ),
      ),
      [],
      1,
    ],
    [
      'failed for one of two platforms',
      judge(
        failedWith(
          aJob({ name: 'publish (linux)', steps: [] }),
          aJob({ name: 'publish (windows)', conclusion: 'failure', steps: [] }),
        ),
      ),
      [],
      1,
    ],
    [
      'was cancelled, and what publishes never ran',
      judge(theRunIs({ conclusion: 'cancelled', jobs: saw([aJob({ conclusion: 'skipped', steps: [] })]) })),
      ['run-mismatch critical'],
      0,
    ],
    [
      'failed after the publication, nobody can tell where',
      judge(theRunIs({ conclusion: 'failure', jobs: nameless })),
      ['run-mismatch medium'],
      0,
    ],
    [
      'failed before the publication',
      judge(theRunIs({ conclusion: 'failure', jobs: nameless, ...early })),
      ['run-mismatch critical'],
      0,
    ],
    [
      'failed at an unknown time',
      judge(theRunIs({ conclusion: 'failure', jobs: unreadable(), endedAt: null })),
      ['run-mismatch high'],
      0,
    ],
    [
      'was run again after the publication, and failed',
      judge(theRunIs({ conclusion: 'failure', startedAt: daysLater(published + 1) })),
      ['run-mismatch medium'],
      0,
    ],
    ['goes on', judge(theRunIs({ status: 'in_progress', conclusion: null })), [], 1],
    [
      'succeeded without the step that published before',
      judge(theRunIs({ jobs: saw([aJob({ steps: [step('Publish', 'skipped')] })]) })),
      ['run-mismatch critical'],
      0,
    ],
    [
      'succeeded without a step that never published',
      judge(theRunIs({ jobs: saw([aJob({ name: 'x', steps: [step('Publish canary', 'skipped')] })]) })),
      [],
      0,
    ],
    ['is gone, though it is recent', judge(gone(), noTag), ['run-mismatch high'], 0],
    ['is gone, though it is recent, and tag and commit are there', judge(gone()), ['run-mismatch medium'], 0],
    [
      'failed in a step that may have published this package first',
      judge(failedWith(partly)),
      ['run-mismatch medium'],
      0,
    ],
    [
      'failed in a step that may have published it, without a tag',
      judge(failedWith(partly), noTag),
      ['run-mismatch critical'],
      0,
    ],
    [
      'failed in a step that ran at another time',
      judge(failedWith({ ...partly, endedAt: daysLater(published - 0.005) })),
      ['run-mismatch critical'],
      0,
    ],
    ['is gone, as old runs are', judge(gone(), {}, { now: Date.parse(daysLater(published + 100)) }), [], 0],
    ['could not be read', judge(unreadable()), [], 0],
    ['is none', judge(gone(), { run: null }), [], 0],
    ['is of another repository', judge(theRunIs({ repository: 'mallory/lantern' })), ['run-mismatch critical'], 0],
    ['is of another workflow', judge(theRunIs({ workflow: '.github/workflows/ci.yml' })), ['run-mismatch critical'], 0],
    ['ran for another commit', judge(theRunIs({ commit: commitId(3) })), ['run-mismatch critical'], 0],
    [
      'is absent here, since another repository built it',
      judge(gone(), { identities: [{ file: null, identity: identityOf(sixth, { repositoryId: '666' }) }] }),
      [],
      0,
    ],
  ])('%s', (_, judged, expected, quiet) => {
    expect(told(judged)).toEqual(expected);
    expect(judged.quiet).toHaveLength(quiet);
  });

  test.each([
    ['pull_request_target', ['run-mismatch high']],
    ['issue_comment', ['run-mismatch high']],
    ['schedule', ['run-mismatch high']],
    ['workflow_run', ['run-mismatch high']],
    ['workflow_dispatch', ['run-mismatch medium']],
    ['release', ['run-mismatch medium']],
    ['constructor', ['run-mismatch medium']],
    ['push', []],
  ])('was started by %s', (event, expected) => {
    expect(told(judge(theRunIs({ event }), noTag))).toEqual(expected);
  });

  test('was started as no release before it, and has its tag', () => {
    expect(told(judge(theRunIs({ event: 'workflow_dispatch' })))).toEqual([]);
  });

  test.each([
    ['schedule', ['run-mismatch medium']],
    ['pull_request_target', ['run-mismatch high']],
  ])('was started by %s for the first of a channel of prereleases', (event, expected) => {
    const first = { ...noTag, line: { name: '2 dev', isPrerelease: true } };
    expect(told(judge(theRunIs({ event }), first))).toEqual(expected);
  });

  test('was started by schedule in a channel of which nothing else is known any more', () => {
    const line = { name: '2 dev', isPrerelease: true };
    const unread = past(5).map((row, at) => (at === 4 ? { ...row, line, identities: [], run: null } : row));
    const github = githubOf(sixth);
    const runs = new Map([...github.runs, [runOf(sixth), theRunIs({ event: 'schedule' })] as const]);
    const judged = runMismatch.judge(
      sixthAfter(unread, { ...noTag, line }, { about: { github: { ...github, runs } } }),
    );
    expect(told(judged)).toEqual(['run-mismatch medium']);
  });

  test('was started oddly, and all else is proved', () => {
    expect(told(judge(theRunIs({ event: 'schedule' })))).toEqual(['run-mismatch medium']);
  });

  test('was started as runs before it were', () => {
    const github = githubOf(sixth);
    const runs = new Map([...github.runs, [runOf(sixth), theRunIs({ event: 'schedule' })] as const]);
    const earlier = past(5, { identities: [{ file: null, identity: identityOf(0, { trigger: 'schedule' }) }] });
    const judged = runMismatch.judge(sixthAfter(earlier, noTag, { about: { github: { ...github, runs } } }));
    expect(told(judged)).toEqual([]);
    expect(judged.quiet).toHaveLength(1);
  });

  test('is gone, as the project deletes them all', () => {
    const runs = new Map([0, 1, 2, 3, 4, sixth].map((number) => [runOf(number), gone()] as const));
    const judged = runMismatch.judge(sixthAfter(past(5), noTag, { about: { github: { ...githubOf(sixth), runs } } }));
    expect(told(judged)).toEqual([]);
    expect(judged.quiet).toHaveLength(1);
  });
});
