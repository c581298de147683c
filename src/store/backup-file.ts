import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import { RestoreError } from './restore.ts';

/**
 * Writes lines into a file, packed by Zstandard, readable for its owner only. The name is there once all is on the disk.
 * @throws where there is a file by this name and `replace` is false
 */
export async function writeBackupFile(
  path: string,
  lines: AsyncIterable<Uint8Array>,
  { replace }: { readonly replace: boolean },
): Promise<void> {
  if (!replace && existsSync(path)) throw new Error(isThere(path));
  const unfinished = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}`);
  try {
    const packed = createZstdCompress({ params });
    await pipeline(lines, packed, createWriteStream(unfinished, { flags: 'wx', mode: 0o600, flush: true }));
    if (replace) await rename(unfinished, path);
    else await nameIt(unfinished, path);
    await flushFolder(dirname(path));
  } finally {
    await rm(unfinished, { force: true });
  }
}

const params = { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 };

/** A second name fails where there is one already, which a new name does not. Not every file system has second names. */
async function nameIt(unfinished: string, path: string): Promise<void> {
  try {
    await link(unfinished, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST' || existsSync(path)) throw new Error(isThere(path));
    await rename(unfinished, path);
  }
}

function isThere(path: string): string {
  return `${path} is there already; name another file, or add --force to replace it`;
}

async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * The lines of such a file, without their ends.
 * @throws RestoreError where it is none, or is cut short
 */
export async function* readBackupFile(path: string): AsyncGenerator<Buffer, void> {
  const unpacked = createZstdDecompress();
  const reading = pipeline(createReadStream(path), unpacked);
  reading.catch(() => undefined);
  try {
    yield* linesOf(unpacked);
    await reading;
  } catch (error) {
    throw codeOf(error)?.startsWith('ZSTD') === true || codeOf(error) === 'Z_BUF_ERROR'
      ? new RestoreError(`${path} is no backup of Mintmark, or is cut short or damaged`)
      : error;
  } finally {
    unpacked.destroy();
  }
}

/** Lines without their ends, from bytes in pieces of any length. */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void> {
  let begun: Buffer[] = [];
  let length = 0;
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    let start = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      yield Buffer.concat([...begun, bytes.subarray(start, end)]);
      begun = [];
      length = 0;
      start = end + 1;
    }
    begun.push(bytes.subarray(start));
    length += bytes.length - start;
    if (length > longestLine) throw new RestoreError('the backup is damaged: a line is longer than any row can be');
  }
  if (length > 0) yield Buffer.concat(begun);
}

const newline = 0x0a;

/** In bytes. The largest row holds a webhook of 25 MiB. */
const longestLine = 256 * 1024 * 1024;

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
