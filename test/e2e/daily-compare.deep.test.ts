import { afterEach, describe, expect, test } from 'vitest';
import { forgetOthers } from '../../src/jobs/forget-others.ts';
import { organisation, pressOf, words } from './crash-scenarios.ts';
import { settledSoon } from './hurry.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let passed = 0;
afterEach(() => stage.close());

async function installed(): Promise<void> {
  passed = 0;
  stage = await openStage(organisation([pressOf('press'), pressOf('vault')]), { now: () => Date.now() + passed });
  await stage.sandbox.people.install('octo');
  await stage.settled();
}

/** What happens while GitHub has nowhere to tell of it. */
async function unheard(act: () => Promise<unknown>): Promise<void> {
  const { app } = stage.sandbox.state;
  const url = app.webhookUrl;
  app.webhookUrl = null;
  await act();
  app.webhookUrl = url;
}

async function aDayLater(): Promise<void> {
  passed += 25 * 3_600_000;
  await stage.app.queue.sweep({ since: Date.now() + passed });
  await settledSoon(stage);
}

async function anHourLater(): Promise<void> {
  passed += 3_600_000;
  await stage.app.queue.sweep({ since: Date.now() + passed });
  await settledSoon(stage);
}

function unexpected(): never {
  throw new Error('it is not in the store');
}

/** The names of the repositories in the store. */
async function stored(): Promise<readonly string[]> {
  const { installations, repositories } = stage.app.store;
  const all = await Promise.all((await installations.list()).map(({ id }) => repositories.ofInstallation(id)));
  return all.flat().map(({ name, archived }) => (archived ? `${name}, archived` : name));
}

describe('once a day the store is held against GitHub', () => {
  test('repositories that came, went and were archived unheard', async () => {
    await installed();
    const { people } = stage.sandbox;
    await unheard(() => people.removeRepositories('octo', ['vault']));
    await aDayLater();
    expect(await stored()).toEqual(['press']);

    await unheard(() => people.addRepositories('octo', ['vault']));
    await unheard(() => people.archive('octo', 'press'));
    await aDayLater();
    expect((await stored()).toSorted()).toEqual(['press, archived', 'vault']);
    const { id } = stage.sandbox.repository('octo', 'vault');
    expect(await stage.app.store.reports.ofRecord(id)).not.toBeNull();
  });

  test('an installation that was suspended, went on and ended unheard', async () => {
    await installed();
    const { people } = stage.sandbox;
    await unheard(() => people.suspend('octo'));
    await aDayLater();
    expect(await stage.app.store.installations.list()).toMatchObject([{ suspended: true }]);

    await unheard(() => people.unsuspend('octo'));
    await aDayLater();
    expect(await stage.app.store.installations.list()).toMatchObject([{ suspended: false }]);
    expect(await stored()).toHaveLength(2);

    await unheard(() => people.uninstall('octo'));
    await aDayLater();
    expect(await stage.app.store.installations.list(), 'GitHub may be wrong').toMatchObject([{ suspended: true }]);
    expect(await stored()).toHaveLength(2);
    await aDayLater();
    expect(await stage.app.store.installations.list()).toEqual([]);
    expect(await stored()).toEqual([]);
  });

  test('an installation that GitHub did not know for a while keeps what it has, and is worked on again', async () => {
    await installed();
    const { people, faults } = stage.sandbox;
    const { id } = stage.sandbox.repository('octo', 'press');
    const before = await stage.app.store.reports.ofRecord(id);
    const matches = (_method: string, path: string) => path.startsWith('/app/installations/');
    faults.answer({ matches, times: 1000, kind: { type: 'status', status: 404 } });
    await aDayLater();
    expect(await stage.app.store.installations.list()).toMatchObject([{ suspended: true }]);
    expect(await stage.app.store.reports.ofRecord(id)).toEqual(before);

    faults.clear();
    await anHourLater();
    expect(await stage.app.store.installations.list()).toMatchObject([{ suspended: false }]);
    expect(await stage.app.store.installations.missing()).toEqual(new Map());
    const head = await people.push('octo', 'press', 'main', words('again'));
    await stage.settled();
    expect(stage.checkRuns('octo', 'press', head)).toMatchObject([{ status: 'completed' }]);
  });

  test('a repository that a list leaves out is kept, and one whose name another has taken is not', async () => {
    await installed();
    const { store, context } = stage.app;
    const [known] = await store.installations.list();
    const press = (await store.repositories.find('octo', 'press')) ?? unexpected();
    const vault = (await store.repositories.find('octo', 'vault')) ?? unexpected();
    const another = { ...vault, id: vault.id + 1000 };
    await forgetOthers(context, known?.id ?? 0, { repositories: [another], complete: false });
    expect(await stored()).toHaveLength(2);
    await forgetOthers(context, known?.id ?? 0, { repositories: [another], complete: true });
    expect(await store.repositories.get(press.id)).not.toBeNull();
    expect(await store.repositories.get(vault.id)).toBeNull();
  });

  test('a repository of which word came after that its installation had ended', async () => {
    await installed();
    const { people } = stage.sandbox;
    const { id } = stage.sandbox.repository('octo', 'press');
    const place = (await stage.app.store.repositories.get(id)) ?? unexpected();
    await people.uninstall('octo');
    await stage.settled();
    await stage.app.store.repositories.put(place);
    await aDayLater();
    expect(await stage.app.store.repositories.get(id)).toBeNull();
  });

  test('what GitHub does not tell is no reason to forget anything', async () => {
    await installed();
    const matches = (_method: string, path: string) => path.startsWith('/app/installations/');
    stage.sandbox.faults.answer({ matches, times: 5, kind: { type: 'status', status: 403 } });
    await aDayLater();
    expect(await stored()).toHaveLength(2);
  });

  test('what was looked at by a clock that was days ahead is looked at again', async () => {
    await installed();
    const { people } = stage.sandbox;
    passed = 50 * 3_600_000;
    await people.push('octo', 'press', 'main', words('one'));
    await stage.settled();
    passed = 0;
    await unheard(() => people.push('octo', 'press', 'main', words('two')));
    await aDayLater();
    const { id, refs } = stage.sandbox.repository('octo', 'press');
    const head = refs.get('refs/heads/main');
    expect(await stage.app.store.reports.ofRecord(id)).toMatchObject({ subject: { commit: head } });
    expect(stage.checkRuns('octo', 'press', head)).toMatchObject([{ status: 'completed' }]);
  });

  test('also where a clock was days ahead when that was done last', async () => {
    await installed();
    const { timetable } = stage.app.store;
    const day = 24 * 3_600_000;
    expect(await timetable.take('ahead', day, Date.now() + 5 * day)).toBe(true);
    expect(await timetable.take('ahead', day, Date.now())).toBe(true);
    expect(await timetable.take('ahead', day, Date.now())).toBe(false);
  });
});

