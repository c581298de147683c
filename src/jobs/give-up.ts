import { checkOfTrouble } from '../reports/check-run/index.ts';
import { beginCheck, concludeCheck } from './check-runs.ts';
import type { JobContext } from './context.ts';
import { tellProgress } from './progress.ts';
import { openWork } from './repository-work.ts';

/**
 * An audit failed again and again for a reason of our own. Its check runs are completed as neutral, so that nobody waits
 * for them, and nothing is red for what is not the maintainer's fault.
 */
export async function giveUp(context: JobContext, repositoryId: number, signal: AbortSignal): Promise<void> {
  const work = await openWork(context, repositoryId, signal, 'background');
  if (work === null) return;
  const { checks, repositories } = context.store;
  for (const check of await checks.unfinished(repositoryId))
    await concludeCheck(work, await beginCheck(work, check), checkOfTrouble('error', { commit: check.headSha }));
  await repositories.auditDone(repositoryId, work.repository.wish, context.now());
  await tellProgress(context, work.repository.installationId);
}
