import type { RepositoryFiles } from '../../types/repository-files.ts';
import { isPackageAside } from '../manifests/aside.ts';
import { type ManifestDocument, textAt, textsAt, valueAt } from '../manifests/document.ts';
import { folderMatcher, withItself } from '../manifests/globs.ts';
import { parseJson } from '../manifests/json.ts';
import { baseName, directoryOf } from '../manifests/paths.ts';
import { manifestReading } from '../manifests/reading.ts';
import { type Shelf, shelf } from '../manifests/shelf.ts';
import { writtenVersion } from '../manifests/versions.ts';
import { type Membership, membership, type WorkspaceRoot } from '../manifests/workspaces.ts';
import type { ManifestPackage, ManifestReading } from '../registry.ts';

/** Packages that jsr.json and deno.json (or .jsonc) describe. */
export function readManifests(files: RepositoryFiles): ManifestReading {
  const open = shelf(files);
  const documents = fileNames.flatMap((name) => open.named(name)).flatMap((path) => open.open(path, parseJson) ?? []);
  const workspaces = membership(documents.flatMap((document) => workspaceRoot(document) ?? []));

  const packages = new Map<string, ManifestPackage>();
  for (const document of documents) {
    const found = describe(document, workspaces, open);
    if (found === null) continue;
    // One package may have both files, one for each tool that publishes it.
    const key = `${found.directory}\n${found.name}`;
    if (!packages.has(key)) packages.set(key, found);
  }
  return manifestReading([...packages.values()], open.problems());
}

const fileNames = ['jsr.json', 'jsr.jsonc', 'deno.json', 'deno.jsonc'];

function describe(document: ManifestDocument, workspaces: Membership, open: Shelf): ManifestPackage | null {
  const { root, path } = document;
  const name = textAt(root, 'name');
  if (name === undefined) return null;
  // Any Deno program may have a name; only what exports something is a package.
  const forDeno = baseName(path).startsWith('deno.');
  if (forDeno && valueAt(root, 'exports') === undefined) return null;

  const directory = directoryOf(path);
  const workspace = workspaces(directory);
  const publishable = !isPackageAside(path, workspace);
  const line = document.lineOf('name');
  if (!grammar.test(name)) {
    if (publishable) open.complain(path, line, 'name is not a JSR package name: @scope/name in lower case');
    return null;
  }
  return {
    registry: 'jsr',
    name,
    path,
    directory,
    line,
    publishable,
    destination: null,
    version: writtenVersion(textAt(root, 'version')),
    provenance: null,
    workspace,
    repository: null,
  };
}

const grammar = /^@[a-z0-9][a-z0-9-]{1,19}\/[a-z0-9][a-z0-9-]{0,57}$/;

/** `workspace: [...]`, or `workspace: { members: [...] }`. */
function workspaceRoot(document: ManifestDocument): WorkspaceRoot | null {
  const members = textsAt(document.root, 'workspace') ?? textsAt(document.root, 'workspace', 'members');
  if (members === undefined) return null;
  const directory = directoryOf(document.path);
  return { manifest: document.path, claims: withItself(folderMatcher(members, directory), directory) };
}