test('word of the commits of a pull request comes out of its order: its head is the one that is looked at', async () => {
  await installed();
  const { people } = stage.sandbox;
  const { id } = stage.sandbox.repository('octo', 'press');
  const heads: string[] = [];
  await unheard(async () => {
    const pull = await people.openPull('octo', 'press', { title: 'W', branch: 'w', commit: words('one'), by: 'ada' });
    heads.push(pull.headSha, await people.pushToPull('octo', 'press', pull.number, words('two')));
  });
  const [older = '', newer = ''] = heads;
  const base = { ref: 'main', sha: stage.sandbox.repository('octo', 'press').refs.get('refs/heads/main') ?? '' };
  const number = [...stage.sandbox.repository('octo', 'press').pulls.keys()][0] ?? 0;
  for (const headSha of [newer, older])
    await stage.app.store.checks.want({
      repositoryId: id,
      headSha,
      purpose: 'pull-request',
      base,
      pullNumber: number,
      again: false,
      now: Date.now(),
    });
  await stage.app.queue.repository(id);
  await stage.settled();
  expect(stage.checkRuns('octo', 'press', newer)).toMatchObject([{ conclusion: 'success' }]);
  expect(stage.checkRuns('octo', 'press', older)).toMatchObject([
    { conclusion: 'neutral', title: 'Not looked at: there is a newer commit' },
  ]);
  await expectNothingLost(stage);
});

test('what waits to be done at once is not taken for something that nobody came for', async () => {
  await installed();
  const { queue } = stage.app;
  await stage.app.stop();
  const other = await stage.restart({ roles: ['web'] });
  await other.queue.sweep({ since: Date.now() });
  await other.queue.boss.supervise();
  expect((await other.queue.depth()).sweep).toMatchObject({ waiting: 1 });
  expect(queue).not.toBe(other.queue);
});
