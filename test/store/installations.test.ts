import { describe, expect, it } from 'vitest';
import type { Installation } from '../../src/store/index.ts';
import { keeping, tablesOf } from '../../src/store/keeping.ts';
import { aPosture } from './a-posture.ts';
import { aReport } from './a-report.ts';
import { anIncident } from './an-incident.ts';
import { databases, look, useStore } from './databases.ts';

const installation: Installation = {
  id: 1,
  accountId: 100,
  account: 'Octo',
  accountType: 'Organization',
  permissions: { contents: 'read', checks: 'write' },
  suspended: false,
};

describe.each(databases)('installations, $name', ({ open }) => {
  const opened = useStore(open);
  const installations = () => opened().store.installations;

  it('are put, suspended and listed', async () => {
    expect(await installations().get(1)).toBeNull();
    await installations().put(installation);
    await installations().put({ ...installation, id: 2, accountType: 'User' });
    expect(await installations().get(1)).toEqual(installation);
    await installations().setSuspended(1, true);
    expect(await installations().list()).toEqual([
      { ...installation, suspended: true },
      { ...installation, id: 2, accountType: 'User' },
    ]);
    await installations().put({ ...installation, account: 'Renamed' });
    expect(await installations().get(1)).toEqual({ ...installation, account: 'Renamed' });
  });

  it('that GitHub does not know are missing since the first time, until they are put again', async () => {
    await installations().put({ ...installation, id: 6 });
    await installations().setMissing(6, 50);
    await installations().setMissing(6, 70);
    await installations().setMissing(7, 70);
    expect(await installations().missing()).toEqual(new Map([[6, 50]]));
    expect(await installations().get(6)).toMatchObject({ suspended: true });
    await installations().put({ ...installation, id: 6 });
    expect(await installations().missing()).toEqual(new Map());
    expect(await installations().get(6)).toMatchObject({ suspended: false });
  });

  it('forget what was refused when their permissions change, and only then', async () => {
    const refusals = opened().store.refusals(3);
    await installations().put({ ...installation, id: 3 });
    await refusals.put('GET /repos/{owner}/{repo}/environments', 'actions:read');
    await opened().store.refusals(4).put('GET /orgs/{org}', 'members:read');
    await installations().put({ ...installation, id: 3, permissions: { checks: 'write', contents: 'read' } });
    expect(await refusals.get('GET /repos/{owner}/{repo}/environments')).toBe('actions:read');
    await installations().put({ ...installation, id: 3, permissions: { contents: 'read', actions: 'read' } });
    expect(await refusals.get('GET /repos/{owner}/{repo}/environments')).toBeNull();
    expect(await opened().store.refusals(4).get('GET /orgs/{org}')).toBe('members:read');
  });

  it('put by several at once are one', async () => {
    await Promise.all(Array.from({ length: 10 }, () => installations().put({ ...installation, id: 5 })));
    expect((await installations().list()).filter(({ id }) => id === 5)).toHaveLength(1);
  });
});

