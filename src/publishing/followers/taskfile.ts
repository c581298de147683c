import { matchesWildcard } from '../../types/glob.ts';
import type { RepositoryFiles } from '../../types/repository-files.ts';
import { maximumIncludes } from './limits.ts';
import { firstFile, folderOf, hasFile, resolvePath } from './tree.ts';
import { readYaml, type YamlFile, yamlAt, yamlEntries, yamlItems, yamlText } from './yaml-file.ts';

/** A Taskfile, with the folder its tasks run in and the variables an `includes` entry hands it. */
export interface Taskfile {
  readonly file: YamlFile;
  readonly directory: string;
  /** `docs` for tasks that are called `docs:build` from outside; `` for the first. */
  readonly namespace: string;
  readonly includes: readonly Taskfile[];
}

/** The names that a Taskfile is found by. */
export const taskfileNames = ['Taskfile', 'taskfile'].flatMap((name) =>
  ['.yml', '.yaml', '.dist.yml', '.dist.yaml'].map((extension) => name + extension),
);

/** Reads a Taskfile with what it includes; null where it is not there. */
export function readTaskfile(files: RepositoryFiles, path: string, directory: string): Taskfile | null {
  return read(files, path, directory, '', new Set());
}

function read(
  files: RepositoryFiles,
  path: string,
  directory: string,
  namespace: string,
  seen: Set<string>,
): Taskfile | null {
  const key = `${namespace}\0${path}`;
  const file = seen.has(key) || seen.size > maximumIncludes || namespace.length > 500 ? null : readYaml(files, path);
  if (file === null) return null;
  seen.add(key);
  const entries = yamlEntries(file, yamlAt(file, file.document.contents, 'includes'));
  const includes = entries.flatMap(([name, node]) => {
    const written = yamlText(node) ?? yamlText(yamlAt(file, node, 'taskfile'));
    const place = written === null ? null : resolvePath(folderOf(path), written);
    const target = place === null ? null : hasFile(files, place) ? place : firstFile(files, place, taskfileNames);
    if (target === null) return [];
    const inside = yamlText(yamlAt(file, node, 'dir'));
    const folder = inside === null ? directory : (resolvePath(folderOf(path), inside) ?? directory);
    const flat = yamlText(yamlAt(file, node, 'flatten')) === 'true';
    return read(files, target, folder, flat ? namespace : joinNames(namespace, name), seen) ?? [];
  });
  return { file, directory, namespace, includes };
}

export interface FoundTask {
  readonly taskfile: Taskfile;
  /** Full name. */
  readonly name: string;
  readonly node: unknown;
}

/** The task of a full name, an alias or a wildcard name; null where there is none. */
export function findTask(taskfile: Taskfile, wanted: string): FoundTask | null {
  const { file, namespace } = taskfile;
  const tasks = yamlEntries(file, yamlAt(file, file.document.contents, 'tasks'));
  const isNamed = ([name, node]: readonly [string, unknown]) => {
    const aliases = yamlItems(file, yamlAt(file, node, 'aliases')).map(yamlText);
    return [name, ...aliases].some((each) => each !== null && joinNames(namespace, each) === wanted);
  };
  const likeness = ([name]: readonly [string, unknown]) =>
    name.includes('*') && matchesWildcard(wanted, joinNames(namespace, name));
  const found = tasks.find(isNamed) ?? tasks.find(likeness);
  if (found !== undefined) return { taskfile, name: wanted, node: found[1] };
  for (const included of taskfile.includes) {
    const inner = findTask(included, wanted) ?? findTask(included, `${wanted}:default`);
    if (inner !== null) return inner;
  }
  return null;
}

/** `a` and `b` as `a:b`. */
export function joinNames(namespace: string, name: string): string {
  return namespace === '' ? name : `${namespace}:${name}`;
}

/** The folder that a task runs in. */
export function taskFolder(found: FoundTask, filled: (text: string) => string): string {
  const { file, directory } = found.taskfile;
  const written = yamlText(yamlAt(file, found.node, 'dir'));
  return written === null ? directory : (resolvePath(directory, filled(written)) ?? directory);
}
