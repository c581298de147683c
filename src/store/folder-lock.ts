import { createHash } from 'node:crypto';
import { realpathSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives the folder back. */
export type Unlock = () => Promise<void>;

/**
 * Keeps others out of a folder until `unlock`, or until this process ends in whatever way: the lock is a socket that is
 * listened on, and the kernel closes it. On Linux and Windows it has a name that vanishes with it. On Linux and
 * elsewhere it is a file in the folder, too, which is taken over where nobody answers on it: a name is not seen from one
 * container to the next, and a file is.
 * @throws where another has it.
 */
export async function lockFolder(folder: string, platform: NodeJS.Platform = process.platform): Promise<Unlock> {
  const path = realpathSync(folder);
  const held: Unlock[] = [];
  const unlock = async () => {
    for (const each of held.toReversed()) await each();
  };
  try {
    const name = names[platform]?.(digestOf(path));
    if (name !== undefined) held.push(await listen(name));
    if (platform !== 'win32') held.push(await listenOnFile(fileIn(path), held.length > 0));
    return unlock;
  } catch (error) {
    await unlock();
    throw isTaken(error) ? new Error(`another Mintmark has this folder open: ${folder}\n${advice}`) : error;
  }
}

const advice = 'Stop that one first, or let both use a Postgres server by DATABASE_URL.';

const names: Partial<Record<NodeJS.Platform, (digest: string) => string>> = {
  linux: (digest) => `\0mintmark-${digest}`,
  win32: (digest) => `\\\\.\\pipe\\mintmark-${digest}`,
};

function digestOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 40);
}

/** The address of a socket has room for little more than a hundred bytes. */
function fileIn(path: string): string {
  const file = join(path, 'lock');
  return Buffer.byteLength(file) <= 100 ? file : join(tmpdir(), `mintmark-${digestOf(path)}.lock`);
}

/** @param isSpare another lock is held already: where the file system has no sockets, that one has to do */
async function listenOnFile(file: string, isSpare: boolean): Promise<Unlock> {
  try {
    return await listen(file);
  } catch (error) {
    if (!isTaken(error)) {
      if (isSpare) return () => Promise.resolve();
      throw error;
    }
    if (await isAnswered(file)) throw error;
  }
  rmSync(file, { force: true });
  return listen(file);
}

function listen(address: string): Promise<Unlock> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.unref();
    server.once('error', reject);
    server.listen(address, () => {
      resolve(() => new Promise((closed) => void server.close(() => closed())));
    });
  });
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

function isAnswered(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
