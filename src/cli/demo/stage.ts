import { setTimeout as wait } from 'node:timers/promises';
import { type RegistryOptions, type RunningApp, startApp } from '../../app/app.ts';
import { createLog } from '../../app/log.ts';
import { readTrust } from '../../provenance/index.ts';
import { clientIdOf } from '../../sandbox/http/authenticate.ts';
import { type RunningPages, servePages } from '../../sandbox/pages/index.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { WatchedScenario } from '../../sandbox/scenarios/coin-press.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { openStore } from '../../store/index.ts';
import { version } from '../version.ts';

type Watched = Pick<WatchedScenario, 'scenario' | 'begins'>;

/** A GitHub, its pages, registries and the app, all in this process and on loopback only. */
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
  /**
   * Lets so much time pass by the sandbox's clock, which stands still otherwise, and has the app do what is due by then.
   * @throws NotDone where that takes far too long
   */
  pass(seconds: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Sets everything up. What was started is stopped again where a later part does not start.
 *
 * @param port of the pages; 0 for a free one
 * @throws where the port is taken
 */
export async function openStage({ scenario, begins }: Watched, port: number): Promise<Stage> {
  await using parts = new AsyncDisposableStack();
  const said: Trouble[] = [];
  const sandbox = await startSandbox(scenario, { startsAt: new Date(begins) });
  parts.defer(() => sandbox.close());
  // A button is pressed long after everything has started.
  const settled = () => allSettled(sandbox, app, said);
  const pages = await servePages(sandbox, port, settled);
  parts.defer(() => pages.close());
  const { store, queueDatabase } = await openStore('memory');
  parts.defer(() => store.close());
  const now = () => sandbox.state.now().getTime();
  const { id: appId, privateKey, webhookSecret, slug, clientSecret } = sandbox.state.app;
  const fixer = { appId: sandbox.state.fixer.id, privateKey: sandbox.state.fixer.privateKey };
  const app = await startApp({
    credentials: { appId, privateKey, webhookSecret, slug, fixer },
    baseUrl: sandbox.url,
    // Links in check runs and issues lead to the pages.
    server: pages.url,
    store,
    queueDatabase,
    port: 0,
    host: '127.0.0.1',
    dashboard: { signIn: { clientId: clientIdOf(sandbox.state.app), clientSecret } },
    version: version(),
    now,
    registries: await registriesOf(sandbox),
    gitHubPaces: [],
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
    async pass(seconds) {
      await sandbox.advance(new Date(now() + seconds * 1000));
      await app.queue.sweep('now');
      await settled();
    },
    close: () => running.disposeAsync(),
  };
}

/** The sandbox's registries and no others, under the sandbox's own Sigstore. */
async function registriesOf({ registries }: Sandbox): Promise<RegistryOptions> {
  const read = readTrust('the sandbox', await registries.trustedRoot());
  if (read.state === 'unreadable') throw new Error(read.reason);
  const { trust } = read;
  return {
    contact: 'demo@mintmark.invalid',
    bases: registries.bases,
    trust: () => Promise.resolve(trust),
    spaced: false,
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

/** In milliseconds; it takes a few seconds, and minutes where much else is done at the same time. */
const longest = 300_000;

/** An answer may lead to another webhook, and that to another request. */
async function quiet(sandbox: Sandbox, app: RunningApp): Promise<void> {
  for (let before = -1; before !== requestsTo(sandbox); ) {
    before = await lull(sandbox);
    await sandbox.delivered();
    await app.idle();
  }
}

/** To ask the app whether it is idle costs it time, as its database is in this process: it is not asked while it asks. */
async function lull(sandbox: Sandbox): Promise<number> {
  for (let before = -1; ; ) {
    const requests = requestsTo(sandbox);
    if (requests === before) return requests;
    before = requests;
    await wait(breath);
  }
}

/** In milliseconds. */
const breath = 100;

function requestsTo({ requests, registries }: Sandbox): number {
  return requests.length + registries.requests.length;
}

interface Trouble {
  /** An error, and not a warning: a job that will be tried again may still come out well. Nor what the demo is there to show. */
  readonly isGrave: boolean;
  readonly words: string;
}

/** The sentence in a line of the log, and the error's own. */
function troubleOf(line: string): Trouble {
  const { level, msg, err } = JSON.parse(line) as LogLine;
  return {
    isGrave: level === 'error' && msg !== shown,
    words: [msg, err?.message].filter((part) => part !== undefined).join(': '),
  };
}

/** What the app says, as an error, of the release that somebody made who should not. */
const shown = 'incident noticed';

interface LogLine {
  readonly level?: string;
  readonly msg?: string;
  readonly err?: { readonly message?: string };
}
