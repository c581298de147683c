import { accountOf } from '../accounts.ts';
import type { People } from '../sandbox.ts';
import { simpleUser } from '../shapes/user.ts';
import type { SandboxRepository } from '../state.ts';
import type { World } from '../world.ts';
import { repositoryAt, somebody } from './found.ts';

type RepositoryPeople = Pick<
  People,
  'rename' | 'transfer' | 'archive' | 'unarchive' | 'setVisibility' | 'deleteRepository'
>;

/** What administrators do to whole repositories. */
export function repositoryPeople(world: World): RepositoryPeople {
  return {
    async rename(owner, name, to) {
      const repository = repositoryAt(world, owner, name);
      leaveBehind(world, repository);
      repository.name = to;
      await tell(world, repository, 'renamed', { changes: { repository: { name: { from: name } } } });
    },
    async transfer(owner, name, to) {
      const repository = repositoryAt(world, owner, name);
      const from = simpleUser(world, repository.owner);
      leaveBehind(world, repository);
      repository.owner = accountOf(world.state, to).login;
      const kind = from.type === 'User' ? 'user' : 'organization';
      // Only where it arrives: the installation that it leaves hears nothing of it.
      await tell(world, repository, 'transferred', { changes: { owner: { from: { [kind]: from } } } });
    },
    async archive(owner, name) {
      const repository = repositoryAt(world, owner, name);
      repository.archived = true;
      await tell(world, repository, 'archived');
    },
    async unarchive(owner, name) {
      const repository = repositoryAt(world, owner, name);
      repository.archived = false;
      await tell(world, repository, 'unarchived');
    },
    async setVisibility(owner, name, visibility) {
      const repository = repositoryAt(world, owner, name);
      repository.visibility = visibility;
      await tell(world, repository, visibility === 'public' ? 'publicized' : 'privatized');
    },
    async deleteRepository(owner, name) {
      const repository = repositoryAt(world, owner, name);
      repository.deleted = true;
      await tell(world, repository, 'deleted');
    },
  };
}

/** The old name leads to the repository until another one takes it. */
function leaveBehind(world: World, repository: SandboxRepository): void {
  world.state.redirects.set(`${repository.owner}/${repository.name}`.toLowerCase(), repository.id);
}

async function tell(
  world: World,
  repository: SandboxRepository,
  action: string,
  payload: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await world.tell({
    event: 'repository',
    action,
    account: repository.owner,
    repository,
    sender: somebody(world, repository.owner),
    payload,
  });
}
