import type { Account, SandboxApp, SandboxInstallation, SandboxRepository, SandboxState } from './state.ts';

/** The account with a login, made where there is none yet. */
export function accountOf(state: SandboxState, login: string, type: Account['type'] = 'User'): Account {
  const known = state.accounts.get(login.toLowerCase());
  if (known !== undefined) return known;
  const account: Account = { id: state.nextId(), login, type, twoFactorRequired: false, members: new Set() };
  state.accounts.set(login.toLowerCase(), account);
  return account;
}

/** The login that an app acts as. */
export function botOf({ app }: { readonly app: SandboxApp }): string {
  return `${app.slug}[bot]`;
}

/** Everything that an app is installed on, by the id of the installation. */
export function installationsOf(state: SandboxState, app: SandboxApp): Map<number, SandboxInstallation> {
  return app.id === state.fixer.id ? state.fixerInstallations : state.installations;
}

export function installationOf(
  state: SandboxState,
  owner: string,
  app: SandboxApp = state.app,
): SandboxInstallation | null {
  const found = [...installationsOf(state, app).values()].find(
    ({ account }) => account.toLowerCase() === owner.toLowerCase(),
  );
  return found ?? null;
}

/** Whether an installation reaches a repository. */
export function reaches(installation: SandboxInstallation, repository: SandboxRepository): boolean {
  if (repository.deleted || repository.owner.toLowerCase() !== installation.account.toLowerCase()) return false;
  return installation.repositories === 'all' || installation.repositories.has(repository.id);
}

/** Repositories that an installation reaches, in the order they were made. */
export function repositoriesOf(state: SandboxState, installation: SandboxInstallation): readonly SandboxRepository[] {
  return [...state.repositories.values()].filter((repository) => reaches(installation, repository));
}

/** The repository under a name as it is now; redirects are not followed. */
export function findRepository(state: SandboxState, owner: string, name: string): SandboxRepository | null {
  const wanted = `${owner}/${name}`.toLowerCase();
  const found = [...state.repositories.values()].find(
    (repository) => !repository.deleted && `${repository.owner}/${repository.name}`.toLowerCase() === wanted,
  );
  return found ?? null;
}

/** What a person may do in a repository: `admin`, `maintain`, `write`, `triage`, `read` or `none`. */
export function roleOf(state: SandboxState, repository: SandboxRepository, login: string): string {
  const given = givenRoleOf(state, repository, login);
  return given === 'none' && repository.visibility === 'public' ? 'read' : given;
}

/** The same by what the person was given, which is nothing where everybody may read. */
export function givenRoleOf(state: SandboxState, repository: SandboxRepository, login: string): string {
  const given = [...repository.collaborators].find(([name]) => name.toLowerCase() === login.toLowerCase());
  if (given !== undefined) return given[1];
  if (repository.owner.toLowerCase() === login.toLowerCase()) return 'admin';
  return isMember(state, repository.owner, login) ? 'read' : 'none';
}

export function isMember(state: SandboxState, organisation: string, login: string): boolean {
  return state.accounts.get(organisation.toLowerCase())?.members.has(login) ?? false;
}
