import type { PgBoss } from 'pg-boss';

/**
 * What waits in the queue: a stored delivery, a repository, an installation, the repositories of an installation that are
 * observed together, the packages of a repository that are due, the deployments of a repository that ask at the gate, the feed of a registry, or the search for work that was left.
 */
export type JobKind = 'delivery' | 'repository' | 'installation' | 'batch' | 'look' | 'gate' | 'feed' | 'sweep';

/** What a job carries: what it is about, and what its tries were before those that pg-boss counts. */
export interface JobData {
  readonly subject: string;
  readonly tries?: number;
  /** Of a sweep that a process asks for as it starts: when it began to start, in milliseconds since the epoch. */
  readonly since?: number;
}

type QueueSettings = NonNullable<Parameters<PgBoss['createQueue']>[1]>;

/** How long each kind may take, in seconds. */
export const jobKinds: Readonly<Record<JobKind, { readonly expireInSeconds: number }>> = {
  delivery: { expireInSeconds: 120 },
  repository: { expireInSeconds: 900 },
  installation: { expireInSeconds: 900 },
  batch: { expireInSeconds: 900 },
  look: { expireInSeconds: 900 },
  gate: { expireInSeconds: 300 },
  feed: { expireInSeconds: 300 },
  sweep: { expireInSeconds: 300 },
};

/**
 * One job that waits and one that runs for each subject, so that what happens during an audit leads to another one.
 * A job that was put off keeps the place of the one that waits: further reasons do not make it start earlier.
 */
export const onePerSubject = 'stately';

/**
 * What all kinds have in common. A worker that dies is noticed by its heartbeat, of which ten seconds is the least. Tries
 * are counted by the worker; the limit here only has to be out of its way.
 */
export const everyKind: QueueSettings = {
  notify: true,
  retryLimit: 100_000,
  heartbeatSeconds: 10,
  deleteAfterSeconds: 3600,
};
