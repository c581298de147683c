import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Artifact } from '../provenance/index.ts';

/** A file that was named on the command line and cannot be used. */
export class InputError extends Error {
  override readonly name = 'InputError';

  constructor(path: string, reason: string) {
    super(`${path} cannot be read: ${reason}`);
  }
}

/** The text of a file of at most so many bytes. */
export async function textOf(path: string, mostBytes: number): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of piecesOf(path)) {
    size += piece.length;
    if (size > mostBytes) throw new InputError(path, `it is larger than ${mostBytes / 1024 / 1024} MiB`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** Above this a file is hashed but not held, and a bundle that signs its bytes cannot be verified. */
const mostHeldBytes = 256 * 1024 * 1024;

export async function digestsOf(path: string): Promise<Artifact> {
  const [sha256, sha512] = [createHash('sha256'), createHash('sha512')];
  let held: Buffer[] | null = [];
  let size = 0;
  for await (const piece of piecesOf(path)) {
    sha256.update(piece);
    sha512.update(piece);
    size += piece.length;
    if (size > mostHeldBytes) held = null;
    held?.push(piece);
  }
  return {
    sha256: sha256.digest('hex'),
    sha512: sha512.digest('hex'),
    bytes: held === null ? null : Buffer.concat(held),
  };
}

async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  try {
    const file = await open(path);
    try {
      if (!(await file.stat()).isFile()) throw new InputError(path, 'it is no file');
      for await (const piece of file.createReadStream({ autoClose: false })) yield piece as Buffer;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(path, error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be opened');
  }
}
