import { accountOf, installationOf, repositoriesOf } from '../accounts.ts';
import { corePermissions, fixerPermissions, subscribedEvents } from '../core-tier.ts';
import type { People } from '../sandbox.ts';
import { installation } from '../shapes/app.ts';
import { repositoryStub } from '../shapes/repository.ts';
import type { SandboxInstallation } from '../state.ts';
import type { World } from '../world.ts';
import { installationAt, present, repositoryAt, somebody } from './found.ts';

type InstallationPeople = Pick<
  People,
  | 'install'
  | 'installFixer'
  | 'uninstallFixer'
  | 'acceptPermissions'
  | 'suspend'
  | 'unsuspend'
  | 'uninstall'
  | 'addRepositories'
  | 'removeRepositories'
>;

/** What the owners of an organisation do with the app. */
export function installationPeople(world: World): InstallationPeople {
  return {
    async install(owner, options = {}) {
      const id = world.state.nextId();
      const made: SandboxInstallation = {
        id,
        account: accountOf(world.state, owner).login,
        permissions: { ...(options.permissions ?? corePermissions) },
        events: subscribedEvents,
        repositories: 'all',
        suspendedAt: null,
      };
      world.state.installations.set(id, made);
      await tellInstallation(world, made, 'created', { repositories: stubs(world, made), requester: null });
      return id;
    },
    installFixer(owner, options = {}) {
      const id = world.state.nextId();
      world.state.fixerInstallations.set(id, {
        id,
        account: accountOf(world.state, owner).login,
        permissions: { ...(options.permissions ?? fixerPermissions) },
        events: [],
        repositories: 'all',
        suspendedAt: null,
      });
    },
    uninstallFixer(owner) {
      const installed = present(installationOf(world.state, owner, world.state.fixer), `fixer on ${owner}`);
      world.state.fixerInstallations.delete(installed.id);
    },
    async acceptPermissions(owner, permissions) {
      const installed = installationAt(world, owner);
      installed.permissions = { ...permissions };
      await tellInstallation(world, installed, 'new_permissions_accepted');
    },
    async suspend(owner) {
      const installed = installationAt(world, owner);
      installed.suspendedAt = world.state.now().toISOString();
      await tellInstallation(world, installed, 'suspend');
    },
    async unsuspend(owner) {
      const installed = installationAt(world, owner);
      installed.suspendedAt = null;
      await tellInstallation(world, installed, 'unsuspend');
    },
    async uninstall(owner) {
      const installed = installationAt(world, owner);
      // The letter is addressed while the installation is there, and read when it is gone.
      const told = tellInstallation(world, installed, 'deleted', { repositories: stubs(world, installed) });
      world.state.installations.delete(installed.id);
      for (const [text, token] of world.state.tokens)
        if (token.installation === installed.id) world.state.tokens.delete(text);
      await told;
    },
    async addRepositories(owner, names) {
      const installed = installationAt(world, owner);
      const chosen = new Set(repositoriesOf(world.state, installed).map(({ id }) => id));
      const added = names.map((name) => repositoryAt(world, owner, name));
      installed.repositories = new Set([...chosen, ...added.map(({ id }) => id)]);
      await tellRepositories(world, installed, 'added', { repositories_added: added.map(repositoryStub) });
    },
    async removeRepositories(owner, names) {
      const installed = installationAt(world, owner);
      const removed = names.map((name) => repositoryAt(world, owner, name));
      const gone = new Set(removed.map(({ id }) => id));
      const left = repositoriesOf(world.state, installed).map(({ id }) => id);
      installed.repositories = new Set(left.filter((id) => !gone.has(id)));
      await tellRepositories(world, installed, 'removed', { repositories_removed: removed.map(repositoryStub) });
    },
  };
}

function stubs(world: World, installed: SandboxInstallation) {
  return repositoriesOf(world.state, installed).map(repositoryStub);
}

async function tellInstallation(
  world: World,
  installed: SandboxInstallation,
  action: string,
  payload: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await world.tell({
    event: 'installation',
    action,
    account: installed.account,
    repository: null,
    sender: somebody(world, installed.account),
    payload: { installation: installation(world, installed), ...payload },
  });
}

async function tellRepositories(
  world: World,
  installed: SandboxInstallation,
  action: 'added' | 'removed',
  changed: Readonly<Record<string, unknown>>,
): Promise<void> {
  await world.tell({
    event: 'installation_repositories',
    action,
    account: installed.account,
    repository: null,
    sender: somebody(world, installed.account),
    payload: {
      installation: installation(world, installed),
      repository_selection: installed.repositories === 'all' ? 'all' : 'selected',
      repositories_added: [],
      repositories_removed: [],
      requester: null,
      ...changed,
    },
  });
}
