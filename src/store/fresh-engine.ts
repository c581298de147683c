import { randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type Embedded, startEmbedded, startParameters } from './embedded.ts';

/**
 * The embedded engine in memory with an empty database. To make one takes seconds, to copy one a tenth of that: the first
 * is kept in the temporary folder, by the engine's version, for whoever starts the next.
 */
export async function startInMemory(): Promise<Embedded> {
  const kept = keptFile();
  const empty = kept === null ? null : read(kept);
  if (empty !== null) return startEmbedded({ startParams: [...startParameters], loadDataDir: new Blob([empty]) });
  const engine = await startEmbedded({ startParams: [...startParameters], initDbStartParams: ['--wal-segsize=1'] });
  if (kept !== null) keep(kept, new Uint8Array(await (await engine.pglite.dumpDataDir('none')).arrayBuffer()));
  return engine;
}

/** Null where there is no folder that nobody else can have put something into. */
function keptFile(): string | null {
  const user = process.getuid?.();
  const folder = join(tmpdir(), user === undefined ? 'mintmark-engine' : `mintmark-engine-${user}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    const isOurs = user === undefined || (found.uid === user && (found.mode & 0o077) === 0);
    return found.isDirectory() && isOurs ? join(folder, `${engineVersion()}.tar.zst`) : null;
  } catch {
    return null;
  }
}

function engineVersion(): string {
  const main = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest = JSON.parse(readFileSync(join(main, '../../package.json'), 'utf8')) as { readonly version: string };
  return manifest.version;
}

function read(path: string): Uint8Array<ArrayBuffer> | null {
  try {
    return new Uint8Array(zstdDecompressSync(readFileSync(path)));
  } catch {
    return null;
  }
}

/** Complete under its name or not there at all; and only a convenience, so that a full disk is no reason to fail. */
function keep(path: string, data: Uint8Array): void {
  const unfinished = `${path}.${randomUUID()}`;
  try {
    writeFileSync(unfinished, zstdCompressSync(data), { mode: 0o600 });
    renameSync(unfinished, path);
  } catch {
    // The next one makes its own.
  }
}
