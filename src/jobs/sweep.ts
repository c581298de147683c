import type { JobContext } from './context.ts';
import { fillPostures } from './fill-postures.ts';
import { wantLooks } from './watch/want-looks.ts';

/** Work that a crash may have left behind is taken up after this long. */
const patience = 30_000;

/** A default branch is looked at again after this long, since settings change without a word and webhooks get lost. */
const reconcileAfter = 24 * 60 * 60 * 1000;

/** How often what is old is deleted. */
const pruneEvery = 10 * 60 * 1000;

/** Puts back into the queue whatever waits and is in no job: after crashes, lost webhooks, and once a day. */
export async function sweep(context: JobContext): Promise<void> {
  const { store, queue, now } = context;
  const at = now();
  await queue.deliveries(await store.deliveries.left(at - patience));
  await queue.repositories(await store.checks.left(at - patience));
  for (const id of await store.gate.left(at - patience)) await queue.gate(id);
  await wantDue(context, at);
  await wantLooks(context);
  await fillPostures(context);
  if (await store.timetable.take('prune', pruneEvery, at)) await store.prune(at);
}

/**
 * Repositories that become due are observed together with the others of their installation. Those whose audit is wanted
 * already were left by a crash or by a batch that never came: each is queued by itself, unless a batch is on its way.
 */
async function wantDue({ store, queue }: JobContext, at: number): Promise<void> {
  const batching = await queue.batching();
  const together = new Set<number>();
  const left: number[] = [];
  for (const { id, installationId, auditWanted } of await store.repositories.due(at - reconcileAfter, at)) {
    if (!auditWanted) {
      // Another wish would make an audit that is under way start over
      await store.repositories.wantAudit(id, { settings: false });
      together.add(installationId);
    } else if (!batching.has(installationId)) left.push(id);
  }
  for (const installation of together) await queue.batch(installation);
  await queue.repositories(left, { urgency: 'background' });
}
