import { z } from 'zod';
import type { Observation } from '../types/observation.ts';
import { askRepository, notRead, notUnderstood, type Place, repositoryPage } from './evidence/place.ts';
import { readPages } from './pages.ts';

/** A check run or a status of a commit. */
export interface CommitCheck {
  readonly name: string;
  /** `held`: it waits for somebody to let it through, and so may wait for what waits for it. */
  readonly state: 'green' | 'red' | 'running' | 'held';
  /** The suite and the app of a check run; null for a status. */
  readonly suite: number | null;
  readonly app: number | null;
}

/**
 * The check runs of a commit and the newest status of each context; at most 300 of the first and 100 of the second. A
 * workflow that has run again counts by its newest run.
 *
 * @throws GitHubUnavailable
 */
export async function checksOfCommit(place: Place, sha: string): Promise<Observation<readonly CommitCheck[]>> {
  const [runs, statuses, earlier] = await Promise.all([
    checkRuns(place, sha),
    commitStatuses(place, sha),
    suitesOfEarlierRuns(place, sha),
  ]);
  if (runs.state !== 'seen') return runs;
  if (statuses.state !== 'seen') return statuses;
  const newest = runs.value.filter(({ suite }) => suite === null || !earlier.has(suite));
  return { ...runs, value: [...newest, ...statuses.value] };
}

/** None where GitHub does not tell: then what an earlier run left counts as well. */
async function suitesOfEarlierRuns(place: Place, sha: string): Promise<ReadonlySet<number>> {
  const answer = await askRepository(place, '/actions/runs', { head_sha: sha, per_page: 100 });
  const runs = listedWorkflowRuns.safeParse(answer.data).data?.workflow_runs ?? [];
  const newest = new Map<string, number>();
  for (const { id, path } of runs) newest.set(path, Math.max(id, newest.get(path) ?? 0));
  const earlier = runs.filter(({ id, path }) => id !== newest.get(path));
  return new Set(earlier.flatMap(({ check_suite_id: suite }) => suite ?? []));
}

async function checkRuns(place: Place, sha: string): Promise<Observation<readonly CommitCheck[]>> {
  const source = repositoryPage(place, `commit/${sha}/checks`);
  const { client, owner, name } = place;
  const read = await readPages<unknown>(
    client,
    'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
    { owner, repo: name, ref: sha, filter: 'latest' },
    { most: 3, pick: (data) => listedRuns.safeParse(data).data?.check_runs ?? null },
  );
  if ('failed' in read) return read.failed === null ? notUnderstood(source) : notRead(read.failed, 'checks', source);
  if (!read.complete) return { state: 'unreadable', reason: 'there are more than 300 check runs', source };
  const parsed = z.array(checkRun).safeParse(read.items);
  if (!parsed.success) return notUnderstood(source);
  const value = parsed.data.map((run) => ({
    name: run.name,
    state: stateOf(run),
    suite: run.check_suite?.id ?? null,
    app: run.app?.id ?? null,
  }));
  return { state: 'seen', value, source };
}

async function commitStatuses(place: Place, sha: string): Promise<Observation<readonly CommitCheck[]>> {
  const source = repositoryPage(place, `commit/${sha}/checks`);
  const answer = await askRepository(place, '/commits/{ref}/status', { ref: sha, per_page: 100 });
  if (answer.status !== 200) return notRead(answer, 'statuses', source);
  const { data } = combined.safeParse(answer.data);
  if (data === undefined) return notUnderstood(source);
  if (data.total_count > data.statuses.length)
    return { state: 'unreadable', reason: `there are more than ${data.statuses.length} statuses`, source };
  const value = data.statuses.map(({ context, state }) => ({
    name: context,
    state: statusStates.get(state) ?? ('red' as const),
    suite: null,
    app: null,
  }));
  return { state: 'seen', value, source };
}

function stateOf({ status, conclusion }: z.infer<typeof checkRun>): CommitCheck['state'] {
  if (status === 'waiting') return 'held';
  if (status !== 'completed') return 'running';
  return green.has(conclusion ?? '') ? 'green' : 'red';
}

/** GitHub itself lets a pull request be merged by these. */
const green: ReadonlySet<string> = new Set(['success', 'neutral', 'skipped']);

const statusStates: ReadonlyMap<string, CommitCheck['state']> = new Map([
  ['success', 'green'],
  ['pending', 'running'],
]);

const listedWorkflowRuns = z.object({
  workflow_runs: z.array(
    z.object({
      id: z.number(),
      // Some answers carry the reference behind the path
      path: z.string().transform((path) => path.split('@')[0] ?? ''),
      check_suite_id: z.number().nullish(),
    }),
  ),
});

const listedRuns = z.object({ check_runs: z.array(z.unknown()) });

const checkRun = z.object({
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullish(),
  check_suite: z.object({ id: z.number() }).nullish(),
  app: z.object({ id: z.number() }).nullish(),
});

const combined = z.object({
  total_count: z.number(),
  statuses: z.array(z.object({ context: z.string(), state: z.string() })),
});
