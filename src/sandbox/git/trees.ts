import type { GitEntry, GitObject } from '../state.ts';
import { folderMode } from './hash.ts';
import { get, type Objects } from './objects.ts';

export interface PlacedEntry extends GitEntry {
  /** From the root of the tree that was walked. */
  readonly path: string;
}

/** Every entry below a tree in git's order, folders before what they hold. */
export function* walkTree(objects: Objects, tree: string, under = ''): Generator<PlacedEntry> {
  for (const entry of get(objects, tree, 'tree').entries) {
    const path = under + entry.name;
    yield { ...entry, path };
    if (entry.mode === folderMode) yield* walkTree(objects, entry.sha, `${path}/`);
  }
}

/** Files, links and submodules by their path. */
export function filesOf(objects: Objects, tree: string): ReadonlyMap<string, PlacedEntry> {
  const files = new Map<string, PlacedEntry>();
  for (const entry of walkTree(objects, tree)) if (entry.mode !== folderMode) files.set(entry.path, entry);
  return files;
}

/** What stands at a path; `''` is the root itself; null where there is nothing. */
export function entryAt(objects: Objects, tree: string, path: string): PlacedEntry | null {
  let found: PlacedEntry = { name: '', path: '', mode: folderMode, sha: tree };
  for (const name of path.split('/').filter((part) => part !== '')) {
    if (found.mode !== folderMode) return null;
    const entry = get(objects, found.sha, 'tree').entries.find((candidate) => candidate.name === name);
    if (entry === undefined) return null;
    found = { ...entry, path: found.path === '' ? name : `${found.path}/${name}` };
  }
  return found;
}

/** `tree`, `blob`, or `commit` for a submodule. */
export function kindOf({ mode }: GitEntry): 'tree' | 'blob' | 'commit' {
  if (mode === folderMode) return 'tree';
  return mode === '160000' ? 'commit' : 'blob';
}

/** Bytes of a blob; null for folders and submodules. */
export function sizeOf(objects: Objects, entry: GitEntry): number | null {
  const object: GitObject | undefined = objects.get(entry.sha);
  return object?.kind === 'blob' ? object.content.length : null;
}
