import type { FileProblem } from '../types/repository-files.ts';
import {
  foldersOf,
  followLink,
  leftOut,
  longest,
  notFollowed,
  type TreeFolder,
  type TreeNode,
} from './tree-folders.ts';
import type { TreeEntry } from './tree-listing.ts';

/** The files of a git tree, as a checkout of it would list them. */
export interface TreeFiles {
  /** Sorted by code unit. */
  readonly paths: readonly string[];
  /** By path. */
  readonly files: ReadonlyMap<string, TreeFile>;
  /** Paths of submodules: what is below them is another repository's. */
  readonly submodules: ReadonlySet<string>;
  readonly problems: readonly FileProblem[];
}

export type TreeFile = { readonly sha: string; readonly size: number } | { readonly unreadable: string };

export interface TreeLimits {
  readonly files: number;
  readonly folders: number;
  readonly depth: number;
}

const treeLimits: TreeLimits = { files: 200_000, folders: 200_000, depth: 200 };

/**
 * Lists files, following links within the tree, with the limits and in the words of a checkout.
 *
 * @param linkText the text of a link by the id of its blob; undefined where it was not fetched
 */
export function treeFiles(
  entries: readonly TreeEntry[],
  linkText: (sha: string) => string | undefined,
  limits: TreeLimits = treeLimits,
): TreeFiles {
  const root = foldersOf(entries);
  const walk: Walk = {
    limits,
    linkText,
    files: new Map(),
    submodules: new Set(),
    problems: [],
    folders: 0,
    stopped: false,
  };
  for (const { path } of entries)
    if (path.length > longest) report(walk, path.slice(0, 100), `the path is longer than ${longest} characters`);
  listFolder(walk, '', [root]);
  const { files, submodules } = walk;
  const problems = walk.problems.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return { paths: [...files.keys()].sort(), files, submodules, problems };
}

/** Whether a path lies in a folder that is left out wherever it stands, so that nothing of it need be known. */
export function isLeftOutPath(path: string): boolean {
  return path.split('/').some((name) => leftOut.has(name));
}

interface Walk {
  readonly limits: TreeLimits;
  readonly linkText: (sha: string) => string | undefined;
  readonly files: Map<string, TreeFile>;
  readonly submodules: Set<string>;
  readonly problems: FileProblem[];
  folders: number;
  stopped: boolean;
}

/** `trail`: the folders that were entered on the way to this one, to know a loop by. */
function listFolder(walk: Walk, path: string, trail: readonly TreeFolder[]): void {
  walk.folders += 1;
  if (walk.folders > walk.limits.folders) return stop(walk, path, `more than ${walk.limits.folders} folders`);
  if (trail.length > walk.limits.depth)
    return report(walk, path, `the folder is nested deeper than ${walk.limits.depth} levels and was not entered`);
  const entries = [...(trail.at(-1)?.entries ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, node] of entries) {
    if (walk.stopped) return;
    listEntry(walk, path === '' ? name : `${path}/${name}`, name, node, trail);
  }
}

function listEntry(walk: Walk, path: string, name: string, node: TreeNode, trail: readonly TreeFolder[]): void {
  // What is not UTF-8 comes from GitHub with replacements.
  if (/[\p{Cc}\uFFFD]/u.test(name)) {
    report(walk, path, 'the name is not valid UTF-8 or holds a control character; the file was not read');
  } else if (node.kind === 'file') addFile(walk, path, { sha: node.sha, size: node.size });
  else if (node.kind === 'folder') enterFolder(walk, path, node, trail);
  else if (node.kind === 'submodule') walk.submodules.add(path);
  else listLink(walk, path, node.sha, trail);
}

function enterFolder(walk: Walk, path: string, folder: TreeFolder, trail: readonly TreeFolder[]): void {
  const mark = leftOutWhenMarked.get(folder.name);
  const isLeftOut = leftOut.has(folder.name) || (mark !== undefined && folder.entries.has(mark));
  if (!isLeftOut) listFolder(walk, path, [...trail, folder]);
}

/** Folders that are no source when a tool has marked them as its own; the name alone could be anybody's. */
const leftOutWhenMarked: ReadonlyMap<string, string> = new Map([
  ['.venv', 'pyvenv.cfg'],
  ['venv', 'pyvenv.cfg'],
  ['target', 'CACHEDIR.TAG'],
]);

function listLink(walk: Walk, path: string, sha: string, trail: readonly TreeFolder[]): void {
  const text = walk.linkText(sha);
  const from = trail.at(-1);
  if (text === undefined || from === undefined) return refuse(walk, path, notFollowed);
  const found = followLink(from, text, walk.linkText);
  if ('unreadable' in found) return refuse(walk, path, found.unreadable);
  const { node } = found;
  if (node.kind === 'file') return addFile(walk, path, { sha: node.sha, size: node.size });
  if (trail.includes(node)) return refuse(walk, path, 'it is a symbolic link to a folder that it stands in');
  enterFolder(walk, path, node, trail);
}

function refuse(walk: Walk, path: string, reason: string): void {
  report(walk, path, `the file cannot be read: ${reason}`);
  addFile(walk, path, { unreadable: reason });
}

function addFile(walk: Walk, path: string, file: TreeFile): void {
  if (walk.files.size >= walk.limits.files) return stop(walk, path, `more than ${walk.limits.files} files`);
  walk.files.set(path, file);
}

function stop(walk: Walk, path: string, reason: string): void {
  if (walk.stopped) return;
  walk.stopped = true;
  report(walk, path, `the repository has ${reason}: what follows was not read`);
}

function report(walk: Walk, path: string, message: string): void {
  walk.problems.push({ path: printable(path), line: null, message });
}

function printable(path: string): string {
  return path.replaceAll(/\p{Cc}/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
