import {
  closeSync,
  existsSync,
  fsyncSync,
  globSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { PGliteOptions } from '@electric-sql/pglite';
import type { Database } from './database.ts';
import { DurableFiles, durably } from './durable-files.ts';
import { type Embedded, startEmbedded, startParameters } from './embedded.ts';
import { copyFiles, copyName, removeOldCopies } from './folder-copy.ts';
import { lockFolder } from './folder-lock.ts';
import { startFresh } from './fresh-engine.ts';
import { migrate } from './migrate.ts';
import type { OpenStore } from './open-store.ts';
import { storeOf } from './store-of.ts';

/**
 * The store in a folder of its own, which is made where it is missing, readable for its owner only. What has been
 * acknowledged survives a crash of the process and of the machine.
 * @throws where another process has the folder open, or where it was written by another version of the engine.
 */
export async function openFolder(folder: string): Promise<OpenStore> {
  const home = resolve(folder);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(home);
  try {
    await removeOldCopies(home);
    const files = join(home, filesName);
    const engine = await startIn(files);
    try {
      await migrate(engine.db);
    } catch (error) {
      await engine.db.destroy();
      throw error;
    }
    const close = async () => {
      await engine.db.destroy();
      await unlock();
    };
    const copy = () => engine.alone(() => copyFiles(home, files));
    const { db, queueDatabase, broken } = engine;
    return { store: storeOf(db, close), queueDatabase, db, copy, broken };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** A database as it is, whatever steps its tables have taken. */
export interface BareFolder {
  readonly db: Database;
  close(): Promise<void>;
}

/**
 * Opens the store of a folder without making or changing its tables.
 * @throws where there is none, or another process has it open
 */
export async function openBare(folder: string): Promise<BareFolder> {
  const home = resolve(folder);
  const files = join(home, filesName);
  if (!storeIsThere(home)) throw new Error(`there is no store in ${home}`);
  const unlock = await lockFolder(home);
  try {
    const { db } = await startIn(files);
    return {
      db,
      async close() {
        await db.destroy();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** Whether a folder holds a store, open or not. */
export function storeIsThere(folder: string): boolean {
  return existsSync(join(folder, filesName));
}

/** Opens a copy that the process which has the folder open has made of it; `close` also deletes it. */
export async function openCopy(folder: string, name: string): Promise<BareFolder> {
  if (!copyName.test(name)) throw new Error('a copy of the store has another name');
  const files = join(resolve(folder), name);
  const remove = () => rmSync(files, { recursive: true, force: true });
  try {
    const { db } = await startIn(files);
    return {
      db,
      async close() {
        await db.destroy();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

const filesName = 'postgres';

/** The major version of Postgres that the embedded engine is; it reads no other's files. */
const engineVersion = '18';

async function startIn(files: string): Promise<Embedded> {
  if (!existsSync(files)) await makeFiles(files);
  const version = readFileSync(join(files, 'PG_VERSION'), 'utf8').trim();
  if (version !== engineVersion)
    throw new Error(
      `${files} was written by version ${version} of the embedded Postgres, and this Mintmark has ${engineVersion}. Open it with the Mintmark that wrote it, or move the folder away to begin anew.`,
    );
  return start(files);
}

/** A first start that is cut short leaves nothing that would be taken for a database. */
async function makeFiles(files: string): Promise<void> {
  const unfinished = `${files}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const { pglite } = await startFresh('folder', optionsFor(unfinished));
  await pglite.close();
  for (const path of globSync('**', { cwd: unfinished })) flush(join(unfinished, path));
  renameSync(unfinished, files);
  flush(dirname(files));
}

/**
 * Postgres refuses to start where its own lock file is empty, as a process leaves it that ends between making and writing
 * it. Whoever comes here has the folder to itself, so that such a file is of somebody who is gone.
 */
function start(files: string): Promise<Embedded> {
  rmSync(join(files, 'postmaster.pid'), { force: true });
  return startEmbedded(optionsFor(files));
}

function optionsFor(files: string): PGliteOptions {
  return { fs: new DurableFiles(files), startParams: durably(startParameters) };
}

/** Windows flushes neither folders nor what is opened to be read. */
function flush(path: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
