import { type RunningApp, startApp } from '../../src/app/app.ts';
import { createLog } from '../../src/app/log.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { ScenarioRepository } from '../../src/sandbox/scenario.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import type { OpenStore } from '../../src/store/open-store.ts';

/** The app and the local GitHub in one process. */
export interface BenchStage {
  readonly sandbox: Sandbox;
  readonly app: RunningApp;
  readonly owner: string;
  /** Resolves when nothing is left to do. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** @param opened a store of its own, which is closed with the stage */
export async function openBenchStage(
  repositories: readonly ScenarioRepository[],
  opened: OpenStore,
): Promise<BenchStage> {
  const owner = 'bench';
  const sandbox = await startSandbox({
    organisations: [{ login: owner, members: ['ada'], installation: null, repositories }],
  });
  const { app: known } = sandbox.state;
  const app = await startApp({
    credentials: { appId: known.id, privateKey: known.privateKey, webhookSecret: known.webhookSecret },
    baseUrl: sandbox.url,
    server: sandbox.url,
    port: 0,
    version: 'bench',
    ...opened,
    log: createLog({ level: 'silent' }),
    gitHubPaces: [],
  });
  known.webhookUrl = `${app.url}/api/github/webhooks`;
  return {
    sandbox,
    app,
    owner,
    async settled() {
      for (let requests = -1; requests !== sandbox.requests.length; ) {
        requests = sandbox.requests.length;
        await sandbox.delivered();
        await app.idle();
      }
    },
    async close() {
      await app.stop(1000);
      await opened.store.close();
      await sandbox.close();
    },
  };
}
