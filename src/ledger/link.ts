import type { RepositoryIdentity } from '../github/release-facts.ts';
import type { Build } from './build.ts';
import type { Ledger } from './ledger.ts';
import { repositoryOfLink } from './source-link.ts';

/**
 * Does the registry point to this repository? `builds` are those of the releases that were looked at; a proof in favour
 * settles it, a proof against does so only where all agree.
 */
export function linkOf(
  repository: RepositoryIdentity | string | null,
  builds: readonly Build[],
  sourceLinks: readonly string[],
): Ledger['link'] {
  if (repository === null) return 'unknown';
  if (typeof repository === 'string') return linkByName(repository.toLowerCase(), builds, sourceLinks);
  const proofs = builds.map((build) => isBuiltIn(repository, build)).filter((proof) => proof !== null);
  if (proofs.includes(true)) return 'proved';
  if (proofs.length > 0) return 'contradicted';
  const claims = sourceLinks.map(repositoryOfLink).filter((name) => name !== null);
  return claims.some((name) => isCalled(repository, name)) ? 'claimed' : 'unknown';
}

/** Without GitHub's number another name proves nothing: repositories are renamed. */
function linkByName(name: string, builds: readonly Build[], sourceLinks: readonly string[]): Ledger['link'] {
  if (builds.some((build) => build.repository?.toLowerCase() === name)) return 'proved';
  return sourceLinks.some((link) => repositoryOfLink(link)?.toLowerCase() === name) ? 'claimed' : 'unknown';
}

/** Was it built in this repository? By number where both are known, else by name; null where the build names none. */
export function isBuiltIn(repository: RepositoryIdentity, build: Build): boolean | null {
  if (build.repositoryId !== null) return build.repositoryId === String(repository.id);
  return build.repository === null ? null : isCalled(repository, build.repository);
}

/** Is that the repository's name, today's or an earlier one? */
export function isCalled({ fullName, formerNames }: RepositoryIdentity, name: string): boolean {
  const lower = name.toLowerCase();
  return fullName.toLowerCase() === lower || formerNames.includes(lower);
}
