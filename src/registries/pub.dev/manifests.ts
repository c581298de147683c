import type { RepositoryFiles } from '../../types/repository-files.ts';
import { isPackageAside } from '../manifests/aside.ts';
import { type ManifestDocument, textAt, textsAt } from '../manifests/document.ts';
import { folderMatcher, withItself } from '../manifests/globs.ts';
import { registryAddress, sourceLink } from '../manifests/links.ts';
import { directoryOf, within } from '../manifests/paths.ts';
import { manifestReading } from '../manifests/reading.ts';
import { type Shelf, shelf } from '../manifests/shelf.ts';
import { writtenVersion } from '../manifests/versions.ts';
import { type Membership, membership, type WorkspaceRoot } from '../manifests/workspaces.ts';
import { parseYaml } from '../manifests/yaml.ts';
import type { ManifestPackage, ManifestReading } from '../registry.ts';

/** Packages that each pubspec.yaml describes, with the Dart or Melos workspace around it. */
export function readManifests(files: RepositoryFiles): ManifestReading {
  const open = shelf(files);
  const documents = open.named('pubspec.yaml').flatMap((path) => open.open(path, parseYaml) ?? []);
  const workspaces = membership([
    ...documents.flatMap((document) => dartWorkspace(document) ?? []),
    ...open.named('melos.yaml').flatMap((path) => melosWorkspace(path, open) ?? []),
  ]);
  const packages = documents.flatMap((document) => describe(document, workspaces, open) ?? []);
  return manifestReading(packages, open.problems());
}

function describe(document: ManifestDocument, workspaces: Membership, open: Shelf): ManifestPackage | null {
  const { root, path } = document;
  const name = textAt(root, 'name');
  if (name === undefined) return null;
  const directory = directoryOf(path);
  const workspace = workspaces(directory);
  const target = textAt(root, 'publish_to');
  const version = textAt(root, 'version');
  // pub refuses to publish what has no version.
  const publishable = target !== 'none' && version !== undefined && !isPackageAside(path, workspace);
  const line = document.lineOf('name');
  if (!grammar.test(name)) {
    if (publishable)
      open.complain(path, line, 'name is not a Dart package name: lower case letters, digits and underscores');
    return null;
  }

  return {
    registry: 'pub.dev',
    name,
    path,
    directory,
    line,
    publishable,
    destination: registryAddress(target),
    version: writtenVersion(version),
    provenance: null,
    workspace,
    repository: sourceLink(textAt(root, 'repository') ?? textAt(root, 'homepage')),
  };
}

const grammar = /^[a-z_][a-z0-9_]{0,63}$/;

/** `workspace:` of a pubspec.yaml, or its `melos:` section as Melos 7 has it. */
function dartWorkspace(document: ManifestDocument): WorkspaceRoot | null {
  const { root, path } = document;
  const members = textsAt(root, 'workspace') ?? textsAt(root, 'melos', 'packages');
  if (members === undefined) return null;
  const directory = directoryOf(path);
  return { manifest: path, claims: withItself(folderMatcher(members, directory), directory) };
}

function melosWorkspace(path: string, open: Shelf): WorkspaceRoot | null {
  const root = open.open(path, parseYaml)?.root;
  const members = textsAt(root, 'packages');
  if (members === undefined) return null;
  const ignored = textsAt(root, 'ignore') ?? [];
  const directory = directoryOf(path);
  const manifest = within(directory, 'pubspec.yaml');
  return {
    manifest: open.has(manifest) ? manifest : path,
    claims: folderMatcher([...members, ...ignored.map((pattern) => `!${pattern}`)], directory),
  };
}
