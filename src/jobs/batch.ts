import type { JobContext } from './context.ts';

/** Observes repositories of an installation whose audit is wanted, and has them audited. */
export async function observeTogether(context: JobContext, installationId: number, signal: AbortSignal): Promise<void> {
  for (const { id, archived, auditWanted } of await context.store.repositories.ofInstallation(installationId)) {
    signal.throwIfAborted();
    if (!archived && auditWanted) await context.queue.repository(id, { urgency: 'background' });
  }
}
