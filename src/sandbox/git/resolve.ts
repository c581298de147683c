import type { SandboxRepository } from '../state.ts';

/** Where a name leads: what a person may write for a commit (`main`, `v1`, `refs/heads/main`, `HEAD`, a SHA-1). */
export function resolveCommit(repository: SandboxRepository, name: string): string | null {
  const direct = fullSha.test(name) && repository.objects.has(name) ? name : null;
  const sha =
    direct ??
    spellings(repository, name)
      .map((ref) => repository.refs.get(ref))
      .find(isPresent) ??
    abbreviated(repository, name);
  return sha === null ? null : peel(repository, sha);
}

/** As `resolveCommit`, for what a scenario writes: it may call a commit by its `id`, which GitHub knows nothing of. */
export function resolveNamed(repository: SandboxRepository, name: string): string | null {
  return repository.commitIds.get(name) ?? resolveCommit(repository, name);
}

/** The commit that a tag object leads to; null where the object is neither tag nor commit. */
export function peel(repository: SandboxRepository, sha: string): string | null {
  const object = repository.objects.get(sha);
  if (object?.kind === 'tag') return peel(repository, object.target);
  return object?.kind === 'commit' ? sha : null;
}

/** Head of the default branch; null in an empty repository. */
export function headOf(repository: SandboxRepository): string | null {
  return repository.refs.get(`refs/heads/${repository.defaultBranch}`) ?? null;
}

const fullSha = /^[0-9a-f]{40}$/;

function spellings(repository: SandboxRepository, name: string): readonly string[] {
  if (name === 'HEAD') return [`refs/heads/${repository.defaultBranch}`];
  return [name, `refs/${name}`, `refs/heads/${name}`, `refs/tags/${name}`];
}

function abbreviated(repository: SandboxRepository, name: string): string | null {
  if (!/^[0-9a-f]{7,39}$/.test(name)) return null;
  const found = [...repository.objects].filter(([sha, { kind }]) => kind === 'commit' && sha.startsWith(name));
  return found.length === 1 ? (found[0]?.[0] ?? null) : null;
}

function isPresent(sha: string | undefined): sha is string {
  return sha !== undefined;
}
