import type { RepositoryFiles } from '../../types/repository-files.ts';
import { isPackageAside } from '../manifests/aside.ts';
import { flagAt, type ManifestDocument, tableAt, textAt, valueAt } from '../manifests/document.ts';
import { parseJson } from '../manifests/json.ts';
import { registryAddress } from '../manifests/links.ts';
import { type NpmWorkspaces, npmWorkspaces } from '../manifests/npm-workspaces.ts';
import { extensionPublisher, packageRepository } from '../manifests/package-json.ts';
import { directoryOf } from '../manifests/paths.ts';
import { manifestReading } from '../manifests/reading.ts';
import { type Shelf, shelf } from '../manifests/shelf.ts';
import { writtenVersion } from '../manifests/versions.ts';
import type { ManifestPackage, ManifestReading } from '../registry.ts';
import { type ClientSettings, clientSettings } from './client-settings.ts';

/** Packages that each package.json describes, with the workspace around it and where its client publishes to. */
export function readManifests(files: RepositoryFiles): ManifestReading {
  const open = shelf(files);
  const around: Around = { open, workspaces: npmWorkspaces(open), settings: clientSettings(open) };
  const packages = open.named('package.json').flatMap((path) => {
    const document = open.open(path, parseJson);
    return document === null ? [] : (describe(document, around) ?? []);
  });
  return manifestReading(packages, open.problems());
}

interface Around {
  readonly open: Shelf;
  readonly workspaces: NpmWorkspaces;
  readonly settings: ClientSettings;
}

function describe(document: ManifestDocument, { open, workspaces, settings }: Around): ManifestPackage | null {
  const { root, path } = document;
  const name = textAt(root, 'name');
  const publishConfig = tableAt(root, 'publishConfig');
  if (name === undefined) return null;
  // An extension goes to the editors' galleries. Only one that configures npm's side too goes to npm.
  if (extensionPublisher(document) !== null && publishConfig === undefined) return null;

  const directory = directoryOf(path);
  const workspace = workspaces.of(directory);
  const scope = name.startsWith('@') ? name.slice(0, name.indexOf('/')) : null;
  const inherited = settings.of(directory, workspace === null ? null : directoryOf(workspace), scope);
  const publishable =
    !valueAt(root, 'private') &&
    !workspaces.unpublished.has(directory) &&
    !isPackageAside(path, workspace) &&
    isMeantForOthers(document);
  const line = document.lineOf('name');
  if (!isPackageName(name)) {
    if (publishable) open.complain(path, line, 'name is not a valid npm package name');
    return null;
  }

  return {
    registry: 'npm',
    name,
    path,
    directory,
    line,
    publishable,
    destination:
      registryAddress(scope === null ? undefined : textAt(publishConfig, `${scope}:registry`)) ??
      registryAddress(textAt(publishConfig, 'registry')) ??
      inherited.registry,
    version: writtenVersion(textAt(root, 'version')),
    provenance: flagAt(publishConfig, 'provenance') ?? inherited.provenance,
    workspace,
    repository: packageRepository(document),
  };
}

/**
 * npm refuses a package without a version, yet release tools write one just before they publish. So a manifest without
 * a real version counts when it says what others would get from it; otherwise it only lists a project's own tools.
 */
function isMeantForOthers({ root }: ManifestDocument): boolean {
  return writtenVersion(textAt(root, 'version')) !== null || offers.some((key) => valueAt(root, key) !== undefined);
}

const offers = ['publishConfig', 'release', 'files', 'exports', 'main', 'module', 'browser', 'bin', 'types', 'typings'];

/** npm's grammar with its old names, which may hold capitals. */
function isPackageName(name: string): boolean {
  return name.length <= 214 && grammar.test(name) && !reserved.has(name.toLowerCase());
}

const grammar = /^(?:@[\w~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/i;

const reserved = new Set(['node_modules', 'favicon.ico']);
