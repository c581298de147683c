import { matchesGlob } from '../../types/glob.ts';
import type { RepositoryFiles } from '../../types/repository-files.ts';
import { type JsonFile, type JsonText, membersOf, nodeAt, readJson, textAt, textsAt } from './json-file.ts';
import { baseName, folderOf, foldersUp, hasFile, join, oncePerTree, readText } from './tree.ts';
import { readYaml, yamlAt, yamlItems, yamlText } from './yaml-file.ts';

/** A `package.json` as far as running its scripts needs it. */
export interface PackageManifest {
  readonly path: string;
  readonly directory: string;
  readonly name: string | null;
  readonly scripts: ReadonlyMap<string, JsonText>;
  /** Names of packages it depends on, in every way. */
  readonly dependencies: ReadonlySet<string>;
  /** `yarn@4.1.0`; null where it is not said. */
  readonly packageManager: string | null;
  readonly json: JsonFile;
}

/** The manifest of a folder, or null. */
export function packageAt(files: RepositoryFiles, directory: string): PackageManifest | null {
  return packagesByFolder(files).get(directory) ?? null;
}

/** The manifest that a package manager finds from a folder: its own, or the nearest above. */
export function nearestPackage(files: RepositoryFiles, directory: string): PackageManifest | null {
  return foldersUp(directory).flatMap((folder) => packageAt(files, folder) ?? [])[0] ?? null;
}

export interface Workspace {
  /** The folder that declares it. */
  readonly directory: string;
  readonly root: PackageManifest | null;
  /** Its packages, sorted by folder, the root not among them. */
  readonly members: readonly PackageManifest[];
}

/** The workspace that a folder belongs to: the nearest folder that declares one; null outside of any. */
export function workspaceOf(files: RepositoryFiles, directory: string): Workspace | null {
  for (const folder of foldersUp(directory)) {
    const workspace = workspaceAt(files, folder);
    if (workspace !== null) return workspace;
  }
  return null;
}

function workspaceAt(files: RepositoryFiles, directory: string): Workspace | null {
  const known = workspaces(files);
  const cached = known.get(directory);
  if (cached !== undefined) return cached;
  const root = packageAt(files, directory);
  const globs = workspaceGlobs(files, directory, root);
  const members = globs === null ? [] : membersFor(files, directory, globs);
  const workspace = globs === null ? null : { directory, root, members };
  known.set(directory, workspace);
  return workspace;
}

function workspaceGlobs(files: RepositoryFiles, directory: string, root: PackageManifest | null) {
  const pnpm = readYaml(files, join(directory, 'pnpm-workspace.yaml'));
  if (pnpm !== null) {
    const globs = yamlItems(pnpm, yamlAt(pnpm, pnpm.document.contents, 'packages')).map(yamlText);
    return globs.filter((glob) => glob !== null);
  }
  const declared =
    root === null ? null : (nodeAt(root.json, 'workspaces', 'packages') ?? nodeAt(root.json, 'workspaces'));
  if (root !== null && declared !== null) return textsAt(root.json, declared).map(({ text }) => text);
  const lerna = readJson(files, join(directory, 'lerna.json'));
  return lerna === null ? null : textsAt(lerna, nodeAt(lerna, 'packages')).map(({ text }) => text);
}

function membersFor(files: RepositoryFiles, directory: string, globs: readonly string[]): readonly PackageManifest[] {
  const plain = globs
    .filter((glob) => glob.length <= 256)
    .slice(0, 100)
    .map((glob) => ({
      excludes: glob.startsWith('!'),
      glob: glob.replace(/^!/, '').replace(/^\.\//, '').replace(/\/+$/, ''),
    }));
  const prefix = directory === '' ? '' : `${directory}/`;
  return [...packagesByFolder(files).values()].filter((manifest) => {
    if (manifest.directory === directory || !manifest.directory.startsWith(prefix)) return false;
    const relative = manifest.directory.slice(prefix.length);
    const matching = (excludes: boolean) =>
      plain.some((item) => item.excludes === excludes && matchesGlob(relative, item.glob));
    return matching(false) && !matching(true);
  });
}

/** Whether the folder uses Yarn 2 or later, of which commands and lifecycle differ from Yarn 1. */
export function usesModernYarn(files: RepositoryFiles, directory: string): boolean {
  for (const folder of foldersUp(directory)) {
    const version = /^yarn@(\d+)/.exec(packageAt(files, folder)?.packageManager ?? '')?.[1];
    if (version !== undefined) return Number(version) >= 2;
    if (hasFile(files, join(folder, '.yarnrc.yml'))) return true;
    const lock = readText(files, join(folder, 'yarn.lock'));
    if (lock !== null) return lock.includes('__metadata:');
  }
  return false;
}

const workspaces = oncePerTree(() => new Map<string, Workspace | null>());

const packagesByFolder = oncePerTree((files): ReadonlyMap<string, PackageManifest> => {
  const paths = files.paths.filter((path) => baseName(path) === 'package.json' && !/(?:^|\/)node_modules\//.test(path));
  const manifests = paths.slice(0, 5000).flatMap((path) => readPackage(files, path) ?? []);
  return new Map(manifests.map((manifest) => [manifest.directory, manifest]));
});

function readPackage(files: RepositoryFiles, path: string): PackageManifest | null {
  const json = readJson(files, path);
  if (json === null) return null;
  const text = (key: string) => textAt(json, nodeAt(json, key))?.text ?? null;
  const scripts = membersOf(nodeAt(json, 'scripts')).flatMap(([name, node]): [string, JsonText][] => {
    const script = textAt(json, node);
    return script === null ? [] : [[name, script]];
  });
  const kinds = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];
  const dependencies = kinds.flatMap((kind) => membersOf(nodeAt(json, kind)).map(([name]) => name));
  return {
    path,
    directory: folderOf(path),
    name: text('name'),
    scripts: new Map(scripts),
    dependencies: new Set(dependencies),
    packageManager: text('packageManager'),
    json,
  };
}
