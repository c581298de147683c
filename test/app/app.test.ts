import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { type AppOptions, type RunningApp, startApp } from '../../src/app/app.ts';
import { isHeard } from '../../src/app/events.ts';
import type { JobHandlers } from '../../src/jobs/worker.ts';
import { until } from '../jobs/recording-worker.ts';
import { look, openTestStore, useStore } from '../store/databases.ts';
import { examples } from './examples.ts';
import { payloadOf, sha } from './hearing.ts';
import { privateKey } from './private-key.ts';
import { sendWebhook, webhookSecret } from './send-webhook.ts';
import { keptLog } from './silent-log.ts';

const store = useStore(openTestStore);
const running: RunningApp[] = [];
afterEach(async () => {
  for (const app of running.splice(0)) await app.stop(0);
});

const push = payloadOf({ ref: 'refs/heads/main', after: sha('a'), secret: 'the secret of the payload' });

describe('the app', () => {
  it('takes every payload that GitHub shows as an example', async () => {
    // The examples tell of one repository by several installations, of which GitHub is asked
    const asked = nock('https://api.github.com')
      .persist()
      .get(/^\/repos\/[^/]+\/[^/]+\/installation$/)
      .reply(404, {});
    const { app, lines } = await started();
    for (const [index, { name, payload }] of examples.entries()) {
      const answer = await sendWebhook(app.url, { id: `example-${index}`, event: name, payload });
      expect([name, answer.status]).toEqual([name, 202]);
    }
    await app.idle();
    const states = await look(
      store(),
      `select state, count(*)::int as found from deliveries where id like 'example-%' group by 1`,
    );
    const heard = examples.filter(({ name, payload }) =>
      isHeard(name, typeof payload['action'] === 'string' ? payload['action'] : null),
    );
    expect(states).toEqual([{ state: 'completed', found: heard.length }]);
    expect(lines.filter((line) => /"level":"(?:error|fatal)"/.test(line))).toEqual([]);
    expect(asked.isDone()).toBe(true);
    nock.cleanAll();
  });

  it('runs what a webhook wants, once: a redelivery of what is completed does nothing', async () => {
    const runs: number[] = [];
    const { app } = await started({ repository: async (id) => void runs.push(id) });
    const webhook = { id: 'pushed-once', event: 'push', payload: push };
    await sendWebhook(app.url, webhook);
    await app.idle();
    expect(await app.store.checks.find(7, sha('a'))).toMatchObject({ purpose: 'default-branch', state: 'wanted' });
    expect((await sendWebhook(app.url, webhook)).status).toBe(202);
    await app.idle();
    expect(runs).toEqual([7]);
  });

  it('does after a crash what it has acknowledged before', async () => {
    const { app: first } = await started({}, { roles: ['web'] });
    const webhook = { id: 'before-the-crash', event: 'push', payload: push };
    expect((await sendWebhook(first.url, webhook)).status).toBe(202);
    await first.stop(0);
    const runs: number[] = [];
    const { app: second } = await started({ repository: async (id) => void runs.push(id) });
    await second.idle();
    expect(runs).toEqual([7]);
    expect(await second.store.deliveries.completed(['before-the-crash'])).toEqual(new Set(['before-the-crash']));
  });

  it('takes up again by a redelivery what is open', async () => {
    await store().store.deliveries.receive({
      id: 'left-open',
      name: 'push',
      payload: JSON.stringify(push),
      receivedAt: Date.now(),
    });
    const runs: number[] = [];
    const { app } = await started({ repository: async (id) => void runs.push(id) });
    await sendWebhook(app.url, { id: 'left-open', event: 'push', payload: push });
    await app.idle();
    expect(runs).toEqual([7]);
  });

  it('keeps a delivery that fails for good, with the reason and without the payload', async () => {
    const broken = { ...store().store.checks, want: () => Promise.reject(new Error('no room at postgres://u:pw@h/d')) };
    const { app, lines } = await started({}, { store: { ...store().store, checks: broken } });
    await sendWebhook(app.url, { id: 'fails', event: 'push', payload: push });
    await app.idle();
    const [row] = await look(store(), `select state, reason from deliveries where id = 'fails'`);
    expect(row).toEqual({ state: 'failed', reason: 'Error: no room at postgres://u:[password]@h/d' });
    const reason = 'Error: no room at postgres://u:[password]@h/d';
    expect(await store().store.parked.list()).toMatchObject([{ kind: 'delivery', subject: 'fails', reason, tries: 6 }]);
    expect(await (await fetch(`${app.url}/metrics`)).text()).toContain('mintmark_parked_jobs 1');
    await app.stop(0);
    expect(lines.join('')).toContain('a job is given up');
    expect(lines.join('')).not.toMatch(/u:pw@|the secret of the payload/);
    expect(JSON.stringify(await look(store(), 'select data, output from pgboss.job'))).not.toMatch(/u:pw@|the secret/);
  });

  it('hands back what it has in hand when it is stopped, to the next process', async () => {
    const { app: first } = await started({ repository: () => new Promise(() => undefined) });
    await sendWebhook(first.url, { id: 'in-hand', event: 'push', payload: push });
    await until(async () => (await first.queue.depth()).repository.active === 1);
    await first.stop(20);
    const runs: number[] = [];
    const { app: second } = await started({ repository: async (id) => void runs.push(id) });
    await second.idle();
    expect(runs).toEqual([7]);
  });

  it('is not ready while its database does not answer', async () => {
    const silent = { ...store().store, ping: () => Promise.reject(new Error('gone')) };
    const { app } = await started({}, { store: silent });
    const answer = await fetch(`${app.url}/readyz`);
    expect([answer.status, await answer.text()]).toEqual([503, 'not ready: the database does not answer\n']);
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  });

  it('counts what comes in and what waits', async () => {
    const { app } = await started();
    await sendWebhook(app.url, { event: 'push', payload: push, secret: 'another' });
    await sendWebhook(app.url, { event: 'star', payload: { action: 'created' } });
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toContain('mintmark_deliveries_total{event="other",outcome="refused"} 1');
    expect(metrics).toContain('mintmark_deliveries_total{event="other",outcome="ignored"} 1');
    expect(metrics).toContain('mintmark_jobs{queue="repository",state="waiting"}');
  });
});

