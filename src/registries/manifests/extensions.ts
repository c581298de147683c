import type { RegistryId } from '../../types/registry-id.ts';
import type { RepositoryFiles } from '../../types/repository-files.ts';
import type { ManifestPackage, ManifestReading } from '../registry.ts';
import { isPackageAside } from './aside.ts';
import { type ManifestDocument, textAt } from './document.ts';
import { parseJson } from './json.ts';
import { type NpmWorkspaces, npmWorkspaces } from './npm-workspaces.ts';
import { extensionPublisher, packageRepository } from './package-json.ts';
import { directoryOf } from './paths.ts';
import { manifestReading } from './reading.ts';
import { type Shelf, shelf } from './shelf.ts';
import { writtenVersion } from './versions.ts';

/**
 * Reads the Visual Studio Code extensions of a repository, for the galleries that take them. A package.json that cannot
 * be parsed is not known to be an extension: npm's reading tells of it.
 */
export function readExtensions(registry: RegistryId, files: RepositoryFiles): ManifestReading {
  const silent = shelf(files, { quiet: true });
  const open = shelf(files);
  const extensions = silent.named('package.json').flatMap((path) => {
    const document = silent.open(path, parseJson);
    return document !== null && extensionPublisher(document) !== null ? [document] : [];
  });
  if (extensions.length === 0) return manifestReading([], []);

  const workspaces = npmWorkspaces(silent);
  const packages = extensions.flatMap((document) => describe(registry, document, workspaces, open) ?? []);
  return manifestReading(packages, open.problems());
}

function describe(
  registry: RegistryId,
  document: ManifestDocument,
  workspaces: NpmWorkspaces,
  open: Shelf,
): ManifestPackage | null {
  const publisher = extensionPublisher(document);
  const name = textAt(document.root, 'name');
  if (publisher === null || name === undefined) return null;
  const directory = directoryOf(document.path);
  const workspace = workspaces.of(directory);
  // `private` only keeps an extension from npm; the galleries' tools do not look at it.
  const publishable = !isPackageAside(document.path, workspace);
  const line = document.lineOf('name');
  if (!identifier.test(publisher) || !identifier.test(name)) {
    if (publishable) open.complain(document.path, line, 'publisher and name do not make the name of an extension');
    return null;
  }

  return {
    registry,
    name: `${publisher}.${name}`,
    path: document.path,
    directory,
    line,
    publishable,
    destination: null,
    version: writtenVersion(textAt(document.root, 'version')),
    provenance: null,
    workspace,
    repository: packageRepository(document),
  };
}

/** What `vsce` accepts for either part. */
const identifier = /^[a-z0-9][a-z0-9-]{0,199}$/i;
