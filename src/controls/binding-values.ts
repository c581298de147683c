import type { Publication } from '../publishing/publication.ts';
import type { BindingValues } from '../registries/registry.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Subject } from '../types/subject.ts';

/** What a registry's form asks for, for publications that one job makes. Null where files cannot tell. */
export function bindingValuesOf(publications: readonly Publication[], subject: Subject): BindingValues {
  const [owner = null, repository = null] = subject.repository?.split('/') ?? [];
  return {
    packages: [...new Set(publications.flatMap(({ packages }) => packages))].toSorted(),
    owner,
    repository,
    workflow: only(publications.flatMap(comparedWorkflows)),
    environment: only(publications.map(({ environment }) => environment)),
  };
}

/**
 * File names of the workflows that the registry compares with what was entered. One of another repository's making is
 * not among them: nothing is known of it but its name.
 */
export function comparedWorkflows({ registry, site }: Publication): readonly string[] {
  if (site === null) return [];
  const starters = site.callers.map((chain) => chain[0]?.workflow.path ?? site.workflow.path);
  const paths = comparesStarter.has(registry) && starters.length > 0 ? starters : [site.workflow.path];
  return [...new Set(paths.map((path) => path.slice(path.lastIndexOf('/') + 1)))].toSorted();
}

/** Those of them that the registry's form asks for. */
export function boundWorkflows(publication: Publication): readonly string[] {
  return isCompared(publication.registry, 'workflow') ? comparedWorkflows(publication) : [];
}

/** Whether a registry's form for trusted publishers asks for this. */
export function isCompared(registry: RegistryId, what: 'workflow' | 'environment'): boolean {
  return notCompared[registry]?.includes(what) !== true;
}

const notCompared: Readonly<Partial<Record<RegistryId, readonly ('workflow' | 'environment')[]>>> = {
  jsr: ['workflow', 'environment'],
  'pub.dev': ['workflow'],
};

/** These compare the workflow that GitHub starts; the others the one that the publishing job stands in. */
const comparesStarter: ReadonlySet<RegistryId> = new Set(['npm', 'crates.io']);

/** The one value of all; an expression is no value that could be typed. */
function only(values: readonly (string | null)[]): string | null {
  const [value = null, ...others] = new Set(values);
  return others.length > 0 || value?.includes('${{') ? null : value;
}
