import type { GitHubClient } from './client.ts';
import { isSuccess, type NotTold, notTold, type Place } from './told.ts';

/** The most that GitHub takes of a comment, in characters. */
export const longestComment = 1024;

export interface DeploymentAnswer {
  readonly runId: number;
  readonly environment: string;
  /** Null: only the comment is shown, and the deployment waits on. GitHub takes ten of those for a deployment. */
  readonly state: 'approved' | 'rejected' | null;
  /** Markdown, at most `longestComment` characters. */
  readonly comment: string;
}

/**
 * Answers a deployment that waits for our protection rule.
 *
 * @throws GitHubUnavailable
 */
export async function answerDeployment(
  client: GitHubClient,
  place: Place,
  { runId, environment, state, comment }: DeploymentAnswer,
): Promise<{ readonly outcome: 'written' } | NotTold> {
  const answer = await client.request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule', {
    ...place,
    run_id: runId,
    environment_name: environment,
    ...(state === null ? {} : { state }),
    comment,
  });
  return isSuccess(answer) ? { outcome: 'written' } : notTold(answer);
}
