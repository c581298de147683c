import { backupLines } from './backup.ts';
import { linesOf, readBackupFile, writeBackupFile } from './backup-file.ts';
import type { Database } from './database.ts';
import { openStore, type StorePlace } from './open.ts';
import { openBare, openCopy } from './open-folder.ts';
import { connectServer } from './open-server.ts';
import type { OpenStore } from './open-store.ts';
import { restoreLines } from './restore.ts';
import { type Counts, countRows, tableShapes } from './table-shapes.ts';

export type { Counts } from './table-shapes.ts';

/** A store to be read: a folder that nobody has open, the copy of one that somebody has, or a server. */
export type Source =
  | { readonly folder: string }
  | { readonly folder: string; readonly copy: string }
  | { readonly url: string };

export interface About {
  /** Mintmark's own. */
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Writes a store into a file, as it is at one moment. @throws in words for people */
export async function backUp(
  source: Source,
  file: string,
  about: About & { readonly replace: boolean },
): Promise<void> {
  await withSource(source, (db) => writeBackupFile(file, backupLines(db, about), about));
}

/**
 * Fills an empty store from such a file, all of it or nothing.
 * @param then what is to be done with the store before it is closed
 */
export async function restore(
  file: string,
  place: StorePlace,
  then: (opened: OpenStore) => Promise<void>,
): Promise<Counts> {
  return into(place, readBackupFile(file), then);
}

/**
 * Copies the store of a folder, which stays as it is, into an empty one.
 * @returns how many rows each table has in both
 * @throws where the counts differ, which leaves the second one empty
 */
export async function move(
  folder: string,
  place: StorePlace,
  about: About,
  then: (opened: OpenStore) => Promise<void>,
): Promise<{ readonly from: Counts; readonly to: Counts }> {
  return withSource({ folder }, async (db) => {
    const tables = (await tableShapes(db)).map(({ table }) => table);
    const from = await countRows(db, tables);
    const to = await into(place, linesOf(backupLines(db, about)), then, from);
    return { from, to };
  });
}

async function into(
  place: StorePlace,
  lines: AsyncIterable<Buffer>,
  then: (opened: OpenStore) => Promise<void>,
  expected?: Counts,
): Promise<Counts> {
  const opened = await openStore(place);
  try {
    const counts = await restoreLines(opened.db, lines, expected);
    await then(opened);
    return counts;
  } finally {
    await opened.store.close();
  }
}

async function withSource<T>(source: Source, work: (db: Database) => Promise<T>): Promise<T> {
  const { db, close } = await openSource(source);
  try {
    return await work(db);
  } finally {
    await close();
  }
}

async function openSource(source: Source): Promise<{ readonly db: Database; readonly close: () => Promise<void> }> {
  if ('copy' in source) return openCopy(source.folder, source.copy);
  if ('folder' in source) return openBare(source.folder);
  const db = await connectServer(source.url);
  return { db, close: () => db.destroy() };
}
