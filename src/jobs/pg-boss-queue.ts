import { type ConstructorOptions, PgBoss } from 'pg-boss';
import type { Log } from './context.ts';
import { type PutOff, putOff, type Subject, want } from './fairness-queueing.ts';
import { keepStep, makeTurnIndex } from './fairness-statements.ts';
import { everyKind, type JobData, type JobKind, jobKinds, onePerSubject } from './job-kinds.ts';
import type { Queue } from './queue.ts';

/** The queue, on pg-boss, in the database that the store is in. */
export interface PgBossQueue extends Queue {
  readonly boss: PgBoss;
  /**
   * Wants a search for work that was left: now, where need be for a process that began to start then (milliseconds since the
   * epoch); or one for all who ask within a minute.
   */
  sweep(when: 'now' | 'this-minute' | { readonly since: number }): Promise<void>;
  /** Leaves a job that waits until then. A job that waits already is put off with it, unless that is more urgent. */
  putOff(job: PutOff): Promise<void>;
  /** Has installations take turns again whose jobs were put off. */
  keepStep(): Promise<void>;
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
  await boss.getDb().executeSql(makeTurnIndex);
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
    delivery: (id, installationId = null) => want(boss, 'delivery', [{ subject: id, owner: ownerOf(installationId) }]),
    deliveries: (ids, installations) =>
      want(
        boss,
        'delivery',
        ids.map((id) => ({ subject: id, owner: ownerOf(installations?.get(id)) })),
      ),
    repository: (id, options = {}) => want(boss, 'repository', [about(id)], options),
    repositories: (ids, options = {}) => want(boss, 'repository', ids.map(about), options),
    async installation(id) {
      await boss.insert('installation', [alone(String(id))]);
    },
    async batch(installationId) {
      await boss.insert('batch', [alone(String(installationId))]);
    },
    async batching() {
      const { rows } = await boss.getDb().executeSql(subjectsOfBatches);
      return new Set((rows as readonly { subject: string }[]).map(({ subject }) => Number(subject)));
    },
    look: (repositoryId) => want(boss, 'look', [about(repositoryId)], { urgency: 'background' }),
    gate: (repositoryId, { notBefore } = {}) =>
      want(boss, 'gate', [about(repositoryId)], notBefore === undefined ? {} : { urgency: 'background', notBefore }),
    async feed(registry) {
      await boss.insert('feed', [alone(registry)]);
    },
    async sweep(when) {
      const all = { subject: 'all' } satisfies JobData;
      const key = { singletonKey: 'all' };
      if (when === 'now') await boss.send('sweep', all, key);
      else if (when === 'this-minute') await boss.send('sweep', all, { ...key, singletonSeconds: 60 });
      // Also where one waits for a process that has started before
      else await boss.upsert('sweep', { ...all, since: when.since }, { ...key, startAfter: 0 });
    },
    putOff: (job) => putOff(boss, job),
    async keepStep() {
      await boss.getDb().executeSql(keepStep);
    },
    depth: () => depth(boss),
    close: () => boss.stop({ graceful: false }),
  };
}

function about(repositoryId: number): Subject {
  return { subject: String(repositoryId), owner: null };
}

function ownerOf(installationId: number | null | undefined): string | null {
  return typeof installationId === 'number' ? String(installationId) : null;
}

/** A job of a kind of which an installation or a registry has one. */
function alone(subject: string) {
  return { data: { subject } satisfies JobData, singletonKey: subject };
}

const subjectsOfBatches = `select singleton_key as subject from pgboss.job where name = 'batch' and state <= 'active'`;

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
    gate: of('gate'),
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
    await boss.update(name, undefined, { id, startAfter: 0 });
  }
}

/** A second queue on the same database in the same process takes nothing from the first. */
const takenOver = new WeakSet<object>();
