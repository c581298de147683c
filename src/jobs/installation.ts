import { installationRepositories } from '../github/repositories.ts';
import type { JobContext } from './context.ts';
import { forgetOthers } from './forget-others.ts';
import { learnInstallation } from './learn-installation.ts';
import { tellProgress } from './progress.ts';

/** Lists what an installation may see, keeps it, forgets what it may no longer see, and wants an audit of each. */
export async function listInstallation(
  context: JobContext,
  installationId: number,
  signal: AbortSignal,
): Promise<void> {
  const { store, queue } = context;
  const installation =
    (await store.installations.get(installationId)) ?? (await learnInstallation(context, installationId));
  if (installation === null || installation.suspended) return;
  const client = await context.clientFor(installationId, null, 'person');
  const listed = await installationRepositories(client);
  if (listed.state !== 'seen') {
    // What events have told of is worked on all the same
    await queue.repositories(await store.repositories.idsOf(installationId));
    context.log.warn({ installation: installationId, reason: listed.state }, 'repositories not listed');
    return;
  }
  const { repositories } = listed.value;
  await store.sweeps.begin(installationId, repositories.filter(({ archived }) => !archived).length, context.now());
  for (const repository of repositories) {
    signal.throwIfAborted();
    await store.repositories.put({ ...repository, installationId });
    if (!repository.archived) await store.repositories.wantAudit(repository.id, { settings: true });
  }
  await forgetOthers(context, installationId, listed.value);
  await queue.batch(installationId);
  await tellProgress(context, installationId);
}
