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
import { DurableFiles, durably } from './durable-files.ts';
import { type Embedded, startEmbedded, startParameters } from './embedded.ts';
import { lockFolder } from './folder-lock.ts';
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
    const engine = await startIn(join(home, 'postgres'));
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
    return { store: storeOf(engine.db, close), queueDatabase: engine.queueDatabase };
  } catch (error) {
    await unlock();
    throw error;
  }
}

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
  const { pglite } = await start(unfinished);
  await pglite.close();
  for (const path of globSync('**', { cwd: unfinished })) flush(join(unfinished, path));
  renameSync(unfinished, files);
  flush(dirname(files));
}

function start(files: string): Promise<Embedded> {
  return startEmbedded({ fs: new DurableFiles(files), startParams: durably(startParameters) });
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
