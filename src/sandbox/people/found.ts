import { accountOf, findRepository, installationOf } from '../accounts.ts';
import type { SandboxInstallation, SandboxIssue, SandboxPull, SandboxRepository } from '../state.ts';
import type { World } from '../world.ts';

/*
 * What people act on. A person cannot act on what is not there: each of these throws, since a test or a demo that tries
 * is mistaken.
 */

export function repositoryAt(world: World, owner: string, name: string): SandboxRepository {
  return present(findRepository(world.state, owner, name), `repository ${owner}/${name}`);
}

export function installationAt(world: World, owner: string): SandboxInstallation {
  return present(installationOf(world.state, owner), `installation on ${owner}`);
}

export function issueAt(repository: SandboxRepository, number: number): SandboxIssue {
  return present(repository.issues.get(number), `issue ${number} in ${repository.owner}/${repository.name}`);
}

export function pullAt(repository: SandboxRepository, number: number): SandboxPull {
  return present(repository.pulls.get(number), `pull request ${number} in ${repository.owner}/${repository.name}`);
}

/** @throws Error where there is nothing. */
export function present<Value>(value: Value | null | undefined, what: string): Value {
  if (value === null || value === undefined) throw new Error(`no ${what}`);
  return value;
}

/** Who acts where nobody is named: the first member of the organisation, or the account itself. */
export function somebody(world: World, owner: string): string {
  const account = accountOf(world.state, owner);
  return [...account.members][0] ?? account.login;
}
