import type { JobContext } from '../context.ts';

/** Answering failed again and again for a reason of our own: the deployments wait on, until a person has it tried again. */
export async function giveUpDeployments({ store, log }: JobContext, repositoryId: number): Promise<void> {
  for (const { id, runId } of await store.gate.open(repositoryId)) {
    await store.gate.settled(id, 'failed');
    log.error({ repository: repositoryId, run: runId }, 'a deployment waits for an answer that could not be given');
  }
}
