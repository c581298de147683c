// One replica of Mintmark as a process of its own: it receives webhooks and works on them, as its parent orders.
import { once } from 'node:events';
import process from 'node:process';
import { type AppCredentials, type AppOptions, type Role, type RunningApp, startApp } from '../../src/app/app.ts';
import { createLog } from '../../src/app/log.ts';
import { openStore, type StorePlace } from '../../src/store/index.ts';
import { type ReplicaState, usage } from './load-usage.ts';

/** What the parent sends first. */
export interface ReplicaOrders {
  readonly credentials: AppCredentials;
  /** Of the sandbox. */
  readonly github: string;
  readonly place: StorePlace;
  readonly roles?: readonly Role[];
}

const [orders] = (await once(process, 'message')) as [ReplicaOrders];
const opened = await openStore(orders.place);
const app = await startApp({ ...optionsOf(orders), ...opened });
process.on('message', (asked) => {
  if (asked === 'state?') void stateOf(app).then((state) => process.send?.(state));
  if (asked === 'completed?') void idsOf(app).then((ids) => process.send?.(ids));
});
// Where the parent has died, nobody else would end it
process.once('disconnect', () => process.exit());
process.once('SIGTERM', () => {
  void app
    .stop(1000)
    .then(() => opened.store.close())
    .then(() => process.exit());
});
process.send?.({ port: Number(new URL(app.url).port) });

function optionsOf({ credentials, github, roles }: ReplicaOrders): Omit<AppOptions, 'store' | 'queueDatabase'> {
  return {
    credentials,
    baseUrl: github,
    server: github,
    port: 0,
    host: '127.0.0.1',
    version: 'bench',
    // What GitHub asks for between writes would take minutes, and measure nothing
    gitHubPaces: [],
    log: createLog({ level: process.env['LOG_LEVEL'] ?? 'silent' }),
    ...(roles === undefined ? {} : { roles }),
  };
}

async function stateOf({ queue }: RunningApp): Promise<ReplicaState> {
  const { rows } = await queue.boss
    .getDb()
    .executeSql(`select state, count(*)::int as count from deliveries group by state`);
  const counted = rows as readonly { readonly state: string; readonly count: number }[];
  const jobs = Object.values(await queue.depth()).reduce((sum, { waiting, active }) => sum + waiting + active, 0);
  const deliveries = Object.fromEntries(counted.map(({ state, count }) => [state, count]));
  return { ...usage(), jobs, deliveries };
}

async function idsOf({ queue }: RunningApp): Promise<readonly string[]> {
  const { rows } = await queue.boss.getDb().executeSql(`select id from deliveries where state = 'completed'`);
  return (rows as readonly { readonly id: string }[]).map(({ id }) => id);
}
