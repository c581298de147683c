import type { RepositoryIdentity } from '../../github/release-facts.ts';
import { githubIssuer, type Identity } from '../../provenance/certificate-identity.ts';
import type { ReleaseFactsRow } from '../facts.ts';

/** Where something was built: by GitHub's number where it is known, which survives renames and transfers. */
export interface Origin {
  /** `owner/name` on GitHub, lower case; elsewhere the whole address. */
  readonly name: string | null;
  readonly id: string | null;
}

/** Every place that the release's certificates name; the registry's own record where there is none. */
export function originsOf({ identities, repository }: ReleaseFactsRow): readonly Origin[] {
  if (identities.length > 0) return identities.map(({ identity }) => originOf(identity));
  return repository === null ? [] : [{ name: repository.toLowerCase(), id: null }];
}

export function originOf({ issuer, repositoryUrl, repositoryId }: Identity): Origin {
  const isGitHub = issuer === githubIssuer && repositoryUrl?.startsWith(github) === true;
  const name = isGitHub ? repositoryUrl.slice(github.length) : repositoryUrl;
  // Numbers of another host are other numbers.
  return { name: name?.toLowerCase() ?? null, id: isGitHub ? repositoryId : null };
}

/** Null where the two cannot be compared. */
export function isSameOrigin(one: Origin, other: Origin): boolean | null {
  if (one.id !== null && other.id !== null) return one.id === other.id;
  if (one.name === null || other.name === null) return null;
  return one.name === other.name;
}

/** Is it this repository, under its name of today or an earlier one? */
export function isRepository({ name, id }: Origin, repository: RepositoryIdentity): boolean {
  if (id !== null) return id === String(repository.id);
  return name !== null && namesOf(repository).includes(name);
}

/** Every name it has or had, lower case. */
export function namesOf({ fullName, formerNames }: RepositoryIdentity): readonly string[] {
  return [fullName, ...formerNames].map((name) => name.toLowerCase());
}

const github = 'https://github.com/';
