import { identity } from '../git/hash.ts';
import { get } from '../git/objects.ts';
import type {
  SandboxAnnotation,
  SandboxCheckRun,
  SandboxCheckSuite,
  SandboxPull,
  SandboxRepository,
} from '../state.ts';
import type { World } from '../world.ts';
import { app } from './app.ts';
import { nodeId } from './node-id.ts';
import { pullId } from './pull-id.ts';
import { apiUrl, htmlUrl, repositoryLine } from './repository.ts';
import type { Annotation, CheckRun, CheckSuite, PullMinimal } from './types.ts';

export function checkRun(world: World, repository: SandboxRepository, run: SandboxCheckRun): CheckRun {
  const url = `${apiUrl(world, repository)}/check-runs/${run.id}`;
  return {
    id: run.id,
    node_id: nodeId('CR', run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: `${htmlUrl(world, repository)}/runs/${run.id}`,
    details_url: run.detailsUrl ?? `${world.url}/apps/${world.state.app.slug}`,
    status: run.status,
    conclusion: run.conclusion as CheckRun['conclusion'],
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    name: run.name,
    check_suite: { id: run.suite },
    app: run.appId === world.state.app.id ? app(world) : { ...app(world), id: run.appId },
    pull_requests: pullsWithHead(world, repository, run.headSha),
  };
}

export function annotation(
  world: World,
  repository: SandboxRepository,
  run: SandboxCheckRun,
  sent: SandboxAnnotation,
): Annotation {
  const path = sent.path.split('/').map(encodeURIComponent).join('/');
  return {
    path: sent.path,
    start_line: sent.start_line,
    end_line: sent.end_line,
    start_column: sent.start_column ?? null,
    end_column: sent.end_column ?? null,
    annotation_level: sent.annotation_level,
    title: sent.title ?? null,
    message: sent.message,
    raw_details: sent.raw_details ?? null,
    blob_href: `${htmlUrl(world, repository)}/blob/${run.headSha}/${path}`,
  };
}

export function checkSuite(world: World, repository: SandboxRepository, suite: SandboxCheckSuite): CheckSuite {
  const runs = [...repository.checkRuns.values()].filter((run) => run.suite === suite.id);
  const isComplete = runs.length > 0 && runs.every(({ status }) => status === 'completed');
  const commit = get(repository.objects, suite.headSha, 'commit');
  const who = identity(commit.author);
  const url = `${apiUrl(world, repository)}/check-suites/${suite.id}`;
  return {
    id: suite.id,
    node_id: nodeId('CS', suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: isComplete ? 'completed' : runs.length === 0 ? 'queued' : 'in_progress',
    conclusion: isComplete ? worst(runs) : null,
    url,
    before: suite.before,
    after: suite.headSha,
    pull_requests: pullsWithHead(world, repository, suite.headSha),
    app: app(world),
    repository: { ...repositoryLine(world, repository), license: null },
    created_at: suite.createdAt,
    updated_at: suite.createdAt,
    head_commit: {
      id: suite.headSha,
      tree_id: commit.tree,
      message: commit.message.trimEnd(),
      timestamp: commit.date,
      author: who,
      committer: who,
    },
    latest_check_runs_count: runs.length,
    check_runs_url: `${url}/check-runs`,
  };
}

/** From the one that speaks loudest: a suite shows the first of these that one of its runs has. */
const loudness = ['timed_out', 'action_required', 'failure', 'cancelled', 'neutral', 'success', 'skipped'] as const;

function worst(runs: readonly SandboxCheckRun[]): CheckSuite['conclusion'] {
  return loudness.find((conclusion) => runs.some((run) => run.conclusion === conclusion)) ?? null;
}

/** Pull requests from the repository itself: GitHub leaves out those from forks. */
function pullsWithHead(world: World, repository: SandboxRepository, sha: string): PullMinimal[] {
  return [...repository.pulls.values()]
    .filter((pull) => pull.state === 'open' && pull.headSha === sha && pull.headRepository === repository.id)
    .map((pull) => pullMinimal(world, repository, pull));
}

function pullMinimal(world: World, repository: SandboxRepository, pull: SandboxPull): PullMinimal {
  const repo = { id: repository.id, url: apiUrl(world, repository), name: repository.name };
  return {
    id: pullId(repository, pull),
    number: pull.number,
    url: `${apiUrl(world, repository)}/pulls/${pull.number}`,
    head: { ref: pull.headRef, sha: pull.headSha, repo },
    base: { ref: pull.baseRef, sha: pull.baseSha, repo },
  };
}
