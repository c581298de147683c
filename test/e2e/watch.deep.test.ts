import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredPackage } from '../../src/store/index.ts';
import { begins, byToken, coinsStory } from './coins-story.ts';
import { settledSoon } from './hurry.ts';
import { rows } from './nothing-lost.ts';
import type { Stage } from './stage.ts';
import { only } from './use-stage.ts';
import { openWatchedStage, timePasses } from './watched-stage.ts';

const minute = 60_000;

/** A package that has always come by trusted publishing, one honest release, and one by a stolen token. */
const story = coinsStory(
  ["{ version: 1.0.5, at: '2026-03-01T01:00:00Z' }", byToken('1.0.6', '2026-03-01T05:00:00Z')],
  '1.0.6',
);

describe('a package that is followed', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openWatchedStage(story, begins);
    await stage.sandbox.people.install('octo');
    await stage.settled();
  }, 60_000);
  afterAll(() => stage?.close());

  const until = (time: string, step?: number) => timePasses(stage, `2026-03-01T${time}:00Z`, step);
  const asked = (service: string, base = 'main') =>
    stage.sandbox.registries.requests.filter((each) => each.service === service && each.base === base).length;
  const followed = async (): Promise<StoredPackage> => {
    const { id } = stage.sandbox.repository('octo', 'coins');
    return only(await stage.app.store.packages.ofRepository(id), 'package');
  };
  const versions = async () => (await followed()).evidence?.ledger?.rows.map(({ version }) => version) ?? [];
  const metric = async (name: string) => {
    const text = await (await fetch(`${stage.app.url}/metrics`)).text();
    const line = text.split('\n').find((each) => each.startsWith(`${name} `));
    return Number(line?.slice(name.length));
  };
  const written = () =>
    stage.sandbox.requests.filter(({ method, path }) => method !== 'GET' && path.startsWith('/repos/')).length;

  it('is looked at as soon as its repository is audited, and the report of record knows its releases', async () => {
    expect(await versions()).toContain('1.0.4');
    expect(await followed()).toMatchObject({
      registry: 'npm',
      name: 'coins',
      lookedAt: Date.parse(begins),
      failures: 0,
    });
    const report = await stage.app.store.reports.ofRecord((await followed()).repositoryId);
    expect(report?.releases.map((ledger) => ledger.package)).toEqual(['coins']);
    expect((await stage.app.queue.boss.getQueues()).map(({ name }) => name)).toContain('look');
  });

  it('costs nothing but the feed while nothing happens, and nothing is said on GitHub', async () => {
    await until('00:04', minute);
    const before = { npm: asked('npm'), feed: asked('npm', 'replicate'), written: written() };
    await until('00:24', minute);
    expect(asked('npm')).toBe(before.npm);
    expect(asked('npm', 'replicate') - before.feed).toBe(10);
    expect(written()).toBe(before.written);
  }, 60_000);

  it('is looked at when the feed names it, minutes after a release', async () => {
    await until('00:58');
    expect(await versions()).not.toContain('1.0.5');
    await until('01:03', minute);
    expect(await versions()).toContain('1.0.5');
    const { changedAt, releasedAt } = await followed();
    expect(releasedAt).toBe(Date.parse('2026-03-01T01:00:00Z'));
    expect(changedAt).toBeGreaterThanOrEqual(releasedAt ?? 0);
    const report = await stage.app.store.reports.ofRecord((await followed()).repositoryId);
    expect(report?.releases[0]?.rows.map(({ version }) => version)).toContain('1.0.5');
  }, 60_000);

  it('is looked at again for what comes late', async () => {
    const before = (await followed()).lookedAt ?? 0;
    await until('02:30', 5 * minute);
    expect((await followed()).lookedAt).toBeGreaterThan(before + 60 * minute);
  }, 60_000);

  it('costs no request to GitHub where that was asked not long ago, and the registry shows what is known', async () => {
    const { store, queue, context } = stage.app;
    const { id, repositoryId } = await followed();
    const look = async () => {
      const before = { npm: asked('npm'), gitHub: stage.sandbox.requests.length };
      await store.packages.lookAt([id], context.now());
      await queue.look(repositoryId);
      await stage.settled();
      return { npm: asked('npm') - before.npm, gitHub: stage.sandbox.requests.length - before.gitHub };
    };
    // As after a push
    await store.packages.hurry(repositoryId, context.now());
    const full = await look();
    expect(full.gitHub).toBeGreaterThan(0);
    expect((await followed()).evidence?.askedAt).toBe(context.now());
    // What the settings wait for is told by another clock than the story's
    await rows(stage.app, 'update repositories set settings_stale_at = null');
    expect(await look()).toEqual({ npm: full.npm, gitHub: 0 });
  }, 60_000);

  it('shows a release that did not come from where the others came', async () => {
    await until('04:58');
    await until('05:03', minute);
    const row = (await followed()).evidence?.ledger?.rows.find(({ version }) => version === '1.0.6');
    expect(row?.signals.map(({ id }) => id)).toContain('tp-lost');
  }, 60_000);

  it('waits for GitHub where that cannot answer, and loses nothing', async () => {
    const { store, queue, context } = stage.app;
    await until('09:00');
    const before = await followed();
    // As after a push: otherwise GitHub need not be asked, since the registry shows what is known
    await store.packages.hurry(before.repositoryId, context.now() + minute);
    stage.sandbox.faults.answer({
      matches: (_method, path) => path === '/graphql' || path.startsWith('/repos/octo/coins'),
      times: 3,
      kind: { type: 'status', status: 502 },
    });
    await store.packages.lookAt([before.id], context.now());
    await queue.look(before.repositoryId);
    await settledSoon(stage);
    expect(await metric('mintmark_jobs_total{queue="look",outcome="put-off"}')).toBeGreaterThan(0);
    expect(await followed()).toMatchObject({ lookedAt: context.now(), failures: 0 });
    expect(await versions()).toContain('1.0.6');
  }, 60_000);

  it('stays as it was known while its registry does not answer, which is asked less and less', async () => {
    const repositoryId = (await followed()).repositoryId;
    stage.sandbox.registries.fault({
      matches: ({ path }) => path.startsWith('/coins'),
      times: 1000,
      kind: { type: 'status', status: 500 },
    });
    const { store, queue, context } = stage.app;
    const known = (await followed()).evidence;
    for (const [failures, minutes] of [
      [1, 2],
      [2, 5],
    ] as const) {
      await store.packages.lookAt([(await followed()).id], context.now());
      await queue.look(repositoryId);
      await stage.settled();
      const { evidence, lookAt, failures: counted } = await followed();
      expect(counted).toBe(failures);
      expect(evidence).toEqual(known);
      expect(lookAt - context.now()).toBe(minutes * minute);
    }
  }, 60_000);

  it('is counted, and no work is left over', async () => {
    expect(await metric('mintmark_packages{registry="npm"}')).toBe(1);
    expect(await metric('mintmark_look_overdue_seconds')).toBe(0);
    expect(await metric('mintmark_registry_requests_total{service="npm",outcome="answered"}')).toBeGreaterThan(0);
    expect(await metric('mintmark_looks_total{registry="npm",outcome="changed"}')).toBeGreaterThan(2);
    expect(await metric('mintmark_looks_total{registry="npm",outcome="unreadable"}')).toBe(2);
    expect(await rows(stage.app, `select id from deliveries where state = 'failed'`)).toEqual([]);
    expect(stage.violations()).toEqual([]);
  });
});