describe.each(databases)('removal, $name', ({ open }) => {
  const opened = useStore(open);

  it('of an installation leaves nothing of it, and everything of the others', async () => {
    for (const id of [1, 2]) await fill(id);
    const before = await counts(2);
    expect(
      Object.values(before).every((count) => count > 0),
      JSON.stringify(before),
    ).toBe(true);
    expect(Object.keys(before).toSorted()).toEqual(
      Object.keys(keeping)
        .filter((table) => keeping[table as keyof typeof keeping].owner !== 'nobody')
        .concat('deliveries')
        .toSorted(),
    );
    await opened().store.installations.remove(1);
    expect(Object.values(await counts(1)).every((count) => count === 0)).toBe(true);
    expect(await counts(2)).toEqual(before);
    expect(await look(opened(), 'select owner from policies order by owner')).toEqual([
      { owner: 'organisation:200' },
      { owner: 'repository:20' },
    ]);
    await opened().store.installations.remove(1);
  });

  it('of a repository leaves its installation', async () => {
    await fill(3);
    await opened().store.repositories.remove(30);
    expect(Object.entries(await counts(3)).filter(([, count]) => count > 0)).toEqual([
      ['action_commits', 1],
      ['deliveries', 1],
      ['github_limits', 1],
      ['installations', 1],
      ['parked', 1],
      ['policies', 1],
      ['refusals', 1],
      ['sweeps', 1],
    ]);
    expect(await opened().store.policies.lastGood('repository:30')).toBeNull();
    expect(await opened().store.policies.lastGood('organisation:300')).toBe('gate: high');
  });

  /** Installation `id` of account `id × 100`, with the repository `id × 10` and a row in every table. */
  async function fill(id: number): Promise<void> {
    const { store } = opened();
    const repositoryId = id * 10;
    const place = { id: repositoryId, installationId: id, owner: 'o', name: `n${id}` } as const;
    const base = { ref: 'main', sha: 'b' };
    const item = { fingerprint: 'f', control: 'c', message: 'm' };
    await store.installations.put({ ...installation, id, accountId: id * 100 });
    await store.refusals(id).put('GET /x', 'administration:read');
    await store.actionCommits.put(id, 'actions/checkout@v4', null, 1);
    await store.repositories.put({ ...place, visibility: 'public', archived: false });
    const wanted = {
      repositoryId,
      headSha: 'a',
      purpose: 'pull-request',
      pullNumber: 1,
      again: false,
      now: 1,
    } as const;
    await store.checks.want({ ...wanted, base });
    await store.reports.put(repositoryId, 'a', 'i', aReport('a'), 1);
    await store.reports.setOfRecord(repositoryId, 'a', aReport('a'), 1);
    const issue = { repositoryId, key: 'rollup', number: 1, state: 'open', obeyed: false, written: 'w' } as const;
    await store.issues.put({ ...issue, solved: [], open: [item] });
    await store.answers(repositoryId).put('k', { etag: '"e"', status: 200, data: [], link: null });
    await store.packages.follow(repositoryId, [{ registry: 'npm', name: 'coins' }], 1);
    const deployment = { repositoryId, runId: 1, environment: 'npm', deploymentId: 2, commit: 'a', ref: 'v1' };
    await store.gate.want({ ...deployment, now: 1 });
    await store.secretNames.keep(repositoryId, ['NPM_TOKEN']);
    for (const verdict of ['pass', 'fail'] as const) await store.postures.keep(repositoryId, aPosture(verdict), 1);
    const upload = { repositoryId, digest: 'd', uploadId: null, looks: 0, trouble: null, uploadedAt: 1 } as const;
    await store.codeScanning.put(upload);
    const stood = { id: repositoryId, name: `o/n${id}`, packages: [], open: [] } as const;
    const levels = { authentication: 0, authorization: 0, general: 0, cli: 0 };
    await store.digests.keep(id, { at: 1, repositories: [{ ...stood, levels }] });
    const fix = { repositoryId, fingerprint: 'f', control: 'publish-pins', title: 't', branch: 'b', by: 'ada' };
    await store.fixes.want({ ...fix, now: 1 });
    await store.fixOffers.put(repositoryId, 'i', [], 1);
    await store.incidents.put({
      repositoryId,
      packageId: repositoryId,
      version: '1.0.0',
      state: 'noticed',
      place: null,
      pack: anIncident('1.0.0'),
      noticedAt: 1,
      retraction: null,
      written: null,
    });
    await store.contents({ repositoryId }).put(new Map([['a', 'private']]));
    await store.limits.block(id, 'core', 1, 'primary-limit');
    await store.sweeps.begin(id, 1, 1);
    const failed = { installationId: id, reason: 'r', tries: 6, parkedAt: 1 };
    await store.parked.put({ ...failed, kind: 'repository', subject: `${repositoryId}` });
    await store.parked.put({ ...failed, kind: 'delivery', subject: `d${id}` });
    await store.deliveries.receive({ id: `d${id}`, name: 'push', payload: '{}', receivedAt: 1 });
    await store.deliveries.fail(`d${id}`, 'r', 1);
    await store.policies.keepGood(`repository:${repositoryId}`, 'gate: high', 1);
    await store.policies.keepGood(`organisation:${id * 100}`, 'gate: high', 1);
  }

  /** Rows of an installation and its repository, in every table that can have some. */
  async function counts(id: number): Promise<Readonly<Record<string, number>>> {
    const repository = id * 10;
    const conditions: readonly (readonly [string, string])[] = [
      ...tablesOf('repository').map(({ table, column }) => [table, `${column} = ${repository}`] as const),
      ...tablesOf('installation').map(({ table, column }) => [table, `${column} = ${id}`] as const),
      ['policies', `owner in ('repository:${repository}', 'organisation:${id * 100}')`],
      ['deliveries', `id = 'd${id}'`],
    ];
    const found = conditions.map(async ([table, condition]) => {
      const [counted] = await look(opened(), `select count(*)::integer as count from ${table} where ${condition}`);
      return [table, Number(counted?.['count'])] as const;
    });
    return Object.fromEntries((await Promise.all(found)).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
});
