import { z } from 'zod';
import { inRepository } from '../payloads.ts';
import { type Listener, listen } from './listener.ts';
import { place } from './place.ts';

const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const ref = z.string().min(1).max(1000);

const asked = inRepository.extend({
  environment: z.string().min(1).max(255),
  deployment_callback_url: z.string().max(2000).transform(runIn).pipe(z.int().positive()),
  sha: sha.optional().catch(undefined),
  ref: ref.optional().catch(undefined),
  deployment: z.object({ id: z.int().positive(), sha, ref }).nullish().catch(null),
});

/** Deployments that ask at the protection rule. */
export const deploymentListeners: readonly Listener[] = [
  listen('deployment_protection_rule', ['requested'], asked, async (context, payload) => {
    const { repository, environment, deployment, deployment_callback_url: runId } = payload;
    const commit = deployment?.sha ?? payload.sha;
    const name = deployment?.ref ?? payload.ref;
    if (commit === undefined || name === undefined) {
      context.log.warn({ repository: repository.id, run: runId }, 'a deployment names no commit and is not answered');
      return;
    }
    if (!(await place(context, payload))) return;
    const deploymentId = deployment?.id ?? null;
    const wanted = { repositoryId: repository.id, runId, environment, deploymentId, commit, ref: name };
    await context.store.gate.want({ ...wanted, now: context.now() });
    await context.queue.gate(repository.id);
  }),
];

/** The run that a callback belongs to. Nothing else is taken of it: where the answer goes is for us to say. */
function runIn(callback: string): number {
  return Number(/\/actions\/runs\/([1-9]\d{0,15})\/deployment_protection_rule$/.exec(callback)?.[1]);
}
