// The app alone, as a process of its own, so that what it holds in memory is nobody else's.
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AppCredentials, type RunningApp, startApp } from '../../src/app/app.ts';
import { createLog } from '../../src/app/log.ts';
import { openStore } from '../../src/store/index.ts';

/** What the parent sends first. */
export interface OrgAppOrders {
  readonly credentials: AppCredentials;
  readonly github: string;
  /** Where the embedded store is to be. */
  readonly folder: string;
}

/** `settled`: answered when nothing is left to do. `a-day-later`: the clock is put on, and what is due by then begins. */
export type OrgAppWish = 'settled' | 'a-day-later';

export interface OrgAppState {
  /** Bytes on the heap after a collection. */
  readonly heap: number;
  /** Bytes that the process holds, now and at most. */
  readonly resident: number;
  readonly peak: number;
}

const [orders] = (await once(process, 'message')) as [OrgAppOrders];
let ahead = 0;
const opened = await openStore({ folder: orders.folder });
const app = await startApp({
  credentials: orders.credentials,
  baseUrl: orders.github,
  server: orders.github,
  port: 0,
  host: '127.0.0.1',
  version: 'bench',
  log: createLog({ level: process.env['LOG_LEVEL'] ?? 'silent' }),
  gitHubPaces: [],
  now: () => Date.now() + ahead,
  ...opened,
});
// Whose parent is gone has nobody to work for
process.once('disconnect', () => process.exit());
process.on('message', (wish: OrgAppWish) => {
  if (wish === 'a-day-later') ahead += 25 * 60 * 60_000;
  void settled(app, wish === 'a-day-later').then(() => process.send?.(state()));
});
process.once('SIGTERM', () => {
  void app
    .stop(1000)
    .then(() => opened.store.close())
    .then(() => process.disconnect());
});
process.send?.({ url: app.url });

/** A look for what is due takes a thousand repositories at a time, once a minute; here at once. */
async function settled({ queue, store, context }: RunningApp, looksForDue: boolean): Promise<void> {
  for (;;) {
    const due = looksForDue ? await store.repositories.due(context.now() - 24 * 60 * 60_000, context.now()) : [];
    if (due.length > 0) await queue.sweep('now');
    await sleep(200);
    const depths = Object.values(await queue.depth());
    const left = await store.deliveries.left(Number.MAX_SAFE_INTEGER);
    if (left.length === 0 && due.length === 0 && depths.every(({ waiting, active }) => waiting + active === 0)) return;
    while (Object.values(await queue.depth()).some(({ waiting, active }) => waiting + active > 0)) await sleep(200);
  }
}

function state(): OrgAppState {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, resident: rss, peak: process.resourceUsage().maxRSS * 1024 };
}
