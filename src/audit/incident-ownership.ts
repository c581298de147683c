import type { PackageEvidence } from '../ledger/package-evidence.ts';
import { repositoryOfLink } from '../ledger/source-link.ts';

/** Whose package it may be, seen from one repository. */
export interface OwnershipQuestion {
  readonly evidence: PackageEvidence;
  /** The look before; null where there was none. */
  readonly before: PackageEvidence | null;
  /** `owner/name`. */
  readonly repository: string;
  /** A workflow of the repository publishes a package of that name. */
  readonly isPublished: boolean;
}

/**
 * Is it this repository's own package? Forks, templates and examples carry names of other people's packages, and what is
 * odd about those is nobody's alarm here. The registry has to point back: by proof or by metadata, now or before the
 * release in question, as whoever publishes a release also writes its links. Where it points nowhere at all, the workflow
 * that publishes the package has to do.
 */
export function isOwnPackage({ evidence, before, repository, isPublished }: OwnershipQuestion): boolean {
  const looks = [evidence, ...(before === null ? [] : [before])];
  if (evidence.wasLinked === true || looks.some(isLinked)) return true;
  const named = looks.flatMap(namedBy);
  const owner = repository.toLowerCase().split('/')[0] ?? '';
  // Another repository of the same owner is a mirror, a part of a whole or an earlier name
  if (named.some((name) => name.startsWith(`${owner}/`))) return true;
  const isElsewhere = named.length > 0 || looks.some(({ ledger }) => ledger?.link === 'contradicted');
  return !isElsewhere && isPublished;
}

/** Does the registry point to the repository that is looked at? */
export function isLinked({ ledger }: PackageEvidence): boolean {
  return ledger?.link === 'proved' || ledger?.link === 'claimed';
}

/** Repositories that the package's metadata name, in lower case: one of them may be an earlier name of this one. */
export function namedBy({ history }: PackageEvidence): readonly string[] {
  return history.state === 'seen'
    ? history.value.sourceLinks.flatMap((link) => repositoryOfLink(link)?.toLowerCase() ?? [])
    : [];
}
