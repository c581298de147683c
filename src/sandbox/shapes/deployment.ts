import type { SandboxDeployment, SandboxRepository, SandboxStatus } from '../state.ts';
import type { World } from '../world.ts';
import { nodeId } from './node-id.ts';
import { apiUrl, repositoryLine } from './repository.ts';
import type { CombinedStatus, Deployment } from './types.ts';
import { simpleUser } from './user.ts';

/** A deployment as webhooks carry it. */
export function deployment(world: World, repository: SandboxRepository, made: SandboxDeployment): Deployment {
  const url = `${apiUrl(world, repository)}/deployments/${made.id}`;
  return {
    id: made.id,
    node_id: nodeId('DE', made.id),
    url,
    sha: made.commit,
    ref: made.ref,
    task: 'deploy',
    payload: {},
    original_environment: made.environment,
    environment: made.environment,
    description: null,
    creator: simpleUser(world, made.creator),
    created_at: made.createdAt,
    updated_at: made.createdAt,
    statuses_url: `${url}/statuses`,
    repository_url: apiUrl(world, repository),
    transient_environment: false,
    production_environment: false,
  };
}

/** The newest status of each context. */
export function combinedStatus(
  world: World,
  repository: SandboxRepository,
  sha: string,
  statuses: readonly SandboxStatus[],
): CombinedStatus {
  const api = apiUrl(world, repository);
  return {
    state: worst(statuses),
    statuses: statuses.map((made) => ({
      id: made.id,
      node_id: nodeId('SC', made.id),
      url: `${api}/statuses/${sha}`,
      avatar_url: null,
      state: made.state,
      description: null,
      target_url: null,
      context: made.context,
      created_at: made.createdAt,
      updated_at: made.createdAt,
    })),
    sha,
    total_count: statuses.length,
    repository: { ...repositoryLine(world, repository), license: null },
    commit_url: `${api}/commits/${sha}`,
    url: `${api}/commits/${sha}/status`,
  };
}

/** GitHub calls a commit without a status pending. */
function worst(statuses: readonly SandboxStatus[]): string {
  const states = statuses.map(({ state }) => state);
  if (states.some((state) => state === 'failure' || state === 'error')) return 'failure';
  return states.length === 0 || states.includes('pending') ? 'pending' : 'success';
}
