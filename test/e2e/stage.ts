import { type AppOptions, type RunningApp, startApp } from '../../src/app/app.ts';
import { createLog } from '../../src/app/log.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts';
import type { Scenario } from '../../src/sandbox/scenario.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import type { SandboxCheckRun, SandboxIssue } from '../../src/sandbox/state.ts';
import { checkEverything } from '../sandbox/description/check.ts';
import { openTestStore, type TestStore } from '../store/databases.ts';

/** The real app on a real store, against the local GitHub; every exchange is held against GitHub's own description. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly opened: TestStore;
  /** The app that listens now. */
  readonly app: RunningApp;
  /** Resolves when nobody has anything left to say or to do. */
  settled(): Promise<void>;
  /** Starts another app on the same store, which listens from then on. */
  restart(options?: Partial<AppOptions>): Promise<RunningApp>;
  checkRuns(owner: string, name: string, headSha?: string): readonly SandboxCheckRun[];
  issues(owner: string, name: string): readonly SandboxIssue[];
  /** What GitHub's description does not allow, of all that was asked and answered. */
  violations(): readonly string[];
  close(): Promise<void>;
}

export async function openStage(
  scenario: Scenario,
  options: Partial<AppOptions> | ((sandbox: Sandbox) => Promise<Partial<AppOptions>>) = {},
  sandboxOptions: SandboxOptions = {},
): Promise<Stage> {
  const sandbox = await startSandbox(scenario, sandboxOptions);
  const violations = checkEverything(sandbox);
  const chosen = typeof options === 'function' ? await options(sandbox) : options;
  const opened = await openTestStore();
  const apps: RunningApp[] = [];

  async function start(more: Partial<AppOptions>): Promise<RunningApp> {
    const { state } = sandbox;
    const app = await startApp({
      credentials: {
        appId: state.app.id,
        privateKey: state.app.privateKey,
        webhookSecret: state.app.webhookSecret,
      },
      baseUrl: sandbox.url,
      server: sandbox.url,
      store: opened.store,
      queueDatabase: opened.queueDatabase,
      port: 0,
      version: 'test',
      log: createLog({ level: 'silent' }),
      retrySeconds: 0,
      gitHubPaces: [],
      ...chosen,
      ...more,
    });
    state.app.webhookUrl = `${app.url}/api/github/webhooks`;
    apps.push(app);
    return app;
  }

  await start({});
  const current = (): RunningApp => {
    const app = apps.at(-1);
    if (app === undefined) throw new Error('no app was started');
    return app;
  };
  return {
    sandbox,
    opened,
    get app() {
      return current();
    },
    async settled() {
      for (let requests = -1; requests !== sandbox.requests.length; ) {
        requests = sandbox.requests.length;
        await sandbox.delivered();
        await current().idle();
      }
    },
    restart: (more = {}) => start(more),
    checkRuns: (owner, name, headSha) =>
      [...sandbox.repository(owner, name).checkRuns.values()].filter(
        (run) => headSha === undefined || run.headSha === headSha,
      ),
    issues: (owner, name) => [...sandbox.repository(owner, name).issues.values()],
    violations,
    async close() {
      for (const app of apps.toReversed()) await app.stop(1000);
      await opened.store.close();
      await sandbox.close();
    },
  };
}
