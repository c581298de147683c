import type { RepositoryFiles } from '../../types/repository-files.ts';
import { isAside } from '../manifests/aside.ts';
import { type ManifestDocument, tableAt, textAt, valueAt } from '../manifests/document.ts';
import { hostedLink } from '../manifests/hosted-link.ts';
import { parseJson } from '../manifests/json.ts';
import { sourceLink } from '../manifests/links.ts';
import { directoryOf } from '../manifests/paths.ts';
import { manifestReading } from '../manifests/reading.ts';
import { type Shelf, shelf } from '../manifests/shelf.ts';
import { writtenVersion } from '../manifests/versions.ts';
import type { ManifestPackage, ManifestReading } from '../registry.ts';

/**
 * Reads the Composer packages of a repository. Packagist only looks at the root's composer.json; those in folders are
 * published from repositories that are split off, so they are named here but are not publishable from this one.
 */
export function readManifests(files: RepositoryFiles): ManifestReading {
  const open = shelf(files);
  const replaced = replacedBy(open.open(rootManifest, parseJson));
  const packages = open.named(rootManifest).flatMap((path) => {
    const document = open.open(path, parseJson);
    return document === null ? [] : (describe(document, replaced, open) ?? []);
  });
  return manifestReading(packages, open.problems());
}

const rootManifest = 'composer.json';

function describe(document: ManifestDocument, replaced: ReadonlySet<string>, open: Shelf): ManifestPackage | null {
  const { root, path } = document;
  const name = textAt(root, 'name');
  if (name === undefined) return null;
  const line = document.lineOf('name');
  if (!grammar.test(name)) {
    open.complain(path, line, 'name is not a Composer package name: vendor/project in lower case');
    return null;
  }
  const isRoot = path === rootManifest;
  return {
    registry: 'packagist',
    name: name.toLowerCase(),
    path,
    directory: directoryOf(path),
    line,
    publishable: isRoot && isOffered(document),
    destination: null,
    version: writtenVersion(textAt(root, 'version')),
    provenance: null,
    workspace:
      (isRoot && replaced.size > 0) || (!isAside(path) && replaced.has(name.toLowerCase())) ? rootManifest : null,
    repository: sourceLink(textAt(root, 'support', 'source')) ?? hostedLink(textAt(root, 'homepage')),
  };
}

/** Composer's grammar, with the capitals that old packages have. */
const grammar = /^[a-z0-9][a-z0-9_.-]{0,126}\/[a-z0-9][a-z0-9_.-]{0,126}$/i;

/** A project is for its owners to deploy, unless it brings a command for others to run; an abandoned one sees no releases. */
function isOffered({ root }: ManifestDocument): boolean {
  const isProject = textAt(root, 'type') === 'project' && valueAt(root, 'bin') === undefined;
  const isAbandoned = valueAt(root, 'abandoned') === true || textAt(root, 'abandoned') !== undefined;
  return !isProject && !isAbandoned;
}

/** The packages that a root takes the place of: in a monorepo, its parts. */
function replacedBy(root: ManifestDocument | null): ReadonlySet<string> {
  return new Set(Object.keys(tableAt(root?.root, 'replace') ?? {}).map((name) => name.toLowerCase()));
}
