import { describe, expect, test } from 'vitest';
import type { AppOptions, RunningApp } from '../../src/app/app.ts';
import type { GitHubUnavailable } from '../../src/github/client.ts';
import type { Fault } from '../../src/sandbox/sandbox.ts';
import type { Urgency } from '../../src/types/urgency.ts';
import { dealt } from '../long.ts';
import { manyWorkflows, organisation, pressOf, words } from './crash-scenarios.ts';
import { settledSoon } from './hurry.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { openStage, type Stage } from './stage.ts';

/*
 * GitHub's trouble, and our own. Whatever it is, everything is completed in the end, nothing is said twice, and nothing
 * is red for it.
 */
type Finished = (close: () => Promise<void>) => void;

interface Trouble {
  readonly name: string;
  readonly kind: Fault['kind'];
  readonly method: string;
  readonly path: RegExp;
  readonly times?: number;
  /** So many requests like it are answered first. */
  readonly after?: number;
}

const secondary: Fault['kind'] = { type: 'secondary-limit', retryAfterSeconds: 1 };
const badGateway: Fault['kind'] = { type: 'status', status: 502 };
const broken: Fault['kind'] = { type: 'broken' };
const gone: Fault['kind'] = { type: 'status', status: 404 };
const aRun = /\/check-runs\/\d+$/;

