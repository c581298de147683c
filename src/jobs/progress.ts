import type { JobContext } from './context.ts';
import { progressText } from './progress-text.ts';

/** How often the log tells how far the audits of an installation have come, whichever process does them. */
const every = 30_000;

/** An audit has ended: tells how far those of its installation have come, now and then, and when they are all done. */
export async function tellProgress(context: JobContext, installationId: number): Promise<void> {
  const { store } = context;
  const progress = await store.sweeps.get(installationId);
  if (progress === null || progress.finishedAt !== null) return;
  const now = context.now();
  const { done, total } = progress;
  const isDone = done >= total;
  if (isDone) await store.sweeps.finish(installationId, now);
  else if (!(await store.timetable.take(`progress:${installationId}`, every, now))) return;
  const limit = (await store.limits.of(installationId)).get('core') ?? null;
  context.log.info({ installation: installationId, done, total }, progressText(progress, limit, now));
}
