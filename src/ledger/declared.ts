import type { RegistryId } from '../types/registry-id.ts';
import type { DeclaredPublishing } from './case.ts';

/** As much of a map of publications as is needed here. */
export interface DeclaredMap {
  readonly publications: readonly DeclaredPublication[];
  readonly packages: readonly DeclaredManifest[];
}

export interface DeclaredPublication {
  readonly registry: RegistryId;
  /** Empty where files cannot tell. */
  readonly packages: readonly string[];
  /** Null for a package that is published without a workflow. */
  readonly site: { readonly workflow: { readonly path: string }; readonly callers: readonly DeclaredChain[] } | null;
  readonly via: string;
  readonly auth: 'trusted-publishing' | 'token' | 'unknown';
  readonly provenance: boolean | null;
  readonly environment: string | null;
}

/** Workflows that call the publishing one, outermost first. */
export type DeclaredChain = readonly { readonly workflow: { readonly path: string } }[];

export interface DeclaredManifest {
  readonly registry: RegistryId;
  readonly name: string;
  readonly path: string;
  readonly version: string | null;
  readonly publishable: boolean;
}

/** How a repository's files say that one package is published. A publication that names no package may be any's. */
export function declaredFor(
  { publications, packages }: DeclaredMap,
  registry: RegistryId,
  packageName: string,
): DeclaredPublishing {
  const name = comparable(registry, packageName);
  const ofRegistry = publications.filter((publication) => publication.registry === registry);
  const named = ofRegistry.filter((publication) =>
    publication.packages.some((each) => comparable(registry, each) === name),
  );
  const own = named.length > 0 ? named : ofRegistry.filter((publication) => publication.packages.length === 0);
  const manifests = packages.filter((each) => each.registry === registry && comparable(registry, each.name) === name);
  const manifest = manifests.find(({ publishable }) => publishable) ?? manifests[0];
  return {
    workflows: sorted(own.flatMap(workflowsOf)),
    environments: [...new Set(own.filter(({ site }) => site !== null).map(({ environment }) => environment))].sort(
      byName,
    ),
    auth: sorted(own.map(({ auth }) => auth)),
    leavesNoAttestation: own.length > 0 && own.every(leavesNone),
    manifest: manifest === undefined ? null : { path: manifest.path, version: manifest.version },
  };
}

/** The workflow that publishes, and those that call it: a certificate names the one that was started. */
function workflowsOf({ site }: DeclaredPublication): readonly string[] {
  if (site === null) return [];
  return [site.workflow.path, ...site.callers.flatMap((chain) => chain.map(({ workflow }) => workflow.path))];
}

function leavesNone({ provenance, auth }: DeclaredPublication): boolean {
  return provenance === false && auth === 'trusted-publishing';
}

/** PyPI takes names that differ in case and separators for the same. */
function comparable(registry: RegistryId, name: string): string {
  return registry === 'pypi' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name;
}

function sorted<T extends string>(values: readonly T[]): readonly T[] {
  return [...new Set(values)].sort();
}

/** A job without an environment first. */
function byName(a: string | null, b: string | null): number {
  const [left, right] = [a ?? '', b ?? ''];
  return left === right ? 0 : left < right ? -1 : 1;
}
