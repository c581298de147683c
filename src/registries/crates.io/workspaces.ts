import { type ManifestDocument, tableAt, textAt, textsAt } from '../manifests/document.ts';
import { folderMatcher } from '../manifests/globs.ts';
import { directoryOf, resolveFrom, upwards } from '../manifests/paths.ts';
import { type Membership, membership, type WorkspaceRoot } from '../manifests/workspaces.ts';

/**
 * Cargo's workspaces: the members that a root lists, and every package below it that the root or a member depends on
 * by path, unless the root excludes it. A package may also name its root itself (`package.workspace`).
 */
export function cargoWorkspaces(documents: readonly ManifestDocument[]): Membership {
  const byDirectory = new Map(documents.map((document) => [directoryOf(document.path), document]));
  const pointing = Map.groupBy(
    documents.filter((document) => textAt(document.root, 'package', 'workspace') !== undefined),
    (document) => resolveFrom(directoryOf(document.path), textAt(document.root, 'package', 'workspace') ?? ''),
  );
  const owners = documents.filter((document) => tableAt(document.root, 'workspace') !== undefined);
  const below = foldersBelow(
    owners.map((owner) => directoryOf(owner.path)),
    [...byDirectory.keys()],
  );
  return membership(
    owners.map((owner) => {
      const base = directoryOf(owner.path);
      const candidates = new Map((below.get(base) ?? []).map((directory) => [directory, byDirectory.get(directory)]));
      return workspaceRoot(owner, candidates, pointing.get(base) ?? []);
    }),
  );
}

/** The folders below each root; a root below another is none of the other's. */
function foldersBelow(roots: readonly string[], directories: readonly string[]): ReadonlyMap<string, string[]> {
  const below = new Map<string, string[]>(roots.map((root) => [root, []]));
  for (const directory of directories) {
    if (below.has(directory)) continue;
    for (const folder of upwards(directory)) below.get(folder)?.push(directory);
  }
  return below;
}

function workspaceRoot(
  owner: ManifestDocument,
  candidates: ReadonlyMap<string, ManifestDocument | undefined>,
  pointing: readonly ManifestDocument[],
): WorkspaceRoot {
  const base = directoryOf(owner.path);
  const { root } = owner;
  const isListed = folderMatcher(
    [...(textsAt(root, 'workspace', 'members') ?? []), ...(textsAt(root, 'workspace', 'default-members') ?? [])],
    base,
  );
  const excluded = (textsAt(root, 'workspace', 'exclude') ?? []).flatMap((path) => resolveFrom(base, path) ?? []);
  const isExcluded = excludes(new Set(excluded), base);

  const members = new Set(pointing.map((member) => directoryOf(member.path)));
  for (const directory of candidates.keys()) {
    if (isListed(directory) && !isExcluded(directory)) members.add(directory);
  }
  // What members depend on by path are members too, each followed by its own.
  const follow = (directory: string, document: ManifestDocument): void => {
    for (const path of pathDependencies(document)) {
      const found = resolveFrom(directory, path);
      if (found !== null && candidates.has(found) && !isExcluded(found)) members.add(found);
    }
  };
  follow(base, owner);
  for (const directory of members) {
    const member = candidates.get(directory);
    if (member !== undefined) follow(directory, member);
  }
  return { manifest: owner.path, claims: (directory) => directory === base || members.has(directory) };
}

/** Whether a folder is one of the excluded or lies in one. */
function excludes(excluded: ReadonlySet<string>, base: string): (directory: string) => boolean {
  if (excluded.size === 0) return () => false;
  return (directory) => {
    for (let folder = directory; folder !== base && folder !== ''; folder = directoryOf(folder)) {
      if (excluded.has(folder)) return true;
    }
    return false;
  };
}

/** Paths of the dependencies that a manifest takes from the repository itself. */
function pathDependencies({ root }: ManifestDocument): readonly string[] {
  const platforms = Object.values(tableAt(root, 'target') ?? {});
  const tables = [root, ...platforms].flatMap((owner) => kinds.map((kind) => tableAt(owner, kind)));
  const shared = tableAt(root, 'workspace', 'dependencies');
  return [...tables, shared].flatMap((table) =>
    Object.values(table ?? {}).flatMap((dependency) => textAt(dependency, 'path') ?? []),
  );
}

const kinds = ['dependencies', 'dev-dependencies', 'dev_dependencies', 'build-dependencies', 'build_dependencies'];
