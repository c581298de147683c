import { accountOf, findRepository } from './accounts.ts';
import type { StoryClock } from './clock.ts';
import { resolveNamed } from './git/resolve.ts';
import { startRegistries } from './registries/index.ts';
import type { SandboxRegistries } from './registries/registries.ts';
import type { ScenarioPackage } from './scenario-package.ts';
import type { SandboxRepository, SandboxState } from './state.ts';

/** The registries beside a local GitHub: they know its repositories, and what commits of its story will be. */
export function registriesFor(
  packages: readonly ScenarioPackage[],
  state: SandboxState,
  clock: StoryClock | null,
): Promise<SandboxRegistries> {
  return startRegistries(packages, {
    now: state.now,
    resolveCommit(repository, idOrSha) {
      const found = repositoryNamed(state, repository);
      if (found === null) return null;
      return resolveNamed(found, idOrSha) ?? clock?.foreseen.get(found.id)?.get(idOrSha) ?? null;
    },
    repositoryId(repository) {
      const found = repositoryNamed(state, repository);
      if (found === null) return null;
      return { id: found.id, ownerId: accountOf(state, found.owner).id, visibility: found.visibility };
    },
  });
}

/** By its name of today or an earlier one. */
function repositoryNamed(state: SandboxState, fullName: string): SandboxRepository | null {
  const [owner = '', name = ''] = fullName.split('/');
  const moved = state.redirects.get(fullName.toLowerCase());
  return findRepository(state, owner, name) ?? (moved === undefined ? null : (state.repositories.get(moved) ?? null));
}
