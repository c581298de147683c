import type { BlobCache } from '../github/client.ts';
import { chunks } from './chunks.ts';
import type { Database } from './database.ts';

/**
 * Contents of files by the SHA-1 of their git object. They are written once, and their use is noted at most once a day.
 */
export function blobsOf(db: Database): BlobCache {
  return {
    async get(shas) {
      const found = new Map<string, string>();
      const now = Date.now();
      for (const some of chunks([...new Set(shas)], mostRead)) {
        const rows = await db.selectFrom('blobs').selectAll().where('sha', 'in', some).execute();
        for (const row of rows) found.set(row.sha, Buffer.from(row.content).toString('utf8'));
        const unnoted = rows.filter((row) => row.used_at < now - day).map(({ sha }) => sha);
        if (unnoted.length > 0) await noteUse(db, unnoted, now);
      }
      return found;
    },

    async put(blobs) {
      const now = Date.now();
      for (const some of batches(blobs))
        await db
          .insertInto('blobs')
          .values(some.map((blob) => ({ ...blob, used_at: now })))
          .onConflict((conflict) =>
            conflict
              .column('sha')
              .doUpdateSet({ used_at: now })
              .where('blobs.used_at', '<', now - day),
          )
          .execute();
    },
  };
}

const day = 24 * 60 * 60 * 1000;
const mostRead = 200;
const mostWritten = 200;
const mostBytesWritten = 4 * 1024 * 1024;

/** Rows that another process is noting just now are left to it. */
async function noteUse(db: Database, shas: readonly string[], now: number): Promise<void> {
  await db
    .updateTable('blobs')
    .set({ used_at: now })
    .where('sha', 'in', (rows) =>
      rows.selectFrom('blobs').select('sha').where('sha', 'in', shas).orderBy('sha').forUpdate().skipLocked(),
    )
    .execute();
}

interface Blob {
  readonly sha: string;
  readonly content: Uint8Array;
}

/** In the order of their digests, so that processes that write the same ones at once wait in line and not in a circle. */
function* batches(blobs: ReadonlyMap<string, string>): Generator<readonly Blob[]> {
  let batch: Blob[] = [];
  let bytes = 0;
  for (const [sha, text] of [...blobs].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const content = Buffer.from(text, 'utf8');
    if (batch.length === mostWritten || (batch.length > 0 && bytes + content.length > mostBytesWritten)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push({ sha, content });
    bytes += content.length;
  }
  if (batch.length > 0) yield batch;
}
