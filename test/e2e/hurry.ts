import { setTimeout as sleep } from 'node:timers/promises';
import { rows } from './nothing-lost.ts';
import type { Stage } from './stage.ts';

/** `settled`, without waiting for the half minutes after which work that GitHub's trouble has put off is taken up. */
export async function settledSoon(stage: Pick<Stage, 'app' | 'settled'>): Promise<void> {
  let over = false;
  const settled = stage.settled().finally(() => {
    over = true;
  });
  while (!over) {
    await rows(stage.app, hurry);
    await Promise.race([settled, sleep(100)]);
  }
  await settled;
}

/** Makes what is put off due, and tells the workers as the queue itself tells them. */
const hurry = `
  with hurried as (
    update pgboss.job set start_after = now() where state < 'active' and start_after > now() returning name)
  select pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), name) from hurried`;
