import { type ConstructorOptions, PgBoss } from 'pg-boss';
import type { Log } from './context.ts';
import { everyKind, type JobData, type JobKind, jobKinds, onePerSubject } from './job-kinds.ts';
import type { Queue } from './queue.ts';

/** The queue, on pg-boss, in the database that the store is in. */
export interface PgBossQueue extends Queue {
  readonly boss: PgBoss;
  /** Wants a search for work that was left; many processes that ask within a minute get one, unless it is `now`. */
  sweep(when: 'now' | 'this-minute'): Promise<void>;
  /** How many jobs wait (put off or not) and how many run, over all processes. */
  depth(): Promise<Readonly<Record<JobKind, QueueDepth>>>;
  /** Stops listening. The database stays open: it belongs to the store. */
  close(): Promise<void>;
}

export interface QueueDepth {
  readonly waiting: number;
  readonly active: number;
}

export interface QueueOptions {
  /** Where the queue is: what `openStore` gives as `queueDatabase`. */
  readonly database: ConstructorOptions;
  readonly log: Log;
  /** Seconds before the first new try, doubled for each further one (default 1); 0: tried again at once. */
  readonly retrySeconds?: number;
}

/** Opens the queue, makes its tables where they are missing, and takes up what a dead process left in an embedded database. */
export async function openQueue({ database, log, retrySeconds = 1 }: QueueOptions): Promise<PgBossQueue> {
  const boss = new PgBoss({ ...database, ...settings });
  boss.on('error', (error) => log.error({ err: error }, 'the queue reports trouble'));
  boss.on('warning', ({ message }) => log.warn({ warning: message }, 'the queue warns'));
  await boss.start();
  const backoff = { retryDelay: retrySeconds, retryBackoff: true, retryDelayMax: 300 };
  const retries = retrySeconds > 0 ? backoff : { retryDelay: 0, retryBackoff: false };
  for (const [name, kind] of Object.entries(jobKinds)) {
    await boss.createQueue(name, { ...everyKind, ...kind, ...retries, policy: onePerSubject });
    await boss.updateQueue(name, { ...everyKind, ...kind, ...retries });
  }
  await takeOver(boss, database);
  return queueOn(boss);
}

/** What lets a job wait for milliseconds and lets the job of a dead process wait for seconds. */
const settings = {
  useListenNotify: true,
  superviseIntervalSeconds: 10,
  monitorIntervalSeconds: 10,
  schedule: false,
  registerInstance: false,
  openTelemetry: { enabled: false },
} as const satisfies ConstructorOptions;

function queueOn(boss: PgBoss): PgBossQueue {
  return {
    boss,
    async delivery(id) {
      await want(boss, 'delivery', id);
    },
    async deliveries(ids) {
      for (const id of ids) await want(boss, 'delivery', id);
    },
    async repository(id, { notBefore } = {}) {
      await want(boss, 'repository', String(id), notBefore);
    },
    async installation(id) {
      await want(boss, 'installation', String(id));
    },
    async batch(installationId) {
      await want(boss, 'batch', String(installationId));
    },
    async look(repositoryId) {
      await want(boss, 'look', String(repositoryId));
    },
    async feed(registry) {
      await want(boss, 'feed', registry);
    },
    async sweep(when) {
      const slot = when === 'now' ? {} : { singletonSeconds: 60 };
      await boss.send('sweep', { subject: 'all' } satisfies JobData, { singletonKey: 'all', ...slot });
    },
    depth: () => depth(boss),
    close: () => boss.stop({ graceful: false }),
  };
}

/** Nothing is sent where a job waits for this subject already. */
async function want(boss: PgBoss, kind: JobKind, subject: string, notBefore?: number): Promise<void> {
  const data: JobData = { subject };
  const startAfter = notBefore === undefined ? {} : { startAfter: new Date(notBefore) };
  await boss.send(kind, data, { singletonKey: subject, ...startAfter });
}

async function depth(boss: PgBoss): Promise<Readonly<Record<JobKind, QueueDepth>>> {
  const { rows } = await boss.getDb().executeSql(unfinished);
  const counted = rows as readonly { name: JobKind; active: boolean; jobs: number }[];
  const count = (name: JobKind, active: boolean) =>
    counted.find((row) => row.name === name && row.active === active)?.jobs ?? 0;
  const of = (name: JobKind): QueueDepth => ({ waiting: count(name, false), active: count(name, true) });
  return {
    delivery: of('delivery'),
    repository: of('repository'),
    installation: of('installation'),
    batch: of('batch'),
    look: of('look'),
    feed: of('feed'),
    sweep: of('sweep'),
  };
}

const unfinished = `
  select name, state = 'active' as active, count(*)::int as jobs
  from pgboss.job
  where state < 'completed' and name in (${Object.keys(jobKinds)
    .map((name) => `'${name}'`)
    .join(', ')})
  group by 1, 2`;

/**
 * An embedded database has one process. What is active when that process opens it was begun by one that is dead, and
 * need not wait for its heartbeat to be missed.
 */
async function takeOver(boss: PgBoss, { backend, db }: ConstructorOptions): Promise<void> {
  if (backend !== 'pglite' || db === undefined || takenOver.has(db)) return;
  takenOver.add(db);
  const { rows } = await boss.getDb().executeSql(`select name, id from pgboss.job where state = 'active'`);
  for (const { name, id } of rows as readonly { name: string; id: string }[]) {
    if (!(name in jobKinds)) continue;
    await boss.fail(name, id, { message: 'the process ended' });
    await boss.update(name, undefined, { id, startAfter: new Date(0) });
  }
}

/** A second queue on the same database in the same process takes nothing from the first. */
const takenOver = new WeakSet<object>();
