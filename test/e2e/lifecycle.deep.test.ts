import { afterEach, describe, expect, test } from 'vitest';
import { type Keeping, keeping, tablesOf } from '../../src/store/keeping.ts';
import { look } from '../store/databases.ts';
import { organisation, pressOf, withoutPublishing, words } from './crash-scenarios.ts';
import { settledSoon } from './hurry.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

/** A stage where everything that there was to say has been said. */
async function installed(): Promise<void> {
  stage = await openStage(organisation([pressOf('press')]));
  await stage.sandbox.people.install('octo');
  await stage.settled();
}

describe('a repository', () => {
  test('is renamed: what was said stays, and what comes is said at its new place', async () => {
    await installed();
    const { people } = stage.sandbox;
    const before = { runs: stage.checkRuns('octo', 'press'), issues: stage.issues('octo', 'press') };
    await people.rename('octo', 'press', 'mint');
    await stage.settled();
    expect(stage.checkRuns('octo', 'mint')).toEqual(expect.arrayContaining([...before.runs]));
    expect(stage.issues('octo', 'mint').map(({ number }) => number)).toEqual(before.issues.map(({ number }) => number));

    const head = await people.push('octo', 'mint', 'main', words('at the new place'));
    await stage.settled();
    expect(stage.checkRuns('octo', 'mint', head)).toMatchObject([{ status: 'completed' }]);
    expect(await stored('mint')).toMatchObject({ owner: 'octo', name: 'mint' });
    // The steps name the repository, so that its first head was told anew
    await expectNothingLost(stage, { asked: { [before.runs[0]?.headSha ?? '']: 1 } });
  });

  test('is renamed without a word: GitHub leads from the old name to the new one', async () => {
    await installed();
    const { people, requests } = stage.sandbox;
    await unheard(() => people.rename('octo', 'press', 'mint'));
    const head = await unheard(() => people.push('octo', 'mint', 'main', withoutPublishing));
    await look(stage.opened, `update repositories set audited_at = 0, audit_wanted = true`);
    await stage.app.queue.repository(stage.sandbox.repository('octo', 'mint').id);
    await stage.settled();

    expect(requests.filter(({ status }) => status === 301)).not.toEqual([]);
    expect(stage.checkRuns('octo', 'mint', head)).toMatchObject([{ status: 'completed' }]);
    expect(await stored('mint')).toMatchObject({ owner: 'octo', name: 'mint' });
    await expectNothingLost(stage);
  });

  test('moves to another organisation that has Mintmark', async () => {
    const [octo] = organisation([pressOf('press')]).organisations;
    const [hexa] = organisation([pressOf('vault')], 'hexa').organisations;
    if (octo === undefined || hexa === undefined) throw new Error('two organisations are needed');
    stage = await openStage({ organisations: [octo, hexa] });
    const { people } = stage.sandbox;
    await people.install('octo');
    const there = await people.install('hexa');
    await stage.settled();
    const issues = stage.issues('octo', 'press');
    const [first] = stage.checkRuns('octo', 'press');
    await people.transfer('octo', 'press', 'hexa');
    await stage.settled();
    expect(await stored('press')).toMatchObject({ owner: 'hexa', installationId: there });

    const head = await people.push('hexa', 'press', 'main', words('among others'));
    await stage.settled();
    expect(stage.checkRuns('hexa', 'press', head)).toMatchObject([{ status: 'completed' }]);
    expect(stage.issues('hexa', 'press').map(({ number }) => number)).toEqual(issues.map(({ number }) => number));
    await expectNothingLost(stage, { asked: { [first?.headSha ?? '']: 1 } });
  });

  test('moves to where Mintmark is not: nothing is written there', async () => {
    await installed();
    const { people } = stage.sandbox;
    const { id } = stage.sandbox.repository('octo', 'press');
    await unheard(() => people.transfer('octo', 'press', 'eve'));
    await people.push('eve', 'press', 'main', words('far away'));
    const writes = written();
    await look(stage.opened, `update repositories set audited_at = 0, audit_wanted = true`);
    await stage.app.queue.repository(id);
    await stage.settled();
    expect(written()).toBe(writes);
    await expectNothingLost(stage);
  });

  test('is archived and unarchived: nothing is written meanwhile', async () => {
    await installed();
    const { people } = stage.sandbox;
    const { id } = stage.sandbox.repository('octo', 'press');
    await people.archive('octo', 'press');
    await stage.settled();
    const writes = written();
    const requests = stage.sandbox.requests.length;
    await stage.app.store.repositories.wantAudit(id, { settings: true });
    await stage.app.queue.repository(id);
    await stage.settled();
    expect(written()).toBe(writes);
    expect(stage.sandbox.requests.length).toBe(requests);
    expect(await stage.app.store.checks.unfinished(id)).toEqual([]);

    const audits = await auditedAt(id);
    await people.unarchive('octo', 'press');
    await stage.settled();
    expect(await auditedAt(id)).toBeGreaterThan(audits);
    const head = await people.push('octo', 'press', 'main', words('open again'));
    await stage.settled();
    expect(stage.checkRuns('octo', 'press', head)).toMatchObject([{ status: 'completed' }]);
    await expectNothingLost(stage);
  });

  test.each(['archive', 'suspend'] as const)(
    '%s in the middle of an audit: its check runs are completed later',
    async (how) => {
      await installed();
      const { people } = stage.sandbox;
      const stop = { archive: () => people.archive('octo', 'press'), suspend: () => people.suspend('octo') }[how];
      const resume = { archive: () => people.unarchive('octo', 'press'), suspend: () => people.unsuspend('octo') }[how];
      atOnce('/git/trees/', stop);
      const [head, { headSha }] = await Promise.all([
        people.push('octo', 'press', 'main', words('just before')),
        people.openPull('octo', 'press', { title: 'Words', branch: 'words', commit: words('more'), by: 'ada' }),
      ]);
      await settledSoon(stage);
      expect(stage.checkRuns('octo', 'press').filter(({ status }) => status !== 'completed')).not.toEqual([]);

      await resume();
      await stage.settled();
      expect(stage.checkRuns('octo', 'press', head)).toMatchObject([{ status: 'completed' }]);
      expect(stage.checkRuns('octo', 'press', headSha)).toMatchObject([{ status: 'completed' }]);
      await expectNothingLost(stage);
    },
  );

  test('is deleted: nothing is kept of it', async () => {
    await installed();
    await stage.sandbox.people.deleteRepository('octo', 'press');
    await stage.settled();
    expect(await rowsLeft()).toMatchObject({ ...nothingOfRepositories, installations: 1 });
    await expectNothingLost(stage);
  });

  test('is made private and public again: it is looked at anew, and nothing is said twice', async () => {
    await installed();
    const { people } = stage.sandbox;
    const { id } = stage.sandbox.repository('octo', 'press');
    await people.setVisibility('octo', 'press', 'private');
    await stage.settled();
    const hidden = await stage.app.store.repositories.get(id);
    expect(hidden).toMatchObject({ visibility: 'private', settingsStale: false });
    expect(hidden?.snapshot?.facts.visibility).toBe('private');

    await people.setVisibility('octo', 'press', 'public');
    await stage.settled();
    expect(await stage.app.store.repositories.get(id)).toMatchObject({ visibility: 'public', settingsStale: false });
    await expectNothingLost(stage);
  });
});

