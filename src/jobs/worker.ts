import type { JobWithMetadata } from 'pg-boss';
import type { Urgency } from '../types/urgency.ts';
import type { Log } from './context.ts';
import { bands, urgencyOf } from './fairness.ts';
import type { JobData, JobKind } from './job-kinds.ts';
import type { PgBossQueue } from './pg-boss-queue.ts';
import { unavailability } from './unavailability.ts';

/** What is done for each kind of job. A handler may be called again for what it has done already. */
export interface JobHandlers {
  delivery(id: string, signal: AbortSignal): Promise<void>;
  repository(id: number, signal: AbortSignal, urgency: Urgency): Promise<void>;
  installation(id: number, signal: AbortSignal): Promise<void>;
  batch(installationId: number, signal: AbortSignal): Promise<void>;
  look(repositoryId: number, signal: AbortSignal): Promise<void>;
  gate(repositoryId: number, signal: AbortSignal): Promise<void>;
  feed(registry: string, signal: AbortSignal): Promise<void>;
  /**
   * Wants again whatever was left: by a crash, by a message that got lost, or because its time has come. `since`: asked for by
   * a process that began to start then, in milliseconds since the epoch; null for the sweep of each minute.
   */
  sweep(signal: AbortSignal, since: number | null): Promise<void>;
}

export interface WorkerOptions {
  readonly queue: PgBossQueue;
  readonly handlers: JobHandlers;
  /**
   * How many repositories are worked on at once in this process; deliveries have as many places of their own. Of more than
   * one, a fourth is kept free of what nobody waits for.
   */
  readonly concurrency: number;
  /** When this process began to start, in milliseconds since the epoch. */
  readonly since: number;
  readonly log: Log;
  /** A job has failed for good, after so many tries. */
  onGivenUp(kind: JobKind, subject: string, error: Error, tries: number): Promise<void>;
  /** A job was done. */
  onDone?(kind: JobKind, subject: string): Promise<void>;
  /** Waited for before each job: a process that also answers webhooks answers those first. */
  before?(): Promise<void>;
  /** Called as each start of a job ends. */
  onEnded?(kind: JobKind, outcome: JobOutcome): void;
}

export type JobOutcome = 'done' | 'put-off' | 'retried' | 'given-up' | 'handed-back';

export interface Worker {
  /** Whether jobs are taken. */
  running(): boolean;
  /**
   * Takes no more jobs, waits for those in hand, and hands back what is not done in time (after its signal was
   * aborted), so that another process takes it at once.
   */
  stop(graceMilliseconds: number): Promise<void>;
}

type StartedJob = JobWithMetadata<JobData>;

