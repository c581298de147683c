import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Publication } from '../publishing/publication.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Evidence } from './control.ts';
import { packagesOn } from './package-answers.ts';
import { isOwn, sourceOf } from './package-source.ts';

/**
 * The publications that make a package's releases: those that name it. One that names none may make any, but only what
 * points to this repository is taken for its.
 */
export function publicationsOf(about: PackageEvidence, evidence: Evidence): readonly Publication[] {
  const ofRegistry = evidence.map.publications.filter(({ registry }) => registry === about.registry);
  const named = ofRegistry.filter(({ packages }) => packages.some((name) => isSamePackage(about, name)));
  if (named.length > 0 || !isOwn(sourceOf(about, evidence.subject))) return named;
  return ofRegistry.filter(({ packages }) => packages.length === 0);
}

/** What was learnt of the packages that a publication makes. */
export function packagesOf(publication: Publication, evidence: Evidence): readonly PackageEvidence[] {
  return packagesOn(publication.registry, evidence).filter((about) =>
    publicationsOf(about, evidence).includes(publication),
  );
}

/**
 * The packages that are this repository's: something here publishes them, or they point here. A manifest alone proves
 * nothing: examples, templates and copies have names, too.
 */
export function ownPackages(registry: RegistryId, evidence: Evidence): readonly PackageEvidence[] {
  return packagesOn(registry, evidence).filter(
    (about) => publicationsOf(about, evidence).length > 0 || isOwn(sourceOf(about, evidence.subject)),
  );
}

/** The registries that something here publishes to, and those that have packages of this repository. */
export function ownRegistries(evidence: Evidence): readonly RegistryId[] {
  const published = evidence.map.publications.map(({ registry }) => registry);
  const asked = askedRegistries(evidence).filter((id) => ownPackages(id, evidence).length > 0);
  return [...new Set([...published, ...asked])];
}

/** Registries with packages to answer for, in the order in which the evidence has them. */
export function askedRegistries({ packages }: Evidence): readonly RegistryId[] {
  return [...new Set((packages ?? []).map(({ registry }) => registry))];
}

/** Is it the name of the package, as the registry compares names? */
export function isSamePackage({ registry, name }: Pick<PackageEvidence, 'registry' | 'name'>, other: string): boolean {
  const folded = folding[registry] ?? ((text: string) => text);
  return folded(name) === folded(other);
}

const folding: { readonly [registry in RegistryId]?: (name: string) => string } = {
  pypi: (name) => name.toLowerCase().replace(/[-_.]+/g, '-'),
  'crates.io': (name) => name.toLowerCase().replaceAll('_', '-'),
  nuget: (name) => name.toLowerCase(),
  packagist: (name) => name.toLowerCase(),
};
