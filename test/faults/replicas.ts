import type { RunningApp } from '../../src/app/app.ts';

/** The app at work during a story: processes that can be killed, or an app in this process that can only be stopped. */
export interface Replicas {
  /** Those that listen now. */
  urls(): readonly string[];
  /** Resolves when one listens. */
  ready(): Promise<void>;
  /** `SIGTERM`: it hands back what it has in hand. Another one takes its place soon. */
  end(which: number, signal: 'SIGKILL' | 'SIGTERM'): void;
  /** Their clocks go wrong by so many milliseconds; 0: right again. */
  shiftClock(milliseconds: number): void;
  /** Whether their disk takes what is written; where the store is in a folder. */
  fillDisk(isFull: boolean): void;
  /** Ends all of them; nobody takes their place any more. */
  stop(how: 'kill' | 'stop'): Promise<void>;
  /** What they did that nobody may do: ended by themselves, or left a rejection unhandled. */
  trouble(): readonly string[];
  /** All that they have written to their logs. */
  output(): string;
}

/** What every app of a run is started with, whatever process it is in. */
export const appSettings = {
  version: 'test',
  retrySeconds: 0,
  gitHubPaces: [],
  requestTimeout: 4000,
} as const;

/** How much longer than that an answer takes which does not come in time, in milliseconds. */
export const slowerThanThat = 300;

/** Makes what is put off due, and tells the workers as the queue itself tells them. */
export async function hurry({ queue }: Pick<RunningApp, 'queue'>): Promise<void> {
  await queue.boss.getDb().executeSql(`
    with hurried as (
      update pgboss.job set start_after = now() where state < 'active' and start_after > now() returning name)
    select pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), name) from hurried`);
}
