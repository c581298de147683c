import { z } from 'zod';
import type { Observation } from '../types/observation.ts';
import { askRepository, notRead, notUnderstood, type Place, repositoryPage } from './evidence/place.ts';
import type { JobFact, RunFact } from './release-facts.ts';

/**
 * A run of a workflow with its jobs. `absent` where GitHub has no such run in this repository: it may have been deleted,
 * and GitHub deletes old ones by itself.
 *
 * @param id digits; anything else is absent without a request
 * @throws GitHubUnavailable
 */
export async function runFact(place: Place, id: string): Promise<Observation<RunFact>> {
  const source = repositoryPage(place, `actions/runs/${encodeURIComponent(id.slice(0, 30))}`);
  if (!/^[1-9]\d{0,17}$/.test(id)) return { state: 'absent', source };
  const answer = await askRepository(place, '/actions/runs/{run_id}', { run_id: id });
  if (answer.status === 404) return { state: 'absent', source };
  if (answer.status !== 200) return notRead(answer, 'runs', source);
  const { data } = run.safeParse(answer.data);
  if (data === undefined) return notUnderstood(source);
  const jobs = await jobFacts(place, id, source);
  const status = statuses[data.status ?? ''] ?? 'completed';
  const value: RunFact = {
    id,
    repository: data.repository.full_name,
    // Some answers carry the reference behind the path.
    workflow: data.path.split('@')[0] ?? '',
    event: data.event,
    commit: data.head_sha,
    branch: data.head_branch ?? null,
    status,
    conclusion: status === 'completed' ? (data.conclusion ?? null) : null,
    actor: data.actor?.login ?? null,
    startedAt: data.run_started_at ?? data.created_at ?? null,
    endedAt: status === 'completed' ? (lastEnd(jobs) ?? data.updated_at ?? null) : null,
    jobs,
  };
  return { state: 'seen', value, source };
}

/** One page: a hundred jobs of the latest attempt. */
async function jobFacts(place: Place, id: string, source: string): Promise<Observation<readonly JobFact[]>> {
  const answer = await askRepository(place, '/actions/runs/{run_id}/jobs', { run_id: id, per_page: 100 });
  if (answer.status !== 200) return notRead(answer, 'runs', source);
  const { data } = listed.safeParse(answer.data);
  if (data === undefined) return notUnderstood(source);
  const value = data.jobs.map((job) => ({
    name: job.name,
    status: job.status,
    conclusion: job.conclusion ?? null,
    startedAt: job.started_at ?? null,
    endedAt: job.completed_at ?? null,
    steps: (job.steps ?? []).map(({ name, conclusion }) => ({ name, conclusion: conclusion ?? null })),
  }));
  return { state: 'seen', value, source };
}

/** `updated_at` of a run moves on with whatever happens to it later, the end of its last job does not. */
function lastEnd(jobs: Observation<readonly JobFact[]>): string | null {
  if (jobs.state !== 'seen') return null;
  const ends = jobs.value.flatMap(({ endedAt }) => (endedAt === null ? [] : [endedAt]));
  return ends.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
}

const statuses: Readonly<Record<string, RunFact['status']>> = {
  queued: 'queued',
  requested: 'queued',
  pending: 'queued',
  in_progress: 'in_progress',
  waiting: 'waiting',
  completed: 'completed',
};

const time = z.string().nullish();

const run = z.object({
  path: z.string(),
  event: z.string(),
  head_sha: z.string(),
  head_branch: z.string().nullish(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  actor: z.object({ login: z.string() }).nullish(),
  run_started_at: time,
  created_at: time,
  updated_at: time,
  repository: z.object({ full_name: z.string() }),
});

const listed = z.object({
  jobs: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      conclusion: z.string().nullish(),
      started_at: time,
      completed_at: time,
      steps: z.array(z.object({ name: z.string(), conclusion: z.string().nullish() })).nullish(),
    }),
  ),
});
