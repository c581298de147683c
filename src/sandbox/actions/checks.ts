import { checkRun, checkSuite } from '../shapes/checks.ts';
import { nodeId } from '../shapes/node-id.ts';
import type { SandboxCheckRun, SandboxCheckSuite, SandboxRepository } from '../state.ts';
import type { World } from '../world.ts';

/** The app's suite of a commit; GitHub makes one for every commit that is pushed, and with the first check run. */
export function suiteOf(world: World, repository: SandboxRepository, headSha: string): SandboxCheckSuite {
  const known = repository.checkSuites.get(headSha);
  if (known !== undefined) return known;
  const branch = [...repository.refs].find(([ref, sha]) => sha === headSha && ref.startsWith('refs/heads/'));
  const suite: SandboxCheckSuite = {
    id: world.state.nextId(),
    headSha,
    headBranch: branch?.[0].slice('refs/heads/'.length) ?? null,
    before: null,
    createdAt: world.state.now().toISOString(),
  };
  repository.checkSuites.set(headSha, suite);
  return suite;
}

export async function tellCheckRun(
  world: World,
  repository: SandboxRepository,
  run: SandboxCheckRun,
  action: 'created' | 'completed' | 'rerequested' | 'requested_action',
  sender: string,
  payload: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const suite = suiteOf(world, repository, run.headSha);
  const shaped = checkRun(world, repository, run);
  await world.tell({
    event: 'check_run',
    action,
    account: repository.owner,
    repository,
    sender,
    payload: {
      ...payload,
      check_run: {
        ...shaped,
        check_suite: withoutRepository(world, repository, suite),
      },
    },
  });
}

export async function tellCheckSuite(
  world: World,
  repository: SandboxRepository,
  suite: SandboxCheckSuite,
  action: 'requested' | 'rerequested',
  sender: string,
): Promise<void> {
  await world.tell({
    event: 'check_suite',
    action,
    account: repository.owner,
    repository,
    sender,
    payload: { check_suite: { ...withoutRepository(world, repository, suite), node_id: nodeId('CS', suite.id) } },
  });
}

/** Webhooks carry the repository beside the suite, not inside it. */
function withoutRepository(world: World, repository: SandboxRepository, suite: SandboxCheckSuite) {
  const { repository: _beside, ...own } = checkSuite(world, repository, suite);
  return own;
}
