import type { RepositoryFiles } from '../../types/repository-files.ts';
import { maximumText } from './limits.ts';

/** The text of a file of the tree that is small enough to follow, or null. */
export function readText(files: RepositoryFiles, path: string): string | null {
  if (!hasFile(files, path)) return null;
  const seen = files.read(path);
  return seen.state === 'seen' && seen.value.length <= maximumText ? seen.value : null;
}

/** Whether the tree has the file. */
export function hasFile(files: RepositoryFiles, path: string): boolean {
  return pathSet(files).has(path);
}

/** The file of the folder that is there under one of the names, in their order of precedence. */
export function firstFile(files: RepositoryFiles, directory: string, names: readonly string[]): string | null {
  return names.map((name) => join(directory, name)).find((path) => hasFile(files, path)) ?? null;
}

/** As `firstFile`, in the folder or the nearest folder above that has one. */
export function nearestFile(files: RepositoryFiles, directory: string, names: readonly string[]): string | null {
  for (const folder of foldersUp(directory)) {
    const found = firstFile(files, folder, names);
    if (found !== null) return found;
  }
  return null;
}

/** The folder and those above it, the root (``) last. */
export function foldersUp(directory: string): readonly string[] {
  const parts = directory === '' ? [] : directory.split('/');
  return [...parts.map((_, index) => parts.slice(0, parts.length - index).join('/')), ''];
}

/** A path as a command writes it, seen from a folder; null where it leaves the tree or is absolute. */
export function resolvePath(directory: string, written: string): string | null {
  const path = written.replaceAll('\\', '/');
  if (path.startsWith('/') || path.startsWith('~') || /^[A-Za-z]:/.test(path)) return null;
  const parts = directory === '' ? [] : directory.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

/** A folder and a path below it. */
export function join(directory: string, path: string): string {
  return directory === '' ? path : `${directory}/${path}`;
}

/** The folder of a file; `` for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** A function of the tree that is computed once for each tree. */
export function oncePerTree<T>(compute: (files: RepositoryFiles) => T): (files: RepositoryFiles) => T {
  const known = new WeakMap<RepositoryFiles, { readonly value: T }>();
  return (files) => {
    const entry = known.get(files) ?? { value: compute(files) };
    known.set(files, entry);
    return entry.value;
  };
}

const pathSet = oncePerTree((files) => new Set(files.paths));
