import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../../../src/app/app.ts';
import { createLog } from '../../../src/app/log.ts';
import { openTestStore, type TestStore } from '../../store/databases.ts';
import { type Emulated, publishingWorkflow, startEmulate } from './emulate.ts';

let github: Emulated;
let opened: TestStore;
let app: RunningApp;

beforeAll(async () => {
  [github, opened] = await Promise.all([startEmulate(), openTestStore()]);
  const { appId, privateKey, webhookSecret } = github;
  app = await startApp({
    credentials: { appId, privateKey, webhookSecret, slug: 'mintmark' },
    baseUrl: github.url,
    store: opened.store,
    queueDatabase: opened.queueDatabase,
    port: 0,
    version: 'test',
    log: createLog({ level: 'silent' }),
  });
  github.deliverTo(`${app.url}/api/github/webhooks`);
});

afterAll(async () => {
  await app.stop(1000);
  await Promise.all([opened.store.close(), github.close()]);
});

/** What became of a pull request that gives the workflow this text. */
async function answerTo(branch: string, workflow: string) {
  const files = { '.github/workflows/release.yml': workflow };
  const { headSha } = await github.openPull({ branch, title: branch, files });
  await expect
    .poll(async () => (await github.checkRuns(headSha)).map(({ status }) => status), { timeout: 10_000 })
    .toEqual(['completed']);
  await app.idle();
  const [run, ...others] = await github.checkRuns(headSha);
  expect(others).toEqual([]);
  return run;
}

it('answers pull requests on a GitHub that we did not write', async () => {
  const broken = await answerTo('break-it', publishingWorkflow.replace('id-token: write', 'id-token: none'));
  expect(broken).toMatchObject({ name: 'mintmark', status: 'completed', conclusion: 'neutral' });
  expect(broken?.output.annotations_count).toBeGreaterThan(0);
  expect(broken?.output.summary).toContain('release.yml');

  const unrelated = await answerTo('say-hello', `${publishingWorkflow}# hello\n`);
  expect(unrelated).toMatchObject({ status: 'completed', conclusion: 'success' });
});