describe('an installation', () => {
  test.each(['suspend', 'uninstall'] as const)('gives no access, by %s, and word of that is lost', async (how) => {
    await installed();
    const { people } = stage.sandbox;
    await unheard(() => people[how]('octo'));
    stage.sandbox.state.tokens.clear();
    await stage.app.store.repositories.wantAudit(stage.sandbox.repository('octo', 'press').id, { settings: true });
    await stage.app.queue.repository(stage.sandbox.repository('octo', 'press').id);
    await settledSoon(stage);
    const { installations } = stage.app.store;
    expect((await installations.list()).map(({ suspended }) => suspended)).toEqual([true]);
    expect((await installations.missing()).size).toBe(how === 'suspend' ? 0 : 1);
  });

  test('is suspended: nothing is asked until it is not', async () => {
    await installed();
    const { people, requests } = stage.sandbox;
    const { id } = stage.sandbox.repository('octo', 'press');
    await people.suspend('octo');
    await stage.settled();
    const asked = requests.length;
    const head = await people.push('octo', 'press', 'main', words('unheard'));
    await stage.app.store.repositories.wantAudit(id, { settings: true });
    await stage.app.queue.repository(id);
    await stage.app.queue.installation((await stage.app.store.installations.list())[0]?.id ?? 0);
    await stage.settled();
    expect(requests.length).toBe(asked);

    await people.unsuspend('octo');
    await stage.settled();
    expect(stage.checkRuns('octo', 'press', head)).toMatchObject([{ status: 'completed' }]);
    await expectNothingLost(stage);
  });

  test('is taken back: everything of it is deleted', async () => {
    await installed();
    expect(await rowsLeft()).toMatchObject({ installations: 1, repositories: 1, records: 1, issues: 1 });
    expect((await rowsLeft())['refusals']).toBeGreaterThan(0);
    await stage.sandbox.people.uninstall('octo');
    await stage.settled();
    expect(await rowsLeft()).toEqual(nothing);
    await expectNothingLost(stage);
  });

  test('is taken back in the middle of an audit: nothing is kept, and nobody waits', async () => {
    await installed();
    const { people } = stage.sandbox;
    atOnce('/git/trees/', () => people.uninstall('octo'));
    await people.push('octo', 'press', 'main', words('the last one'));
    await settledSoon(stage);
    await stage.app.store.prune(Date.now());
    expect(await rowsLeft()).toEqual(nothing);
    expect(stage.violations()).toEqual([]);
  });

  test('gets repositories and loses them', async () => {
    stage = await openStage(organisation([pressOf('press'), pressOf('vault')]));
    const { people } = stage.sandbox;
    await people.install('octo');
    await stage.settled();
    await people.removeRepositories('octo', ['vault']);
    await stage.settled();
    expect(await stored('vault')).toBeNull();
    const vault = { runs: stage.checkRuns('octo', 'vault').length, issues: stage.issues('octo', 'vault').length };
    await people.push('octo', 'vault', 'main', words('alone'));
    await stage.settled();
    expect(stage.checkRuns('octo', 'vault')).toHaveLength(vault.runs);

    await people.addRepositories('octo', ['vault']);
    await stage.settled();
    expect(await stored('vault')).toMatchObject({ name: 'vault', auditWanted: false });
    expect(stage.checkRuns('octo', 'vault')).toHaveLength(vault.runs + 1);
    expect(stage.issues('octo', 'vault')).toHaveLength(vault.issues);
    await expectNothingLost(stage);
  });

  test('is heard of first by what happens in it', async () => {
    stage = await openStage(organisation([pressOf('press'), pressOf('vault')]));
    const { people, state } = stage.sandbox;
    await unheard(() => people.install('octo'));
    expect(state.deliveries).toEqual([]);
    const head = await people.push('octo', 'press', 'main', words('hello'));
    await stage.settled();
    expect(stage.checkRuns('octo', 'press', head)).toMatchObject([{ status: 'completed' }]);
    expect(stage.checkRuns('octo', 'vault')).toMatchObject([{ status: 'completed' }]);
    await expectNothingLost(stage);
  });

  test('is given more permissions: what they hid is judged', async () => {
    await installed();
    const { people, state } = stage.sandbox;
    const { id } = stage.sandbox.repository('octo', 'press');
    const [run] = stage.checkRuns('octo', 'press');
    const before = await unknowns(id);
    const [granted] = [...state.installations.values()];
    const more = { administration: 'read', secrets: 'read', environments: 'read', organization_administration: 'read' };
    await people.acceptPermissions('octo', { ...granted?.permissions, ...more } as Record<string, 'read' | 'write'>);
    await stage.settled();

    const after = await unknowns(id);
    expect(before).toEqual(expect.arrayContaining(['branch-protection', 'dependency-alerts', 'two-factor']));
    expect(after).not.toEqual(expect.arrayContaining(['branch-protection']));
    expect(after).not.toEqual(expect.arrayContaining(['dependency-alerts']));
    expect(after).not.toEqual(expect.arrayContaining(['two-factor']));
    expect(after.filter((control) => !before.includes(control))).toEqual([]);
    // A token that is out of reach after all has lost its lines, which takes a check run of its own
    await expectNothingLost(stage, { asked: { [run?.headSha ?? '']: 1 } });
  });
});

