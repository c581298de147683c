import type { SandboxRepository, SandboxState } from '../state.ts';
import { objectNamed } from './git.ts';

/** Whether there is a policy in the repository, or else in its owner's public repository `.github`. */
export function showsPolicy(state: SandboxState, repository: SandboxRepository): boolean {
  const defaults = [...state.repositories.values()].find(
    ({ owner, name, visibility, deleted }) =>
      owner.toLowerCase() === repository.owner.toLowerCase() &&
      name.toLowerCase() === '.github' &&
      visibility === 'public' &&
      !deleted,
  );
  return holdsPolicy(repository) || (defaults !== undefined && holdsPolicy(defaults));
}

function holdsPolicy(repository: SandboxRepository): boolean {
  return ['', '.github', 'docs'].some((folder) => {
    const found = objectNamed(repository, `HEAD:${folder}`);
    if (found?.object.kind !== 'tree') return false;
    return found.object.entries.some(({ name, mode }) => name.toLowerCase() === 'security.md' && mode !== '040000');
  });
}
