import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type RunningApp, startApp } from '../../src/app/app.ts';
import { createLog } from '../../src/app/log.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { openStore } from '../../src/store/index.ts';
import { checkEverything } from '../sandbox/description/check.ts';
import { organisation, pressOf, withoutPublishing } from './crash-scenarios.ts';
import { expectNothingLost } from './nothing-lost.ts';

test('from the installation to the issue on a store in a folder, which is closed and opened again', async ({
  onTestFinished,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-embedded-'));
  const sandbox = await startSandbox(organisation([pressOf('press')]));
  onTestFinished(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const violations = checkEverything(sandbox);
  const { app: known } = sandbox.state;

  async function onStore(act: (app: RunningApp) => Promise<unknown>): Promise<void> {
    const opened = await openStore({ folder });
    const app = await startApp({
      credentials: { appId: known.id, privateKey: known.privateKey, webhookSecret: known.webhookSecret },
      baseUrl: sandbox.url,
      server: sandbox.url,
      port: 0,
      version: 'test',
      retrySeconds: 0,
      ...opened,
      log: createLog({ level: 'silent' }),
    });
    known.webhookUrl = `${app.url}/api/github/webhooks`;
    await act(app);
    for (let requests = -1; requests !== sandbox.requests.length; ) {
      requests = sandbox.requests.length;
      await sandbox.delivered();
      await app.idle();
    }
    await expectNothingLost({ sandbox, app, violations });
    await app.stop(1000);
    await opened.store.close();
  }

  await onStore(() => sandbox.people.install('octo'));
  const { checkRuns, issues } = sandbox.repository('octo', 'press');
  expect([...checkRuns.values()]).toMatchObject([{ status: 'completed', conclusion: 'neutral' }]);
  expect([...issues.values()]).toMatchObject([{ state: 'open', comments: [] }]);

  const asked = sandbox.requests.length;
  await onStore(() => sandbox.people.push('octo', 'press', 'main', withoutPublishing));
  expect(checkRuns.size).toBe(2);
  const [issue] = [...issues.values()];
  expect(issue?.writes).toBeGreaterThan(1);
  // It knew the issue, and did not have to look for it
  const listed = sandbox.requests
    .slice(asked)
    .filter(({ method, path }) => method === 'GET' && /\/issues\?/.test(path));
  expect(listed).toEqual([]);
});
