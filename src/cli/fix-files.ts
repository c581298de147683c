import {
  closeSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import process from 'node:process';
import { errorCode } from '../repository/error-code.ts';
import { readText } from '../repository/read-text.ts';
import type { FixedFile } from '../types/fix-offer.ts';
import { OutputError } from './output.ts';

/**
 * Writes fixed files into a working tree: each is written beside its place first, and put there when all have been
 * written, with the mode of the one that it replaces. Nothing is written where a file is no more what was audited.
 *
 * @param root absolute, without symbolic links
 * @throws OutputError
 */
export function writeFixes(root: string, files: readonly FixedFile[]): void {
  const written: { readonly temporary: string; readonly disk: string }[] = [];
  try {
    for (const file of files) written.push(writeBeside(root, file));
    for (const { temporary, disk } of written) renameSync(temporary, disk);
  } catch (error) {
    for (const { temporary } of written) rmSync(temporary, { force: true });
    if (error instanceof OutputError) throw error;
    throw new OutputError(root, error);
  }
}

function writeBeside(root: string, file: FixedFile): { readonly temporary: string; readonly disk: string } {
  const disk = file.before === null ? newPlace(root, file.path) : placeOf(root, file.path);
  const { mark, mode } = file.before === null ? { mark: '', mode: 0o666 } : unchanged(disk, file);
  const temporary = join(dirname(disk), `.${basename(disk)}.mintmark-${process.pid}`);
  try {
    const descriptor = openSync(temporary, 'wx', mode);
    try {
      writeFileSync(descriptor, mark + file.after);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') rmSync(temporary, { force: true });
    throw new OutputError(file.path, error);
  }
  return { temporary, disk };
}

/** A link within the tree is followed, one that leads out of it is not. */
function placeOf(root: string, path: string): string {
  try {
    const disk = realpathSync(join(root, path));
    if (isWithin(root, disk)) return disk;
  } catch (error) {
    throw new OutputError(path, error);
  }
  throw new OutputError(path, 'it is a symbolic link that leads out of the folder');
}

function newPlace(root: string, path: string): string {
  const folder = dirname(join(root, path));
  try {
    const above = nearestFolder(folder);
    if (!isWithin(root, realpathSync(above)) && realpathSync(above) !== root)
      throw new OutputError(path, 'its folder is a symbolic link that leads out of the tree');
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    if (error instanceof OutputError) throw error;
    throw new OutputError(path, error);
  }
  const disk = join(realpathSync(folder), basename(path));
  if (exists(disk)) throw new OutputError(path, 'there is such a file now; audit again');
  return disk;
}

function nearestFolder(folder: string): string {
  return exists(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

function exists(disk: string): boolean {
  return lstatSync(disk, { throwIfNoEntry: false }) !== undefined;
}

function isWithin(root: string, disk: string): boolean {
  const way = relative(root, disk);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !way.startsWith(sep);
}

/** The byte order mark and the mode of a file that is still what was audited. */
function unchanged(disk: string, { path, before }: FixedFile): { readonly mark: string; readonly mode: number } {
  const now = readText(disk);
  if (!('text' in now) || now.text !== before)
    throw new OutputError(path, 'it has changed since it was read; run the command again');
  const bytes = readFileSync(disk);
  if (bytes[0] === 0xff || bytes[0] === 0xfe)
    throw new OutputError(path, 'it is UTF-16; save it as UTF-8 and run the command again');
  const descriptor = openSync(disk, 'r');
  try {
    return { mark: bytes[0] === 0xef ? '\uFEFF' : '', mode: fstatSync(descriptor).mode & 0o777 };
  } finally {
    closeSync(descriptor);
  }
}
