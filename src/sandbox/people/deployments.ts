import { resolveCommit } from '../git/resolve.ts';
import type { People } from '../sandbox.ts';
import { deployment } from '../shapes/deployment.ts';
import { apiUrl } from '../shapes/repository.ts';
import type { SandboxCheckRun, SandboxDeployment, SandboxRepository, SandboxRun } from '../state.ts';
import type { World } from '../world.ts';
import { present, repositoryAt } from './found.ts';
import { beginRun } from './runs.ts';

/** What people have workflows do in environments that carry the app's protection rule, and what other apps say of commits. */
export function deploymentPeople(world: World): Pick<People, 'deploy' | 'checkCommit' | 'setStatus'> {
  return {
    async deploy(owner, name, run, environment) {
      const repository = repositoryAt(world, owner, name);
      await beginRun(world, repository, run);
      const begun = present(repository.runs.get(run.id), `run ${run.id}`);
      addCheck(world, repository, { name: 'publish', sha: begun.commit, suite: begun.id, conclusion: null });
      const made: SandboxDeployment = {
        id: world.state.nextId(),
        run: begun.id,
        environment,
        commit: begun.commit,
        ref: begun.branch ?? repository.defaultBranch,
        creator: begun.actor,
        createdAt: world.state.now().toISOString(),
        state: 'waiting',
        comments: [],
      };
      repository.deployments.set(made.id, made);
      await ask(world, repository, begun, made);
      return made;
    },

    async checkCommit(owner, name, ref, check) {
      const repository = repositoryAt(world, owner, name);
      const sha = present(resolveCommit(repository, ref), `commit ${ref}`);
      const before = [...repository.checkRuns.values()].find(
        (made) => made.appId === actions && made.headSha === sha && made.name === check.name,
      );
      addCheck(world, repository, { ...check, sha, suite: before?.suite ?? world.state.nextId() });
    },

    async setStatus(owner, name, ref, { context, state }) {
      const repository = repositoryAt(world, owner, name);
      const sha = present(resolveCommit(repository, ref), `commit ${ref}`);
      const statuses = repository.statuses.get(sha) ?? new Map();
      const createdAt = world.state.now().toISOString();
      statuses.set(context, { id: world.state.nextId(), context, state, createdAt });
      repository.statuses.set(sha, statuses);
    },
  };
}

async function ask(
  world: World,
  repository: SandboxRepository,
  run: SandboxRun,
  made: SandboxDeployment,
): Promise<void> {
  await world.tell({
    event: 'deployment_protection_rule',
    action: 'requested',
    account: repository.owner,
    repository,
    sender: made.creator,
    payload: {
      environment: made.environment,
      event: run.event,
      sha: made.commit,
      ref: made.ref,
      deployment_callback_url: `${apiUrl(world, repository)}/actions/runs/${run.id}/deployment_protection_rule`,
      deployment: deployment(world, repository, made),
      pull_requests: [],
    },
  });
}

/** The id of GitHub Actions among the apps. */
const actions = 15_368;

function addCheck(
  world: World,
  repository: SandboxRepository,
  check: { readonly name: string; readonly sha: string; readonly suite: number; readonly conclusion: string | null },
): void {
  const at = world.state.now().toISOString();
  const made: SandboxCheckRun = {
    id: world.state.nextId(),
    suite: check.suite,
    appId: actions,
    name: check.name,
    headSha: check.sha,
    status: check.conclusion === null ? 'in_progress' : 'completed',
    conclusion: check.conclusion,
    externalId: null,
    detailsUrl: null,
    startedAt: at,
    completedAt: check.conclusion === null ? null : at,
    title: null,
    summary: null,
    text: null,
    annotations: [],
    actions: [],
  };
  repository.checkRuns.set(made.id, made);
}
