import type { RunningApp } from '../../src/app/app.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Post } from './post.ts';
import { hurry } from './replicas.ts';

export interface Resting {
  readonly app: RunningApp;
  readonly sandbox: Sandbox;
  readonly post: Post;
  /** When the app began to start: what was at work before is dead. */
  readonly startedAt: Date;
}

/** Resolves when nobody has anything left to say or to do. What is put off is not waited for. */
export async function atRest({ app, sandbox, post, startedAt }: Resting): Promise<void> {
  await missed(app, startedAt);
  const hurrying = setInterval(() => void hurry(app).catch(() => undefined), 100);
  try {
    for (let requests = -1; requests !== sandbox.requests.length; ) {
      requests = sandbox.requests.length;
      await post.settled();
      await sandbox.delivered();
      await app.idle();
    }
  } finally {
    clearInterval(hurrying);
  }
}

/** Whoever was at work is dead, and its heartbeat is missed now and not in ten seconds. */
async function missed({ queue }: RunningApp, startedAt: Date): Promise<void> {
  await queue.boss.getDb().executeSql(
    `update pgboss.job set heartbeat_on = heartbeat_on - interval '1 hour', started_on = started_on - interval '1 minute'
       where state = 'active' and started_on < $1`,
    [startedAt],
  );
  await queue.boss.supervise();
}

/** What is not done, for whoever looks for the reason why a run does not come to rest. */
export async function leftOver({ app, sandbox }: Resting): Promise<string> {
  const depth = Object.entries(await app.queue.depth()).filter(([, { waiting, active }]) => waiting + active > 0);
  const deliveries = await app.store.deliveries.left(Number.MAX_SAFE_INTEGER);
  const asked = sandbox.requests.slice(-3).map(({ method, path, status }) => `${method} ${path} ${status}`);
  return JSON.stringify({ depth, deliveries, asked });
}
