import { randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { PGliteOptions } from '@electric-sql/pglite';
import { type Embedded, startEmbedded, startParameters } from './embedded.ts';

/**
 * The embedded engine in memory with an empty database. To make one takes seconds, to copy one a tenth of that: the first
 * is kept in the temporary folder, by the engine's version, for whoever starts the next.
 */
export function startInMemory(): Promise<Embedded> {
  // Nothing of it is read twice, so its log need not be long
  return startFresh('memory', { startParams: [...startParameters] }, { initDbStartParams: ['--wal-segsize=1'] });
}

/**
 * The same with other files, which have to be empty.
 *
 * @param kind what is kept is only for starts of the same kind
 */
export async function startFresh(
  kind: 'memory' | 'folder',
  options: PGliteOptions,
  making: PGliteOptions = {},
): Promise<Embedded> {
  const kept = keptFile(kind);
  const empty = kept === null ? null : read(kept);
  if (empty !== null) return startEmbedded({ ...options, loadDataDir: new Blob([empty]) });
  const engine = await startEmbedded({ ...options, ...making });
  if (kept !== null) keep(kept, new Uint8Array(await (await engine.pglite.dumpDataDir('none')).arrayBuffer()));
  return engine;
}

/** Null where there is no folder that nobody else can have put something into. */
function keptFile(kind: string): string | null {
  const user = process.getuid?.();
  const folder = join(tmpdir(), user === undefined ? 'mintmark-engine' : `mintmark-engine-${user}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    const isOurs = user === undefined || (found.uid === user && (found.mode & 0o077) === 0);
    return found.isDirectory() && isOurs ? join(folder, `${engineVersion()}-${kind}.tar.zst`) : null;
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
