import type { JobInsert, PgBoss } from 'pg-boss';
import { chunks } from '../store/chunks.ts';
import type { Urgency } from '../types/urgency.ts';
import { bands, type Placed, takeTurns, urgencyOf, type Wanted } from './fairness.ts';
import { waitingForNobody, waitingJob, whatWaits } from './fairness-statements.ts';
import type { JobData, JobKind } from './job-kinds.ts';

/** What a job is about, and whose turn it takes where the queue cannot find that out by itself. */
export interface Subject {
  readonly subject: string;
  /** The id of an installation; null where it is unknown, or known to the database. */
  readonly owner: string | null;
}

interface WantOptions {
  readonly urgency?: Urgency;
  /** Milliseconds since the epoch. */
  readonly notBefore?: number;
}

/**
 * Queues a job for each subject, in its turn. Nothing is queued where one waits already; that one is made urgent where
 * it was not and people wait from now on, and started now unless a time was given.
 */
export async function want(
  boss: PgBoss,
  kind: JobKind,
  subjects: readonly Subject[],
  { urgency = 'person', notBefore }: WantOptions = {},
): Promise<void> {
  for (const some of chunks(subjects, 1000)) {
    const placed = takeTurns(await waitingBefore(boss, kind, some, urgency), urgency);
    const startAfter = notBefore === undefined ? {} : { startAfter: new Date(notBefore) };
    const jobs = placed.map((place) => ({ ...jobOf(place), ...startAfter }));
    const queued = (await boss.insert(kind, jobs, { returnId: true })) ?? [];
    if (urgency === 'person' && queued.length < jobs.length) await makeUrgent(boss, kind, placed, notBefore);
  }
}

export interface PutOff {
  readonly kind: JobKind;
  readonly data: JobData;
  /** As in `Subject`. */
  readonly owner: string | null;
  readonly urgency: Urgency;
  readonly until: number;
}

/** What a job with its turn leaves in the queue when it cannot be done before then. */
export async function putOff(boss: PgBoss, { kind, data, owner, urgency, until }: PutOff): Promise<void> {
  const startAfter = new Date(until);
  const { rows } = await boss.getDb().executeSql(waitingJob, [kind, data.subject]);
  const [waiting] = rows as readonly { id: string; priority: number }[];
  // What has come for people meanwhile need not wait for what is kept from background work
  if (waiting !== undefined && urgency === 'background' && urgencyOf(waiting.priority) === 'person') return;
  const subject = { subject: data.subject, owner };
  const [place] = takeTurns(await waitingBefore(boss, kind, [subject], urgency), urgency);
  if (place === undefined) return;
  if (waiting !== undefined) {
    const priority = Math.max(waiting.priority, place.priority);
    const { updated } = await boss.update(kind, data, { id: waiting.id, startAfter, priority });
    if (updated > 0) return;
  }
  await boss.insert(kind, [{ ...jobOf(place), data, startAfter }]);
}

async function waitingBefore(
  boss: PgBoss,
  kind: JobKind,
  subjects: readonly Subject[],
  urgency: Urgency,
): Promise<readonly Wanted[]> {
  const { first, last } = bands[urgency];
  const { rows } = await boss.getDb().executeSql(whatWaits(kind), [kind, JSON.stringify(subjects), first, last]);
  return rows as readonly Wanted[];
}

async function makeUrgent(
  boss: PgBoss,
  kind: JobKind,
  placed: readonly Placed[],
  notBefore: number | undefined,
): Promise<void> {
  const subjects = JSON.stringify(placed.map(({ subject }) => subject));
  const { rows } = await boss.getDb().executeSql(waitingForNobody, [kind, subjects, bands.background.first]);
  const priorities = new Map(placed.map(({ subject, priority }) => [subject, priority]));
  for (const { id, subject } of rows as readonly { id: string; subject: string }[]) {
    const priority = priorities.get(subject) ?? bands.person.first;
    await boss.update(kind, undefined, { id, priority, ...(notBefore === undefined && { startAfter: 0 }) });
  }
}

function jobOf({ subject, owner, priority }: Placed): JobInsert<JobData> {
  return { data: { subject }, singletonKey: subject, group: { id: owner }, priority };
}
