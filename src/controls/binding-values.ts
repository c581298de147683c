import type { Publication, PublishSite } from '../publishing/publication.ts';
import type { BindingValues } from '../registries/registry.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Subject } from '../types/subject.ts';
import { parseUses } from '../workflows/parse-uses.ts';
import { comparedClaims } from './binding-claims.ts';

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

/** File names of the workflows that the registry compares with what was entered. */
export function comparedWorkflows({ registry, site }: Publication): readonly string[] {
  if (site === null) return [];
  const paths = comparedClaims[registry]?.workflow === 'started' ? startedBy(site) : [holderOf(registry, site)];
  return [...new Set(paths.map((path) => path.slice(path.lastIndexOf('/') + 1)))].toSorted();
}

/** Paths of the workflows that GitHub starts and that lead to the job. */
export function startedBy({ workflow, callers }: PublishSite): readonly string[] {
  const paths = callers.map((chain) => chain[0]?.workflow.path ?? workflow.path);
  return paths.length === 0 ? [workflow.path] : [...new Set(paths)].toSorted();
}

/** The workflow that the publishing job stands in: its path, after `owner/name/` where that is another repository's. */
export function holdingOf({ workflow, job }: PublishSite): string {
  const uses = job.uses === null ? null : parseUses(job.uses.value.value);
  return uses?.kind === 'remote' ? `${uses.owner}/${uses.repository}/${uses.path}` : workflow.path;
}

/** One of another repository counts only where a publisher can name that one. */
function holderOf(registry: RegistryId, site: PublishSite): string {
  return comparedClaims[registry]?.called.elsewhere === 'with-repository' ? holdingOf(site) : site.workflow.path;
}

/** Those of them that the registry's form asks for. */
export function boundWorkflows(publication: Publication): readonly string[] {
  return isCompared(publication.registry, 'workflow') ? comparedWorkflows(publication) : [];
}

/** Whether a registry's form for trusted publishers asks for this. */
export function isCompared(registry: RegistryId, what: 'workflow' | 'environment'): boolean {
  return comparedClaims[registry]?.[what] !== null;
}

/** The one value of all; an expression is no value that could be typed. */
function only(values: readonly (string | null)[]): string | null {
  const [value = null, ...others] = new Set(values);
  return others.length > 0 || value?.includes('${{') ? null : value;
}