/** Works on what the queue holds until it is stopped. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { queue, concurrency } = options;
  const { boss } = queue;
  const stopping = new AbortController();
  const places = new Map<JobKind, string[]>();
  const inHand = new Set<{ readonly kind: JobKind; readonly job: StartedJob; readonly ended: Promise<void> }>();
  const timers = new Set<NodeJS.Timeout>();
  let running = true;

  for (const [kind, count, forPeople] of placesOf(concurrency)) {
    places.set(kind, []);
    for (let place = 0; place < count; place += 1) await openPlace(kind, place < forPeople);
  }
  await queue.sweep({ since: options.since });
  const sweeping = setInterval(() => void queue.sweep('this-minute').catch(sweepFailed), sweepMilliseconds);
  return { running: () => running, stop };

  /**
   * One place for one job at a time. pg-boss lets a place sleep after each job until it is notified, whatever else
   * waits; it is woken when it ends, so that it goes on until nothing is left.
   */
  async function openPlace(kind: JobKind, onlyForPeople: boolean): Promise<void> {
    let opened = '';
    const settings = { notifyPollingIntervalSeconds: 5, includeMetadata: true } as const;
    const wanted = onlyForPeople ? { ...settings, minPriority: bands.person.last } : settings;
    opened = await boss.work<JobData, void, typeof settings>(kind, wanted, async ([job]) => {
      if (job === undefined) return;
      const ended = run(kind, job).catch(rethrowBare);
      const entry = { kind, job, ended: ended.then(nothing, nothing) };
      inHand.add(entry);
      try {
        await ended;
      } finally {
        inHand.delete(entry);
        boss.notifyWorker(opened);
      }
    });
    places.get(kind)?.push(opened);
  }

  async function run(kind: JobKind, job: StartedJob): Promise<void> {
    await options.before?.();
    if (!running) return handBack(kind, job);
    const tries = triesOf(job);
    if (tries > mostRetries) return giveUp(kind, job, new Error('every process that began it has ended'));
    try {
      if (kind === 'sweep') await queue.keepStep();
      await callHandler(options.handlers, kind, job, AbortSignal.any([job.signal, stopping.signal]));
    } catch (error) {
      const unavailable = unavailability(error);
      if (stopping.signal.aborted) return handBack(kind, job);
      if (unavailable !== null) return putOff(kind, job, unavailable.until);
      if (tries >= mostRetries) return giveUp(kind, job, asError(error));
      options.log.warn({ kind, subject: job.data.subject, tries, err: error }, 'a job failed and will be tried again');
      options.onEnded?.(kind, 'retried');
      throw error;
    }
    options.onEnded?.(kind, 'done');
    await options.onDone?.(kind, job.data.subject);
  }

  /** Back among the jobs that wait, for whichever process is first, without having used up a try. */
  async function handBack(kind: JobKind, job: StartedJob): Promise<void> {
    options.onEnded?.(kind, 'handed-back');
    const { id, retryCount, data } = job;
    await boss.fail(kind, { id, retryCount }, { message: 'handed back' });
    const renewed: JobData = { ...data, tries: triesOf(job) - retryCount - 1 };
    await boss.update(kind, renewed, { id, startAfter: 0 });
  }

  async function putOff(kind: JobKind, job: StartedJob, until: number): Promise<void> {
    const { subject } = job.data;
    options.log.info({ kind, subject, until: new Date(until).toISOString() }, 'a job is put off');
    options.onEnded?.(kind, 'put-off');
    const data: JobData = { ...job.data, tries: triesOf(job) };
    await queue.putOff({ kind, data, owner: job.groupId ?? null, urgency: urgencyOf(job.priority), until });
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        for (const place of places.get(kind) ?? []) boss.notifyWorker(place);
      },
      Math.min(Math.max(until - Date.now(), 0) + 20, longestTimer),
    );
    timers.add(timer);
  }

  async function giveUp(kind: JobKind, job: StartedJob, error: Error): Promise<void> {
    const { subject } = job.data;
    options.log.error({ kind, subject, err: error }, 'a job is given up');
    options.onEnded?.(kind, 'given-up');
    await options.onGivenUp(kind, subject, error, triesOf(job) + 1);
  }

  async function stop(graceMilliseconds: number): Promise<void> {
    if (!running) return;
    running = false;
    clearInterval(sweeping);
    for (const timer of timers) clearTimeout(timer);
    const closing = [...places.keys()].map((kind) => boss.offWork(kind, { wait: true }));
    const closed = Promise.allSettled(closing).then(nothing);
    if (await endsWithin(closed, graceMilliseconds)) return;
    stopping.abort(new Error('the process is stopping'));
    if (await endsWithin(closed, afterAbort)) return;
    for (const { kind, job } of inHand) await handBack(kind, job).catch(handBackFailed);
  }

  /** The database is gone, or does not answer: what is in hand is taken up when its heartbeat is missed. */
  function handBackFailed(error: unknown): void {
    options.log.warn({ err: error }, 'a job could not be handed back');
  }

  function sweepFailed(error: unknown): void {
    options.log.warn({ err: error }, 'no search for work that was left could be asked for');
  }
}

const mostRetries = 5;
const sweepMilliseconds = 60_000;
/** How long handlers have to notice that they are to stop. */
const afterAbort = 1000;
/** A longer time overflows what `setTimeout` can hold; polling finds the job then. */
const longestTimer = 86_400_000;

function triesOf({ retryCount, data }: StartedJob): number {
  return (data.tries ?? 0) + retryCount;
}

/** Of each kind, how many places there are, and how many of them are for people's jobs only. */
function placesOf(concurrency: number): readonly (readonly [JobKind, number, number])[] {
  const forPeople = concurrency === 1 ? 0 : Math.max(1, Math.floor(concurrency / 4));
  return [
    ['delivery', concurrency, 0],
    ['repository', concurrency, forPeople],
    ['installation', 1, 0],
    ['batch', 1, 0],
    // Registries set the pace of looks: more of them would only wait in their lanes
    ['look', concurrency, 0],
    // A deployment is answered within seconds, whatever else there is to do
    ['gate', Math.min(concurrency, 2), 0],
    ['feed', 1, 0],
    ['sweep', 1, 0],
  ];
}

async function callHandler(
  handlers: JobHandlers,
  kind: JobKind,
  { data: { subject, since }, priority }: StartedJob,
  signal: AbortSignal,
): Promise<void> {
  switch (kind) {
    case 'delivery':
      return handlers.delivery(subject, signal);
    case 'repository':
      return handlers.repository(Number(subject), signal, urgencyOf(priority));
    case 'installation':
      return handlers.installation(Number(subject), signal);
    case 'batch':
      return handlers.batch(Number(subject), signal);
    case 'look':
      return handlers.look(Number(subject), signal);
    case 'gate':
      return handlers.gate(Number(subject), signal);
    case 'feed':
      return handlers.feed(subject, signal);
    case 'sweep':
      return handlers.sweep(signal, since ?? null);
  }
}

async function endsWithin(work: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** pg-boss stores what is thrown, and errors of octokit carry a token in the headers of their request. */
function rethrowBare(error: unknown): never {
  throw new Error(asError(error).name);
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

function nothing(): void {}
