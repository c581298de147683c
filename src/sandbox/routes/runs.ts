import { type Answer, notFound, ok } from '../http/answer.ts';
import { paginate } from '../http/paginate.ts';
import { onRepository, type RepositoryCall, type Route } from '../http/route.ts';
import { job, workflowRun } from '../shapes/run.ts';
import type { SandboxRun } from '../state.ts';

const reading = 'actions=read';

/** Runs of workflows, as far as they have begun and are not deleted. */
export const runRoutes: readonly Route[] = [
  onRepository('GET', '/actions/runs', reading, (call) => {
    const { query, repository } = call;
    const status = query.get('status');
    const fits = (run: SandboxRun) =>
      (query.get('head_sha') ?? run.commit) === run.commit &&
      (query.get('branch') ?? run.branch) === run.branch &&
      (query.get('event') ?? run.event) === run.event &&
      (query.get('actor') ?? run.actor) === run.actor &&
      (status === null || status === (run.endedAt === null ? 'in_progress' : 'completed') || status === run.conclusion);
    const shown = [...repository.runs.values()]
      .filter(fits)
      .toSorted((one, other) => Date.parse(other.startedAt) - Date.parse(one.startedAt));
    return paginate(call, shown, (page, total) => ({
      total_count: total,
      workflow_runs: page.map((run) => workflowRun(call.world, repository, run)),
    }));
  }),
  onRepository('GET', '/actions/runs/{run_id}', reading, (call) =>
    onRun(call, (run) => ok(workflowRun(call.world, call.repository, run))),
  ),
  onRepository('GET', '/actions/runs/{run_id}/jobs', reading, (call) =>
    onRun(call, (run) =>
      paginate(call, run.jobs, (page, total) => ({
        total_count: total,
        jobs: page.map((made) => job(call.world, call.repository, run, made)),
      })),
    ),
  ),
];

function onRun(call: RepositoryCall, handle: (run: SandboxRun) => Answer): Answer {
  const run = call.repository.runs.get(Number(call.parameter('run_id')));
  return run === undefined ? notFound : handle(run);
}
