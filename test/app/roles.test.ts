import { afterEach, expect, it } from 'vitest';
import { type Role, type RunningApp, startApp } from '../../src/app/app.ts';
import { openTestStore, useStore } from '../store/databases.ts';
import { payloadOf, sha } from './hearing.ts';
import { privateKey } from './private-key.ts';
import { sendWebhook, webhookSecret } from './send-webhook.ts';
import { keptLog } from './silent-log.ts';

const store = useStore(openTestStore);
const running: RunningApp[] = [];
afterEach(async () => {
  for (const app of running.splice(0)) await app.stop(0);
});

const push = payloadOf({ ref: 'refs/heads/main', after: sha('a') });

it('one process takes webhooks and another works on them', async () => {
  const runs: string[] = [];
  const web = await started('web', runs);
  expect((await sendWebhook(web.url, { id: 'one', event: 'push', payload: push })).status).toBe(202);
  expect(runs).toEqual([]);
  const worker = await started('worker', runs);
  await worker.idle();
  expect(runs).toEqual(['worker 7']);
  expect(await store().store.deliveries.completed(['one'])).toEqual(new Set(['one']));
});

it('a process that only works says where webhooks are to go, and shows how it is, and no dashboard', async () => {
  const worker = await started('worker', []);
  const answer = await sendWebhook(worker.url, { id: 'two', event: 'push', payload: push });
  expect(answer.status).toBe(503);
  expect(JSON.stringify(await answer.json())).toContain('takes no webhooks (--worker)');
  expect(await store().store.deliveries.open('two')).toBeNull();
  for (const page of ['healthz', 'readyz', 'metrics']) expect((await fetch(`${worker.url}/${page}`)).status).toBe(200);
  const shown = await Promise.all([worker, await started('web', [])].map(async ({ url }) => (await fetch(url)).status));
  // The other one has pages, and nobody to sign in yet
  expect(shown).toEqual([404, 503]);
});

const nothing = () => Promise.resolve();

async function started(role: Role, runs: string[]): Promise<RunningApp> {
  const app = await startApp({
    credentials: { appId: 42, privateKey, webhookSecret, slug: 'mintmark' },
    store: store().store,
    queueDatabase: store().queueDatabase,
    port: 0,
    host: '127.0.0.1',
    version: '0',
    log: keptLog().log,
    roles: [role],
    dashboard: { signIn: null },
    handlers: { repository: async (id) => void runs.push(`${role} ${id}`), installation: nothing, sweep: nothing },
  });
  running.push(app);
  return app;
}
