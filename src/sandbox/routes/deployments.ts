import { z } from 'zod';
import { resolveCommit } from '../git/resolve.ts';
import { type Answer, failure, noContent, notFound, ok } from '../http/answer.ts';
import { onRepository, type RepositoryCall, type Route, withBody } from '../http/route.ts';
import { combinedStatus } from '../shapes/deployment.ts';
import type { SandboxRepository, SandboxRun } from '../state.ts';

/** Deployments that wait for the app's protection rule, and the statuses of commits. */
export const deploymentRoutes: readonly Route[] = [
  onRepository('POST', '/actions/runs/{run_id}/deployment_protection_rule', 'deployments=write', review),
  onRepository('GET', '/commits/{ref+}/status', 'statuses=read', (call) => {
    const { world, repository } = call;
    const sha = resolveCommit(repository, call.parameter('ref'));
    if (sha === null) return notFound;
    return ok(combinedStatus(world, repository, sha, [...(repository.statuses.get(sha)?.values() ?? [])]));
  }),
];

const reviewed = z
  .object({
    environment_name: z.string().min(1),
    state: z.enum(['approved', 'rejected']).optional(),
    comment: z.string().max(1024, 'is too long (maximum is 1024 characters)').optional(),
  })
  .refine(({ state, comment }) => state !== undefined || comment !== undefined, 'state or comment is needed');

/** A comment alone changes nothing, and ten of them are taken. */
function review(call: RepositoryCall): Answer {
  const { world, repository } = call;
  return withBody(call, 'DeploymentProtectionRule', reviewed, ({ environment_name, state, comment }) => {
    const run = repository.runs.get(Number(call.parameter('run_id')));
    if (run === undefined) return notFound;
    const waiting = [...repository.deployments.values()].find(
      (made) => made.run === run.id && made.environment === environment_name && made.state === 'waiting',
    );
    if (waiting === undefined) return failure(422, 'No pending deployment requests to approve or reject');
    if (state === undefined && waiting.comments.length >= mostReports)
      return failure(422, 'No more status reports are taken for this deployment');
    if (comment !== undefined) waiting.comments.push(comment);
    if (state !== undefined) waiting.state = state;
    if (state !== undefined) goOn(call.repository, run, state, world.state.now().toISOString());
    return noContent;
  });
}

/** The job runs to its end at once, or fails without having begun. */
function goOn(repository: SandboxRepository, run: SandboxRun, state: 'approved' | 'rejected', at: string): void {
  const conclusion = state === 'approved' ? 'success' : 'failure';
  repository.runs.set(run.id, { ...run, endedAt: at, conclusion });
  for (const check of repository.checkRuns.values())
    if (check.suite === run.id) Object.assign(check, { status: 'completed', conclusion, completedAt: at });
}

const mostReports = 10;
