import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningApp, startApp } from '../../src/app/app.ts';
import { createLog } from '../../src/app/log.ts';
import type { Exchange, Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Scenario } from '../../src/sandbox/scenario.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { type OpenStore, openStore, type StorePlace } from '../../src/store/index.ts';
import { checkEverything } from '../sandbox/description/check.ts';
import { databases, look } from '../store/databases.ts';
import type { AppOrders } from './processes/app.ts';

/** The app in a process that can be killed, on a store that outlives it. */
export interface CrashStage {
  readonly sandbox: Sandbox;
  /** Starts the app in a process of its own, which listens from then on. */
  begin(): Promise<Child>;
  /** Kills the process the moment that GitHub is asked, or has done, something; resolves when it is dead. */
  killedAt(child: Child, moment: Moment): Promise<void>;
  /** Starts the app in this process, on the same store; resolves when nothing is left to do. */
  finish(): Promise<RunningApp>;
  /** What is not done in the queue, while no process works on it. */
  jobs(): Promise<readonly Readonly<Record<string, unknown>>[]>;
  violations(): readonly string[];
  close(): Promise<void>;
}

interface Child {
  /** Resolves when it has nothing left to do. */
  settled(): Promise<void>;
  kill(signal: 'SIGKILL' | 'SIGTERM'): void;
  /** The code that it ended with; null where a signal ended it. */
  readonly ended: Promise<number | null>;
}

export interface Moment {
  /** `asked`: GitHub does not do it any more. `done`: it has done it, and the answer does not arrive. */
  readonly when: 'asked' | 'done';
  readonly method: string;
  readonly path: RegExp;
  /** Of the exchange, for `done`. */
  readonly only?: (exchange: Exchange) => boolean;
}

/** Where a store lies that several processes open, one after the other or together. */
export interface Place {
  readonly name: string;
  make(): Promise<MadePlace>;
}

interface MadePlace {
  readonly place: StorePlace;
  /** In this process, when the other one is dead. */
  open(): Promise<OpenStore>;
  remove(): Promise<void>;
}

const folder: Place = {
  name: 'a folder',
  make() {
    const path = mkdtempSync(join(tmpdir(), 'mintmark-crash-'));
    const place = { folder: join(path, 'store') };
    return Promise.resolve({
      place,
      open: () => openStore(place),
      remove: () => Promise.resolve(rmSync(path, { recursive: true, force: true })),
    });
  },
};

const server: readonly Place[] = databases
  .filter(({ name }) => name === 'server')
  .map(({ open }) => ({
    name: 'a server',
    async make() {
      const opened = await open();
      return {
        place: { url: opened.url ?? '' },
        open: () => Promise.resolve({ ...opened, store: { ...opened.store, close: () => Promise.resolve() } }),
        remove: () => opened.store.close(),
      };
    },
  }));

/** The server first, where the machine has one. */
export const places: readonly [Place, ...Place[]] = [...server, folder] as unknown as [Place, ...Place[]];

export async function openCrashStage(scenario: Scenario, where: Place): Promise<CrashStage> {
  const sandbox = await startSandbox(scenario);
  const violations = checkEverything(sandbox);
  const made = await where.make();
  const { app: known } = sandbox.state;
  const credentials = { appId: known.id, privateKey: known.privateKey, webhookSecret: known.webhookSecret };
  const children = new Set<ChildProcess>();
  const closing: (() => Promise<void>)[] = [];

  return {
    sandbox,
    violations,
    async begin() {
      const process = fork(join(import.meta.dirname, 'processes/app.ts'));
      children.add(process);
      const ended = once(process, 'exit').then(([code]) => code as number | null);
      const orders: AppOrders = { credentials, baseUrl: sandbox.url, place: made.place, port: 0, grace: 200 };
      process.send(orders);
      const [{ url }] = (await once(process, 'message')) as [{ url: string }];
      known.webhookUrl = `${url}/api/github/webhooks`;
      return {
        ended,
        kill: (signal) => void process.kill(signal),
        async settled() {
          for (let requests = -1; requests !== sandbox.requests.length; ) {
            requests = sandbox.requests.length;
            await sandbox.delivered();
            process.send('idle?');
            await once(process, 'message');
          }
        },
      };
    },

    async killedAt(child, moment) {
      arm(sandbox, moment, () => child.kill('SIGKILL'));
      await child.ended;
    },

    async finish() {
      const opened = await made.open();
      const app = await startApp({
        credentials,
        baseUrl: sandbox.url,
        server: sandbox.url,
        port: 0,
        version: 'test',
        retrySeconds: 0,
        gitHubPaces: [],
        ...opened,
        log: createLog({ level: 'silent' }),
      });
      closing.push(async () => {
        await app.stop(1000);
        await opened.store.close();
      });
      known.webhookUrl = `${app.url}/api/github/webhooks`;
      for (let requests = -1; requests !== sandbox.requests.length; ) {
        requests = sandbox.requests.length;
        await sandbox.delivered();
        await app.idle();
      }
      return app;
    },

    async jobs() {
      const opened = await made.open();
      const url = 'url' in Object(made.place) ? (made.place as { readonly url: string }).url : null;
      const found = await look({ ...opened, url }, `select name, state from pgboss.job where state < 'completed'`);
      await opened.store.close();
      return found;
    },

    async close() {
      for (const child of children) child.kill('SIGKILL');
      for (const close of closing) await close();
      await made.remove();
      await sandbox.close();
    },
  };
}

/** The signal is sent before GitHub answers, and so arrives before the answer does. */
function arm(sandbox: Sandbox, { when, method, path, only = () => true }: Moment, kill: () => void): void {
  let over = false;
  const fits = (asked: string, at: string) => !over && asked === method && path.test(at);
  if (when === 'asked') {
    sandbox.faults.answer({ matches: strike, times: 1, kind: { type: 'broken' } });
    return;
  }
  sandbox.onAnswer((exchange) => {
    if (fits(exchange.method, exchange.path) && only(exchange)) strike(exchange.method, exchange.path);
  });

  function strike(asked: string, at: string): boolean {
    if (!fits(asked, at)) return false;
    over = true;
    kill();
    return true;
  }
}
