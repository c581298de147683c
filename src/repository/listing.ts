import { type Dirent, existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { FileProblem } from '../types/repository-files.ts';
import { errorCode } from './error-code.ts';

/** What stands in a folder. */
export interface Listing {
  /** Sorted by code unit. */
  readonly paths: readonly string[];
  /** By path. */
  readonly files: ReadonlyMap<string, ListedFile>;
  readonly problems: readonly FileProblem[];
}

export type ListedFile =
  /** Absolute path without symbolic links. */
  { readonly disk: string } | { readonly unreadable: string };

export interface ListingLimits {
  readonly files: number;
  readonly folders: number;
  readonly depth: number;
}

const listingLimits: ListingLimits = { files: 200_000, folders: 200_000, depth: 200 };

/**
 * Lists the files below a folder (absolute, without symbolic links). Links are followed within it; what leads out of it
 * is listed as unreadable. Other repositories in it (submodules) and what is certainly no source are left out.
 */
export function listFiles(root: string, limits: ListingLimits = listingLimits): Listing {
  const files = new Map<string, ListedFile>();
  const problems: FileProblem[] = [];
  const walk: Walk = {
    root,
    limits,
    files,
    folders: 0,
    stopped: false,
    report: (path, message) => problems.push({ path: printable(path), line: null, message }),
  };
  listFolder(walk, '', [root]);
  return { paths: [...files.keys()].sort(), files, problems: problems.sort(byPath) };
}

interface Walk {
  readonly root: string;
  readonly limits: ListingLimits;
  readonly files: Map<string, ListedFile>;
  readonly report: (path: string, message: string) => void;
  folders: number;
  stopped: boolean;
}

/** `trail`: the real folders from the root to this one, to know a loop by. */
function listFolder(walk: Walk, path: string, trail: readonly string[]): void {
  const disk = trail.at(-1) ?? walk.root;
  walk.folders += 1;
  if (walk.folders > walk.limits.folders) return stop(walk, path, `more than ${walk.limits.folders} folders`);
  if (trail.length > walk.limits.depth) {
    return walk.report(path, `the folder is nested deeper than ${walk.limits.depth} levels and was not entered`);
  }
  for (const entry of entriesOf(walk, path, disk)) {
    if (walk.stopped) return;
    const name = decodedName(entry.name);
    if (name === null) {
      const shown = joined(path, entry.name.toString('utf8'));
      walk.report(shown, 'the name is not valid UTF-8 or holds a control character; the file was not read');
    } else if (entry.isSymbolicLink()) listLink(walk, joined(path, name), join(disk, name), trail);
    else if (entry.isDirectory()) enterFolder(walk, joined(path, name), join(disk, name), trail);
    else if (entry.isFile()) addFile(walk, joined(path, name), { disk: join(disk, name) });
    // Pipes, sockets and devices cannot be part of a repository.
  }
}

function entriesOf(walk: Walk, path: string, disk: string): readonly Dirent<Buffer>[] {
  try {
    const entries = readdirSync(disk, { withFileTypes: true, encoding: 'buffer' });
    // In a fixed order, so that a limit always cuts at the same place.
    return entries.sort((a, b) => Buffer.compare(a.name, b.name));
  } catch (error) {
    const code = errorCode(error);
    const reason = code === 'EACCES' || code === 'EPERM' ? 'this user may not open it' : code;
    walk.report(path === '' ? '.' : path, `the folder cannot be listed: ${reason}`);
    return [];
  }
}

function enterFolder(walk: Walk, path: string, disk: string, trail: readonly string[]): void {
  if (!isLeftOut(disk) && !isRepository(disk)) listFolder(walk, path, [...trail, disk]);
}

function listLink(walk: Walk, path: string, disk: string, trail: readonly string[]): void {
  const target = targetOf(walk.root, disk);
  if ('unreadable' in target) return refuse(walk, path, target.unreadable);
  if (target.isFile) return addFile(walk, path, { disk: target.disk });
  if (trail.includes(target.disk)) return refuse(walk, path, 'it is a symbolic link to a folder that it stands in');
  enterFolder(walk, path, target.disk, trail);
}

type Target = { readonly disk: string; readonly isFile: boolean } | { readonly unreadable: string };

/** Where a symbolic link leads, if that is a file or a folder of the same repository. */
function targetOf(root: string, link: string): Target {
  try {
    const disk = realpathSync(link);
    const names = relative(root, disk).split(sep);
    const isInside = disk === root || disk.startsWith(root.endsWith(sep) ? root : root + sep);
    if (!isInside) return { unreadable: 'it is a symbolic link that leads out of the repository' };
    if (names.some((name) => leftOut.has(name))) {
      return { unreadable: 'it is a symbolic link into a folder that is not read' };
    }
    const status = statSync(disk);
    if (status.isFile() || status.isDirectory()) return { disk, isFile: status.isFile() };
    return { unreadable: 'it is a symbolic link to what is neither a file nor a folder' };
  } catch (error) {
    return { unreadable: linkFailures.get(errorCode(error)) ?? `it cannot be followed (${errorCode(error)})` };
  }
}

const linkFailures: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'it is a symbolic link to what does not exist'],
  ['ENOTDIR', 'it is a symbolic link to what does not exist'],
  ['ELOOP', 'it is a symbolic link that leads back to itself'],
  ['EACCES', 'it is a symbolic link to what this user may not open'],
]);

function refuse(walk: Walk, path: string, reason: string): void {
  walk.report(path, `the file cannot be read: ${reason}`);
  addFile(walk, path, { unreadable: reason });
}

function addFile(walk: Walk, path: string, file: ListedFile): void {
  if (walk.files.size >= walk.limits.files) return stop(walk, path, `more than ${walk.limits.files} files`);
  walk.files.set(path, file);
}

function stop(walk: Walk, path: string, reason: string): void {
  if (walk.stopped) return;
  walk.stopped = true;
  walk.report(path, `the repository has ${reason}: what follows was not read`);
}

/** What is no source wherever it stands: git's own data and installed packages. */
const leftOut: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** Folders that are no source when a tool has marked them as its own; the name alone could be anybody's. */
const leftOutWhenMarked: ReadonlyMap<string, string> = new Map([
  ['.venv', 'pyvenv.cfg'],
  ['venv', 'pyvenv.cfg'],
  ['target', 'CACHEDIR.TAG'],
]);

function isLeftOut(disk: string): boolean {
  const name = disk.slice(disk.lastIndexOf(sep) + 1);
  const mark = leftOutWhenMarked.get(name);
  return leftOut.has(name) || (mark !== undefined && existsSync(join(disk, mark)));
}

/** A submodule, or another checkout that lies here. */
function isRepository(disk: string): boolean {
  return existsSync(join(disk, '.git'));
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodedName(name: Buffer): string | null {
  try {
    const text = utf8.decode(name);
    return controlCharacter.test(text) ? null : text;
  } catch {
    return null;
  }
}

const controlCharacter = /\p{Cc}/u;

function printable(path: string): string {
  return path.replaceAll(/\p{Cc}/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function byPath(a: FileProblem, b: FileProblem): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}