const troubles: readonly Trouble[] = [
  { name: 'a secondary limit in the middle of an audit', kind: secondary, method: 'GET', path: /\/git\/trees\// },
  { name: 'a secondary limit on making a check run', kind: secondary, method: 'POST', path: /\/check-runs$/ },
  { name: 'a secondary limit on completing a check run', kind: secondary, method: 'PATCH', path: aRun },
  {
    name: 'a secondary limit between two batches of annotations',
    kind: secondary,
    method: 'PATCH',
    path: aRun,
    after: 1,
  },
  { name: 'a secondary limit on filing the issue', kind: secondary, method: 'POST', path: /\/issues$/ },
  { name: '502 on the query for the settings', kind: badGateway, method: 'POST', path: /^\/graphql$/, times: 3 },
  { name: '502 on the comparison', kind: badGateway, method: 'GET', path: /\/compare\//, times: 2 },
  { name: '502 on completing a check run', kind: badGateway, method: 'PATCH', path: aRun },
  { name: '502 on the token', kind: badGateway, method: 'POST', path: /\/access_tokens$/ },
  { name: '500 on a look', kind: { type: 'status', status: 500 }, method: 'POST', path: /^\/graphql$/ },
  { name: 'a connection that breaks in the middle', kind: broken, method: 'GET', path: /\/git\/trees\// },
  { name: 'a connection that breaks at the end', kind: broken, method: 'PATCH', path: aRun },
  { name: 'slow answers', kind: { type: 'slow', milliseconds: 300 }, method: 'GET', path: /\/git\/trees\//, times: 2 },
];

describe('trouble of GitHub', () => {
  test.concurrent.for(dealt(troubles, 1, 3))('$name', { timeout: 60_000 }, async (trouble, { onTestFinished }) => {
    const { kind, method, path, times = 1, after = 0 } = trouble;
    const stage = await staged(onTestFinished);
    const { people, faults, requests } = stage.sandbox;
    let left = after;
    let met = 0;
    faults.answer({
      matches(asked, at) {
        if (asked !== method || !path.test(at)) return false;
        left -= 1;
        if (left < 0) met += 1;
        return left < 0;
      },
      times,
      kind,
    });
    // Where GitHub names a second, it is waited for; the half minutes of an outage are not
    const settle = () => (kind.type === 'secondary-limit' ? stage.settled() : settledSoon(stage));
    await people.install('octo');
    await settle();
    const pull = { title: 'More', branch: 'more', commit: manyWorkflows, by: 'ada' };
    const { headSha } = await people.openPull('octo', 'press', pull);
    await settle();

    expect(met).toBeGreaterThanOrEqual(times);
    expect(requests.length).toBeLessThan(60);
    await expectAllTold(stage, headSha);
  });

  test.concurrent('the hourly limit is reached, and opens again', { timeout: 60_000 }, async ({ onTestFinished }) => {
    const stage = await staged(onTestFinished);
    const { people, faults } = stage.sandbox;
    faults.primaryLimit(3, 3);
    await people.install('octo');
    const { headSha } = await people.openPull('octo', 'press', {
      title: 'More',
      branch: 'more',
      commit: manyWorkflows,
      by: 'ada',
    });
    await stage.settled();
    await expectAllTold(stage, headSha);
  });
});

describe('two apps on one store', () => {
  test.concurrent('a refusal that one meets is obeyed by the other', { timeout: 60_000 }, async (context) => {
    const { stage, first, second, clientOf, later } = await twoApps(context.onTestFinished);
    const { people, faults } = stage.sandbox;
    await people.install('octo');
    await stage.settled();
    // Neither has asked for a while, so that both look what has become known
    later(2000);
    const kind: Fault['kind'] = { type: 'secondary-limit', retryAfterSeconds: 3 };
    faults.answer({ matches: (_, path) => path.startsWith('/repos/octo/press/releases'), times: 1, kind });
    const asked = (await clientOf(first)).request('GET /repos/{owner}/{repo}/releases', press);
    const refusal = await asked.catch((error: unknown) => error);
    expect(refusal).toMatchObject({ kind: 'secondary-limit' });
    const { until } = refusal as GitHubUnavailable;
    const sent: { readonly path: string; readonly early: number }[] = [];
    stage.sandbox.onAnswer(({ path }) => {
      // The app itself has limits of its own
      if (!path.startsWith('/app/')) sent.push({ path, early: Math.max(0, until - second.context.now()) });
    });

    await expect((await clientOf(second)).request('GET /repos/{owner}/{repo}', press)).rejects.toMatchObject({ until });
    const { headSha } = await people.openPull('octo', 'press', {
      title: 'More',
      branch: 'more',
      commit: manyWorkflows,
      by: 'ada',
    });
    await stage.settled();

    expect(sent.filter(({ early }) => early > 0)).toEqual([]);
    expect(sent.length).toBeGreaterThan(5);
    await expectAllTold(stage, headSha);
  });

  test.concurrent('the last tenth of the hour is for people who wait', { timeout: 60_000 }, async (context) => {
    const { stage, first, second, clientOf } = await twoApps(context.onTestFinished);
    await stage.sandbox.people.install('octo');
    await stage.settled();
    stage.sandbox.faults.primaryLimit(400, 3600);
    const repository = 'GET /repos/{owner}/{repo}';
    await (await clientOf(first)).request(repository, press);
    const behind = await clientOf(first, 'background');
    await expect(behind.request(repository, press)).rejects.toMatchObject({ kind: 'primary-limit' });
    expect((await (await clientOf(second)).request(repository, press)).status).toBe(200);
    await expectNothingLost(stage);
  });
});

const press = { owner: 'octo', repo: 'press' };

async function twoApps(finished: Finished) {
  let passed = 0;
  const stage = await staged(finished, { now: () => Date.now() + passed });
  const first = stage.app;
  const second = await stage.restart();
  const clientOf = ({ context }: RunningApp, urgency: Urgency = 'person') => {
    const installation = [...stage.sandbox.state.installations.keys()][0] ?? 0;
    return context.clientFor(installation, stage.sandbox.repository('octo', 'press').id, urgency);
  };
  const later = (milliseconds: number) => void (passed += milliseconds);
  return { stage, first, second, clientOf, later };
}

test('an outage that lasts is told where people wait, and answered when it ends', {
  timeout: 60_000,
}, async (context) => {
  let passed = 0;
  const stage = await staged(context.onTestFinished, { now: () => Date.now() + passed });
  const { people, faults } = stage.sandbox;
  await people.install('octo');
  await settledSoon(stage);
  const told: unknown[] = [];
  stage.sandbox.onAnswer(({ method, path, requestBody }) => {
    if (method === 'PATCH' && aRun.test(path)) told.push(requestBody);
  });
  // A quarter of an hour has gone by when it is refused for the first time
  const matches = (_: string, at: string) => at.includes('/compare/') && ((passed = 15 * 60_000), true);
  faults.answer({ matches, times: 2, kind: badGateway });
  const { headSha } = await people.openPull('octo', 'press', {
    title: 'W',
    branch: 'w',
    commit: words('w'),
    by: 'ada',
  });
  await settledSoon(stage);

  expect(told).toEqual([
    expect.objectContaining({
      conclusion: 'neutral',
      output: expect.objectContaining({ title: 'Not looked at yet: GitHub did not answer' }),
    }),
    expect.objectContaining({ conclusion: 'success' }),
  ]);
  expect(stage.checkRuns('octo', 'press', headSha)).toHaveLength(1);
  await expectNothingLost(stage);
});

/* GitHub's copies lag behind one another: what it tells of by a webhook is not to be had everywhere at once. */
test.concurrent.for([
  ['the comparison', /\/compare\//, 2],
  ['the files of the base', /\/git\/trees\//, 1],
] as const)(
  'what is not there yet is asked for again, and nothing is told of it: %s',
  {
    timeout: 60_000,
  },
  async ([, path, times], context) => {
    const stage = await staged(context.onTestFinished);
    const { people, faults } = stage.sandbox;
    // Nobody has looked at the base before
    faults.answer({ matches: (method, at) => method === 'GET' && path.test(at), times, kind: gone });
    await people.install('octo');
    const pull = { title: 'W', branch: 'w', commit: words('w'), by: 'ada' };
    const { headSha } = await people.openPull('octo', 'press', pull);
    await settledSoon(stage);
    expect(stage.checkRuns('octo', 'press', headSha)).toMatchObject([{ status: 'completed', conclusion: 'success' }]);
    await expectNothingLost(stage);
  },
);

describe('trouble of our own', () => {
  test.concurrent('every audit fails: check runs say so, and are neutral', { timeout: 60_000 }, async (context) => {
    const stage = await staged(context.onTestFinished, {
      handlers: { repository: () => Promise.reject(new Error('a mistake of ours')) },
    });
    await expectNeutral(stage);
  });

  test.concurrent('audits fail half done: the check runs that were begun are ended', {
    timeout: 60_000,
  }, async (context) => {
    const stage = await staged(context.onTestFinished);
    stage.app.store.reports.put = () => Promise.reject(new Error('the disk is full'));
    await expectNeutral(stage);
  });
});

async function expectNeutral(stage: Stage): Promise<void> {
  const { people } = stage.sandbox;
  await people.install('octo');
  await stage.settled();
  const head = await people.push('octo', 'press', 'main', words('more'));
  const pull = await people.openPull('octo', 'press', { title: 'W', branch: 'w', commit: words('w'), by: 'ada' });
  await stage.settled();
  for (const sha of [head, pull.headSha])
    expect(stage.checkRuns('octo', 'press', sha)).toMatchObject([{ status: 'completed', conclusion: 'neutral' }]);
  expect(stage.issues('octo', 'press')).toEqual([]);
  await expectNothingLost(stage);
}

async function expectAllTold(stage: Stage, headSha: string): Promise<void> {
  const runs = stage.checkRuns('octo', 'press');
  expect(runs).toHaveLength(2);
  expect(runs.map(({ conclusion }) => conclusion)).not.toContain('failure');
  expect(stage.checkRuns('octo', 'press', headSha)[0]?.annotations.length).toBeGreaterThan(50);
  expect(stage.issues('octo', 'press')).toHaveLength(1);
  await expectNothingLost(stage);
}

async function staged(finished: Finished, options: Partial<AppOptions> = {}): Promise<Stage> {
  const stage = await openStage(organisation([pressOf('press')]), options);
  finished(() => stage.close());
  return stage;
}