describe('who the app is', () => {
  const github = 'http://github.test';
  afterEach(() => nock.cleanAll());
  const start = () => startAs({ baseUrl: github, credentials: { appId: 42, privateKey, webhookSecret } });

  it('is asked of GitHub where it is not known', async () => {
    nock(github).get('/app').reply(200, { id: 42, slug: 'mintmark-acme' });
    const { app } = await start();
    expect(app.context.app).toEqual({ id: 42, slug: 'mintmark-acme' });
  });

  it('is not believed where GitHub does not accept the key', async () => {
    nock(github).get('/app').reply(401, { message: 'A JSON web token could not be decoded' });
    await expect(start()).rejects.toThrow('GitHub does not accept the credentials');
    nock(github).get('/app').reply(404, { message: 'Integration not found' });
    await expect(start()).rejects.toThrow('GitHub knows no app 42');
  });
});

type Change = Partial<Omit<AppOptions, 'handlers' | 'log'>>;

function started(handlers: Partial<JobHandlers> = {}, change: Change = {}) {
  return startAs({ ...change, handlers });
}

async function startAs(change: Partial<AppOptions>) {
  const { log, lines } = keptLog();
  const nothing = () => Promise.resolve();
  const app = await startApp({
    credentials: { appId: 42, privateKey, webhookSecret, slug: 'mintmark' },
    store: store().store,
    queueDatabase: store().queueDatabase,
    port: 0,
    host: '127.0.0.1',
    version: '0',
    log,
    retrySeconds: 0,
    ...change,
    handlers: { repository: nothing, installation: nothing, sweep: nothing, ...change.handlers },
  });
  running.push(app);
  return { app, lines };
}
