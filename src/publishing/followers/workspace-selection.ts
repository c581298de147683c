import { matchesGlob, matchesWildcard } from '../../types/glob.ts';
import type { RepositoryFiles } from '../../types/repository-files.ts';
import { nearestPackage, type PackageManifest, type Workspace, workspaceOf } from './package-manifest.ts';
import { join, resolvePath } from './tree.ts';

/** Every package of the workspace around a folder, its root first; the nearest package outside of any. */
export function allPackages(files: RepositoryFiles, directory: string): readonly PackageManifest[] {
  const workspace = workspaceOf(files, directory);
  const lone = workspace === null ? nearestPackage(files, directory) : null;
  if (workspace === null) return lone === null ? [] : [lone];
  return workspace.root === null ? workspace.members : [workspace.root, ...workspace.members];
}

/** Packages that are named by name, by folder, or by a folder above them; every one where the name is hidden. */
export function namedPackages(
  files: RepositoryFiles,
  directory: string,
  names: readonly (string | null)[],
): readonly PackageManifest[] {
  const packages = allPackages(files, directory);
  return packages.filter((manifest) =>
    names.some((name) => {
      if (name === null || manifest.name === name) return true;
      const folder = resolvePath(directory, name);
      return folder !== null && (manifest.directory === folder || manifest.directory.startsWith(`${folder}/`));
    }),
  );
}

/**
 * Packages that filters select as pnpm and Turborepo write them: names with wildcards, `./folder`, `{folder}`, `name...`
 * with what it needs, `...name` with what needs it, `[since]` (any package: files cannot tell), `!` to leave out.
 */
export function filteredPackages(
  files: RepositoryFiles,
  directory: string,
  filters: readonly (string | null)[],
): readonly PackageManifest[] {
  const packages = allPackages(files, directory);
  const workspace = workspaceOf(files, directory);
  const select = (filter: string | null) => selected(packages, workspace, directory, filter);
  const excluding = filters.filter((filter) => filter?.startsWith('!') === true);
  const including = filters.filter((filter) => !excluding.includes(filter));
  const chosen = new Set(including.length === 0 ? packages : including.flatMap(select));
  for (const filter of excluding) for (const manifest of select(filter?.slice(1) ?? null)) chosen.delete(manifest);
  return packages.filter((manifest) => chosen.has(manifest));
}

function selected(
  packages: readonly PackageManifest[],
  workspace: Workspace | null,
  directory: string,
  filter: string | null,
): readonly PackageManifest[] {
  if (filter === null) return packages;
  if (filter.length > 512) return [];
  const [, above = '', written = '', below = ''] = /^(\.\.\.\^?)?(.*?)(\^?\.\.\.)?$/s.exec(filter) ?? [];
  const bare = written.replace(/\[[^\]]*\]$/, '');
  const base = packages.filter((manifest) => bare === '' || isNamed(manifest, bare, workspace, directory));
  const chosen = new Set(above.endsWith('^') || below.startsWith('^') ? [] : base);
  if (below !== '') for (const manifest of closure(base, packages, needs)) chosen.add(manifest);
  if (above !== '') for (const manifest of closure(base, packages, (a, b) => needs(b, a))) chosen.add(manifest);
  return [...chosen];
}

function isNamed(manifest: PackageManifest, written: string, workspace: Workspace | null, directory: string): boolean {
  const folder = /^\{([^}]*)\}$/.exec(written)?.[1] ?? (/^\.{1,2}(?:\/|$)/.test(written) ? written : null);
  if (folder !== null) {
    const from = written.startsWith('{') ? (workspace?.directory ?? directory) : directory;
    const glob = resolvePath(from, folder);
    return (
      glob !== null && (matchesGlob(manifest.directory, glob) || matchesGlob(manifest.directory, join(glob, '**')))
    );
  }
  const name = manifest.name ?? '';
  if (manifest.name === null) return false;
  // pnpm finds a scoped package by its bare name as well.
  return (
    matchesWildcard(name, written) ||
    (!written.includes('/') && matchesWildcard(name.replace(/^@[^/]+\//, ''), written))
  );
}

function needs(manifest: PackageManifest, other: PackageManifest): boolean {
  return other.name !== null && manifest.dependencies.has(other.name);
}

function closure(
  from: readonly PackageManifest[],
  packages: readonly PackageManifest[],
  leads: (from: PackageManifest, to: PackageManifest) => boolean,
): ReadonlySet<PackageManifest> {
  const reached = new Set<PackageManifest>();
  const open = [...from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const manifest of packages) {
      if (reached.has(manifest) || !leads(next, manifest)) continue;
      reached.add(manifest);
      open.push(manifest);
    }
  }
  return reached;
}
