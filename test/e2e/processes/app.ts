// The app as a process of its own, so that it can be killed. It is told what to run by its parent's first message, answers
// with `{ url }` when it listens, and answers `idle` when it is asked and has nothing left to do.
import { once } from 'node:events';
import process from 'node:process';
import { type AppCredentials, startApp } from '../../../src/app/app.ts';
import { createLog } from '../../../src/app/log.ts';
import { openStore, type StorePlace } from '../../../src/store/open.ts';

/** What the parent sends first. */
export interface AppOrders {
  readonly credentials: AppCredentials;
  readonly baseUrl: string;
  readonly place: StorePlace;
  /** 0: a free one. */
  readonly port: number;
  /** What is in hand may take this long when the process is asked to end, in milliseconds. */
  readonly grace: number;
}

const [orders] = (await once(process, 'message')) as [AppOrders];
const { store, queueDatabase } = await openStore(orders.place);
const app = await startApp({
  credentials: orders.credentials,
  baseUrl: orders.baseUrl,
  server: orders.baseUrl,
  store,
  queueDatabase,
  port: orders.port,
  version: 'test',
  log: createLog({ level: process.env['LOG_LEVEL'] ?? 'silent' }),
  retrySeconds: 0,
  gitHubPaces: [],
});
process.on('message', () => {
  void app.idle().then(() => process.send?.('idle'));
});
process.once('SIGTERM', () => {
  void app
    .stop(orders.grace)
    .then(() => store.close())
    .then(() => process.disconnect());
});
process.send?.({ url: app.url });
