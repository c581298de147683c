import { describe, expect, test } from 'vitest';
import { dealt, isLong } from '../long.ts';
import { manyWorkflows, organisation, pressOf, withoutPublishing, words } from './crash-scenarios.ts';
import { type CrashStage, type Moment, openCrashStage, type Place, places } from './crash-stage.ts';
import { expectNothingLost } from './nothing-lost.ts';

/*
 * The app is a process of its own, killed with SIGKILL; another one takes over on the same store. On a server it has to
 * wait until the dead one's heartbeat is missed, so that these tests run together.
 */
const twoMinutes = 120_000;
const checkRuns = /\/check-runs(?:\/\d+)?$/;
const isPatch = (status: string) => (exchange: { readonly requestBody: unknown }) =>
  (exchange.requestBody as { readonly status?: string }).status === status;

interface Crash extends Moment {
  readonly name: string;
}

const inPull: readonly Crash[] = [
  { name: 'between the 202 and the check run', when: 'asked', method: 'POST', path: checkRuns },
  { name: 'between making the check run and storing its id', when: 'done', method: 'POST', path: checkRuns },
  { name: 'between making the check run and completing it', when: 'asked', method: 'GET', path: /\/compare\// },
  {
    name: 'in the middle of 51 and more annotations',
    when: 'done',
    method: 'PATCH',
    path: checkRuns,
    only: isPatch('in_progress'),
  },
  {
    name: 'between completing the check run and storing that',
    when: 'done',
    method: 'PATCH',
    path: checkRuns,
    only: isPatch('completed'),
  },
];

describe('killed at work on a pull request', () => {
  test.concurrent.for(dealt(inPull, 1, 5))(
    '$name',
    { timeout: twoMinutes },
    ({ name: _name, ...moment }, { onTestFinished }) => crashInPull(places[0], moment, onTestFinished),
  );

  // The same in a folder, which needs no server: its lock is taken over from the dead, and so is its work.
  test.runIf(isLong).concurrent.for(places.slice(1))(
    'between making the check run and storing its id, in $name',
    { timeout: twoMinutes },
    (place, { onTestFinished }) =>
      crashInPull(place, { when: 'done', method: 'POST', path: checkRuns }, onTestFinished),
  );
});

async function crashInPull(place: Place, moment: Moment, finished: Finished): Promise<void> {
  const stage = await staged(place, finished);
  const { people } = stage.sandbox;
  const child = await stage.begin();
  await people.install('octo');
  await child.settled();
  const killed = stage.killedAt(child, moment);
  const pull = { title: 'More', branch: 'more', commit: manyWorkflows, by: 'ada' };
  const [{ headSha }] = await Promise.all([people.openPull('octo', 'press', pull), killed]);

  const app = await stage.finish();
  const runs = [...stage.sandbox.repository('octo', 'press').checkRuns.values()];
  const [run] = runs.filter((each) => each.headSha === headSha);
  expect(run).toMatchObject({ status: 'completed' });
  expect(run?.annotations.length).toBeGreaterThan(50);
  await expectNothingLost({ ...stage, app });
}

describe('killed at work on the default branch', () => {
  test
    .runIf(isLong)
    .concurrent('between filing the issue and storing its number', { timeout: twoMinutes }, async (context) => {
      const stage = await staged(places[0], context.onTestFinished);
      const child = await stage.begin();
      const killed = stage.killedAt(child, { when: 'done', method: 'POST', path: /\/issues$/ });
      await Promise.all([stage.sandbox.people.install('octo'), killed]);

      const app = await stage.finish();
      expect([...stage.sandbox.repository('octo', 'press').issues.values()]).toMatchObject([{ state: 'open' }]);
      await expectNothingLost({ ...stage, app });
    });

  test
    .runIf(isLong)
    .concurrent('between listing an installation and auditing it', { timeout: twoMinutes }, async (context) => {
      const stage = await staged(places[0], context.onTestFinished);
      const child = await stage.begin();
      const killed = stage.killedAt(child, { when: 'asked', method: 'GET', path: /^\/installation\/repositories/ });
      await Promise.all([stage.sandbox.people.install('octo'), killed]);

      const app = await stage.finish();
      expect([...stage.sandbox.repository('octo', 'press').checkRuns.values()]).toMatchObject([
        { status: 'completed' },
      ]);
      await expectNothingLost({ ...stage, app });
    });

  test.runIf(isLong).concurrent('while the issue is being closed', { timeout: twoMinutes }, async (context) => {
    const stage = await staged(places[0], context.onTestFinished);
    const { people } = stage.sandbox;
    const child = await stage.begin();
    await people.install('octo');
    await child.settled();
    const killed = stage.killedAt(child, { when: 'done', method: 'POST', path: /\/issues\/\d+\/comments$/ });
    const settings = stage.sandbox.repository('octo', 'press');
    settings.privateVulnerabilityReporting = true;
    await Promise.all([people.push('octo', 'press', 'main', withoutPublishing), killed]);

    const app = await stage.finish();
    const [issue] = [...settings.issues.values()];
    expect(issue?.state).toBe('closed');
    expect(issue?.comments).toHaveLength(1);
    await expectNothingLost({ ...stage, app });
  });

  test
    .runIf(isLong)
    .concurrent('while a check run is made again for a person', { timeout: twoMinutes }, async (context) => {
      const stage = await staged(places[0], context.onTestFinished);
      const { people } = stage.sandbox;
      const child = await stage.begin();
      await people.install('octo');
      await child.settled();
      const { checkRuns: runs } = stage.sandbox.repository('octo', 'press');
      const [first] = [...runs.values()];
      if (first === undefined) throw new Error('no check run was made');
      const killed = stage.killedAt(child, { when: 'done', method: 'POST', path: checkRuns });
      await Promise.all([people.rerunCheck('octo', 'press', first.id, 'ada'), killed]);

      const app = await stage.finish();
      expect(runs.size).toBe(2);
      await expectNothingLost({ ...stage, app }, { asked: { [first.headSha]: 1 } });
    });
});

test.concurrent('asked to end in the middle, it hands its work back', { timeout: twoMinutes }, async (context) => {
  const stage = await staged(places[0], context.onTestFinished);
  const { people, faults } = stage.sandbox;
  const child = await stage.begin();
  await people.install('octo');
  await child.settled();
  const asked = Promise.withResolvers<void>();
  const matches = (_method: string, path: string) => path.includes('/compare/') && (asked.resolve(), true);
  faults.answer({ matches, times: 1, kind: { type: 'slow', milliseconds: 4000 } });
  await people.openPull('octo', 'press', { title: 'Words', branch: 'words', commit: words('more'), by: 'ada' });
  await asked.promise;
  child.kill('SIGTERM');
  expect(await child.ended).toBe(0);

  const handedBack = await stage.jobs();
  expect(handedBack.length).toBeGreaterThan(0);
  // Nobody holds one any more, so nobody has to miss a heartbeat first
  expect(handedBack.filter(({ state }) => state === 'active')).toEqual([]);
  const app = await stage.finish();
  await expectNothingLost({ ...stage, app });
});

type Finished = (close: () => Promise<void>) => void;

async function staged(place: Place, finished: Finished): Promise<CrashStage> {
  const stage = await openCrashStage(organisation([pressOf('press')]), place);
  finished(() => stage.close());
  return stage;
}
