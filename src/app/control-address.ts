import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface ControlAddress {
  readonly path: string;
  /** A file that a dead process leaves behind; false for a named pipe of Windows. */
  readonly isFile: boolean;
}

/**
 * Where the process that has a folder open listens: a socket in it, or, where its path has no room in the address of a
 * socket, in a folder of the same owner among the temporary ones.
 */
export function controlAddress(folder: string): ControlAddress {
  const path = existsSync(folder) ? realpathSync(folder) : resolve(folder);
  const digest = createHash('sha256').update(path).digest('hex').slice(0, 40);
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\mintmark-control-${digest}`, isFile: false };
  const file = join(path, 'control');
  if (Buffer.byteLength(file) <= longestAddress) return { path: file, isFile: true };
  return { path: join(privateFolder(path), digest), isFile: true };
}

const longestAddress = 100;

/** Whether the socket is there, and was made by the owner of the folder, by ourselves or by the system's administrator. */
export function isTrusted(folder: string, { path, isFile }: ControlAddress): boolean {
  if (!isFile) return true;
  if (!existsSync(folder) || !existsSync(path)) return false;
  const found = lstatSync(path);
  return found.isSocket() && [lstatSync(realpathSync(folder)).uid, process.getuid?.(), 0].includes(found.uid);
}

/** @throws where somebody else has made it, who could then listen in our place */
function privateFolder(folder: string): string {
  const owner = existsSync(folder) ? lstatSync(folder).uid : (process.getuid?.() ?? 0);
  const made = join(tmpdir(), `mintmark-control-${owner}`);
  mkdirSync(made, { recursive: true, mode: 0o700 });
  const found = lstatSync(made);
  if (!found.isDirectory() || ![owner, 0].includes(found.uid) || (found.mode & 0o077) !== 0)
    throw new Error(
      `${made} is not a folder of the owner of the data alone; remove it, or choose a shorter path for the data`,
    );
  return made;
}
