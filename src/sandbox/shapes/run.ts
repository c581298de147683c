import { identity } from '../git/hash.ts';
import { get } from '../git/objects.ts';
import type { SandboxJob, SandboxRepository, SandboxRun } from '../state.ts';
import type { World } from '../world.ts';
import { nodeId } from './node-id.ts';
import { apiUrl, htmlUrl, repositoryLine } from './repository.ts';
import type { Job, WorkflowRun } from './types.ts';
import { simpleUser } from './user.ts';

/** A run as it stands: while it goes on, it has no conclusion. */
export function workflowRun(world: World, repository: SandboxRepository, run: SandboxRun): WorkflowRun {
  const api = `${apiUrl(world, repository)}/actions`;
  const url = `${api}/runs/${run.id}`;
  const commit = get(repository.objects, run.commit, 'commit');
  const workflow = workflowLine(world, repository, run.workflow);
  const actor = simpleUser(world, run.actor);
  const isHeld = [...repository.deployments.values()].some((made) => made.run === run.id && made.state === 'waiting');
  // The description has licences of runs otherwise than those of repositories; here there are none.
  const line = { ...repositoryLine(world, repository), license: null };
  return {
    id: run.id,
    node_id: nodeId('WFR', run.id),
    name: workflow.name,
    path: run.workflow,
    head_branch: run.branch,
    head_sha: run.commit,
    head_commit: {
      id: run.commit,
      tree_id: commit.tree,
      message: commit.message.trimEnd(),
      timestamp: commit.date,
      author: identity(commit.author),
      committer: identity(commit.author),
    },
    run_number: run.runNumber,
    run_attempt: 1,
    display_title: commit.message.trimEnd(),
    event: run.event,
    status: run.endedAt !== null ? 'completed' : isHeld ? 'waiting' : 'in_progress',
    conclusion: run.endedAt === null ? null : run.conclusion,
    check_suite_id: run.id,
    workflow_id: workflow.id,
    created_at: run.startedAt,
    run_started_at: run.startedAt,
    updated_at: run.endedAt ?? run.startedAt,
    actor,
    triggering_actor: actor,
    pull_requests: [],
    referenced_workflows: [],
    previous_attempt_url: null,
    url,
    html_url: `${htmlUrl(world, repository)}/actions/runs/${run.id}`,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${apiUrl(world, repository)}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    workflow_url: workflow.url,
    repository: line,
    head_repository: line,
  };
}

export function job(world: World, repository: SandboxRepository, run: SandboxRun, made: SandboxJob): Job {
  const api = apiUrl(world, repository);
  const hasEnded = run.endedAt !== null;
  return {
    id: made.id,
    node_id: nodeId('CR', made.id),
    run_id: run.id,
    run_url: `${api}/actions/runs/${run.id}`,
    run_attempt: 1,
    head_sha: run.commit,
    head_branch: run.branch,
    workflow_name: workflowLine(world, repository, run.workflow).name,
    name: made.name,
    url: `${api}/actions/jobs/${made.id}`,
    html_url: `${htmlUrl(world, repository)}/actions/runs/${run.id}/job/${made.id}`,
    check_run_url: `${api}/check-runs/${made.id}`,
    status: hasEnded ? 'completed' : 'in_progress',
    conclusion: hasEnded ? (made.conclusion as NonNullable<Job['conclusion']>) : null,
    created_at: run.startedAt,
    started_at: run.startedAt,
    completed_at: run.endedAt,
    steps: made.steps.map(({ name, conclusion }, index) => ({
      name,
      status: hasEnded ? 'completed' : 'in_progress',
      conclusion: hasEnded ? conclusion : null,
      number: index + 1,
      started_at: run.startedAt,
      completed_at: run.endedAt,
    })),
    labels: ['ubuntu-latest'],
    runner_id: 1,
    runner_name: 'GitHub Actions 1',
    runner_group_id: 0,
    runner_group_name: 'GitHub Actions',
  };
}

/** A workflow as webhooks carry it. */
export function workflowLine(world: World, repository: SandboxRepository, path: string) {
  const id = repository.id * 1000 + (Buffer.from(path).reduce((sum, byte) => sum + byte, 0) % 1000);
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');
  return {
    id,
    node_id: nodeId('W', id),
    name,
    path,
    state: 'active',
    created_at: repository.pushedAt,
    updated_at: repository.pushedAt,
    url: `${apiUrl(world, repository)}/actions/workflows/${id}`,
    html_url: `${htmlUrl(world, repository)}/blob/${repository.defaultBranch}/${path}`,
    badge_url: `${htmlUrl(world, repository)}/workflows/${name}/badge.svg`,
  };
}
