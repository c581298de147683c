import type { RepositoryFiles } from '../../types/repository-files.ts';
import { isPackageAside } from '../manifests/aside.ts';
import { flagAt, type ManifestDocument, textAt, textsAt, valueAt } from '../manifests/document.ts';
import { registryAddress, sourceLink } from '../manifests/links.ts';
import { directoryOf } from '../manifests/paths.ts';
import { manifestReading } from '../manifests/reading.ts';
import { type Shelf, shelf } from '../manifests/shelf.ts';
import { parseToml } from '../manifests/toml.ts';
import { writtenVersion } from '../manifests/versions.ts';
import type { Membership } from '../manifests/workspaces.ts';
import type { ManifestPackage, ManifestReading } from '../registry.ts';
import { cargoWorkspaces } from './workspaces.ts';

/** Packages that each Cargo.toml describes, with what they take from their workspace. */
export function readManifests(files: RepositoryFiles): ManifestReading {
  const open = shelf(files);
  const documents = open.named('Cargo.toml').flatMap((path) => open.open(path, parseToml) ?? []);
  const around: Around = { open, workspaces: cargoWorkspaces(documents), registries: namedRegistries(open) };
  const packages = documents.flatMap((document) => describe(document, around) ?? []);
  return manifestReading(packages, open.problems());
}

interface Around {
  readonly open: Shelf;
  readonly workspaces: Membership;
  /** Addresses of other registries, by the name that manifests use. */
  readonly registries: ReadonlyMap<string, string>;
}

function describe(document: ManifestDocument, { open, workspaces, registries }: Around): ManifestPackage | null {
  const { root, path } = document;
  const name = textAt(root, 'package', 'name') ?? textAt(root, 'project', 'name');
  if (name === undefined) return null;
  const directory = directoryOf(path);
  const workspace = workspaces(directory);
  const parent = workspace === null ? null : open.open(workspace, parseToml);
  const field = (key: string): unknown =>
    flagAt(root, 'package', key, 'workspace') === true
      ? valueAt(parent?.root, 'workspace', 'package', key)
      : valueAt(root, 'package', key);

  const version = textAt(field('version'));
  const target = publishTarget(field('publish'));
  // Cargo refuses to publish what has no version.
  const publishable = target.allowed && version !== undefined && !isPackageAside(path, workspace);
  const line = document.lineOf('package', 'name');
  if (!grammar.test(name)) {
    if (publishable) open.complain(path, line, 'name is not a valid crate name');
    return null;
  }

  return {
    registry: 'crates.io',
    name,
    path,
    directory,
    line,
    publishable,
    destination: target.registry === null ? null : (registries.get(target.registry) ?? target.registry),
    version: writtenVersion(version),
    provenance: null,
    workspace,
    repository: sourceLink(textAt(field('repository'))),
  };
}

const grammar = /^[a-z][a-z0-9_-]{0,63}$/i;

/** `publish`: a switch, or the registries that are allowed, crates.io being `crates-io`. */
function publishTarget(publish: unknown): { allowed: boolean; registry: string | null } {
  if (publish === false) return { allowed: false, registry: null };
  const named = textsAt(publish);
  if (named === undefined || named.includes('crates-io')) return { allowed: true, registry: null };
  return { allowed: named.length > 0, registry: named[0] ?? null };
}

/** `[registries.name] index` of the repository's own Cargo settings. */
function namedRegistries(open: Shelf): ReadonlyMap<string, string> {
  const settings = open.open('.cargo/config.toml', parseToml);
  const registries = valueAt(settings?.root, 'registries');
  return new Map(
    Object.keys(registries ?? {}).flatMap((name) => {
      const index = registryAddress(textAt(registries, name, 'index')?.replace(/^(?:sparse|git|registry)\+/, ''));
      return index === null ? [] : [[name, index] as const];
    }),
  );
}
