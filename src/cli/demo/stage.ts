import { setTimeout as wait } from 'node:timers/promises';
import { type RunningApp, startApp } from '../../app/app.ts';
import { createLog } from '../../app/log.ts';
import { type RunningPages, servePages } from '../../sandbox/pages/index.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Scenario } from '../../sandbox/scenario.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { openStore } from '../../store/index.ts';
import { version } from '../version.ts';

/** A GitHub, its pages and the app, all in this process and on loopback only. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly app: RunningApp;
  readonly pages: RunningPages;
  /** What went wrong for good inside the app, in its own words. */
  troubles(): readonly string[];
  /**
   * Resolves when nobody has anything left to say or to do.
   * @throws NotDone where that takes far too long
   */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Sets everything up. What was started is stopped again where a later part does not start.
 *
 * @param port of the pages; 0 for a free one
 * @throws where the port is taken
 */
export async function openStage(scenario: Scenario, port: number): Promise<Stage> {
  await using parts = new AsyncDisposableStack();
  const said: Trouble[] = [];
  const sandbox = await startSandbox(scenario);
  parts.defer(() => sandbox.close());
  // A button is pressed long after everything has started.
  const settled = () => allSettled(sandbox, app, said);
  const pages = await servePages(sandbox, port, settled);
  parts.defer(() => pages.close());
  const { store, queueDatabase } = await openStore('memory');
  parts.defer(() => store.close());
  const { id: appId, privateKey, webhookSecret, slug } = sandbox.state.app;
  const app = await startApp({
    credentials: { appId, privateKey, webhookSecret, slug },
    baseUrl: sandbox.url,
    // Links in check runs and issues lead to the pages.
    server: pages.url,
    store,
    queueDatabase,
    port: 0,
    host: '127.0.0.1',
    version: version(),
    log: createLog({ level: 'warn', destination: { write: (line) => void said.push(troubleOf(line)) } }),
  });
  parts.defer(() => app.stop());
  sandbox.state.app.webhookUrl = app.url;
  const running = parts.move();
  return {
    sandbox,
    app,
    pages,
    troubles: () => said.filter(({ isGrave }) => isGrave).map(({ words }) => words),
    settled,
    close: () => running.disposeAsync(),
  };
}

/** The app does not come to an end: the message says what it told on the way. */
export class NotDone extends Error {
  override readonly name = 'NotDone';
}

async function allSettled(sandbox: Sandbox, app: RunningApp, said: readonly Trouble[]): Promise<void> {
  const done = new AbortController();
  const late = wait(longest, null, { signal: done.signal }).then(() => {
    throw new NotDone(
      [`the app was not done within ${longest / 1000} seconds`, ...said.map(({ words }) => words)].join('\n  '),
    );
  });
  try {
    await Promise.race([quiet(sandbox, app), late]);
  } finally {
    done.abort();
    await late.catch(() => undefined);
  }
}

/** In milliseconds; it takes two or three seconds. */
const longest = 45_000;

/** An answer may lead to another webhook, and that to another request. */
async function quiet(sandbox: Sandbox, app: RunningApp): Promise<void> {
  for (let before = -1; before !== sandbox.requests.length; ) {
    before = sandbox.requests.length;
    await sandbox.delivered();
    await app.idle();
  }
}

interface Trouble {
  /** An error, and not a warning: a job that will be tried again may still come out well. */
  readonly isGrave: boolean;
  readonly words: string;
}

/** The sentence in a line of the log, and the error's own. */
function troubleOf(line: string): Trouble {
  const { level, msg, err } = JSON.parse(line) as LogLine;
  return { isGrave: level === 'error', words: [msg, err?.message].filter((part) => part !== undefined).join(': ') };
}

interface LogLine {
  readonly level?: string;
  readonly msg?: string;
  readonly err?: { readonly message?: string };
}