/** What happens while GitHub has nowhere to tell of it. */
async function unheard<T>(act: () => Promise<T>): Promise<T> {
  const { app } = stage.sandbox.state;
  const url = app.webhookUrl;
  app.webhookUrl = null;
  const result = await act();
  app.webhookUrl = url;
  return result;
}

/** Does something the moment that GitHub is asked for a path, before it answers. */
function atOnce(path: string, act: () => Promise<unknown>): void {
  stage.sandbox.faults.answer({
    matches: (_method, at) => at.includes(path) && (void act(), true),
    times: 1,
    kind: { type: 'slow', milliseconds: 20 },
  });
}

/** How often something was written to a repository. */
function written(): number {
  return stage.sandbox.requests.filter(({ method, path }) => method !== 'GET' && path.startsWith('/repos/')).length;
}

async function stored(name: string) {
  const { id } = [...stage.sandbox.state.repositories.values()].find((each) => each.name === name) ?? { id: 0 };
  return stage.app.store.repositories.get(id);
}

async function auditedAt(id: number): Promise<number> {
  return (await stage.app.store.repositories.get(id))?.auditedAt ?? 0;
}

async function unknowns(id: number): Promise<readonly string[]> {
  const report = await stage.app.store.reports.ofRecord(id);
  return (report?.controls ?? []).filter(({ verdict }) => verdict === 'unknown').map(({ id: control }) => control);
}

const ownedTables = Object.entries<Keeping>(keeping).flatMap(([table, { owner }]) => (owner === 'nobody' ? [] : table));
const nothing = Object.fromEntries(ownedTables.map((table) => [table, 0]));
const nothingOfRepositories = Object.fromEntries(
  tablesOf('repository').map(({ table }): readonly [string, number] => [table, 0]),
);

/** Rows by table that are somebody's. Contents of public files are everybody's, and stay. */
async function rowsLeft(): Promise<Record<string, number>> {
  const rowsOf = async (table: string) => {
    const rows = await look(stage.opened, `select 1 from ${table}${table === 'contents' ? ' where scope <> 0' : ''}`);
    return [table, rows.length] as const;
  };
  return Object.fromEntries(await Promise.all(ownedTables.map(rowsOf)));
}
