import { z } from 'zod';
import type { Observation } from '../types/observation.ts';
import { askRepository, notRead, notUnderstood, type Place, repositoryPage } from './evidence/place.ts';

/** The workflow run that a deployment belongs to. */
export interface DeploymentRun {
  /** `.github/workflows/release.yml`. */
  readonly workflow: string;
  readonly commit: string;
  /** The suite that holds its own check runs; null where GitHub does not tell. */
  readonly suite: number | null;
}

/**
 * `absent` where GitHub has no such run here.
 *
 * @throws GitHubUnavailable
 */
export async function readDeploymentRun(place: Place, runId: number): Promise<Observation<DeploymentRun>> {
  const source = repositoryPage(place, `actions/runs/${runId}`);
  const answer = await askRepository(place, '/actions/runs/{run_id}', { run_id: runId });
  if (answer.status === 404) return { state: 'absent', source };
  if (answer.status !== 200) return notRead(answer, 'runs', source);
  const { data } = run.safeParse(answer.data);
  if (data === undefined) return notUnderstood(source);
  const { path, head_sha: commit, check_suite_id: suite } = data;
  // Some answers carry the reference behind the path
  return { state: 'seen', value: { workflow: path.split('@')[0] ?? '', commit, suite: suite ?? null }, source };
}

const run = z.object({ path: z.string(), head_sha: z.string(), check_suite_id: z.number().nullish() });
