import { gunzipSync, gzipSync } from 'node:zlib';
import type { TreeEntry } from '../github/tree-listing.ts';
import { chunks } from './chunks.ts';
import type { Database } from './database.ts';
import type { ContentCache, ContentScope } from './store.ts';

/**
 * Contents of files by the SHA-1 of their git object, and listings of trees by theirs. They are written once, and their
 * use is noted at most once a day. Who knows the digest of a private file has no right to the file: what was read for one
 * repository is served to no other, unless both are public.
 */
export function contentsOf(db: Database, owner: ContentScope): ContentCache {
  const scope = owner === 'public' ? 0 : owner.repositoryId;
  return {
    async get(shas) {
      const found = new Map<string, string>();
      for (const [sha, content] of await read(db, scope, shas)) found.set(sha, content.toString('utf8'));
      return found;
    },

    async put(blobs) {
      const rows = [...blobs].map(([sha, text]) => ({ sha, content: Buffer.from(text, 'utf8') }));
      await write(db, scope, rows);
    },

    async tree(sha) {
      const content = (await read(db, scope, [treeKey(sha)])).get(treeKey(sha));
      return content === undefined ? null : (JSON.parse(gunzipSync(content).toString('utf8')) as TreeEntry[]);
    },

    async keepTree(sha, entries) {
      const content = gzipSync(JSON.stringify(entries));
      if (content.length <= mostBytesWritten) await write(db, scope, [{ sha: treeKey(sha), content }]);
    },
  };
}

/** Objects of git have one name whatever they are; a listing is not what git keeps of a tree. */
function treeKey(sha: string): string {
  return `tree:${sha}`;
}

async function read(db: Database, scope: number, shas: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const now = Date.now();
  for (const some of chunks([...new Set(shas)], mostRead)) {
    const rows = await db
      .selectFrom('contents')
      .selectAll()
      .where('scope', '=', scope)
      .where('sha', 'in', some)
      .execute();
    for (const row of rows) found.set(row.sha, Buffer.from(row.content));
    const unnoted = rows.filter((row) => row.used_at < now - day).map(({ sha }) => sha);
    if (unnoted.length > 0) await noteUse(db, scope, unnoted, now);
  }
  return found;
}

async function write(db: Database, scope: number, contents: readonly Content[]): Promise<void> {
  const now = Date.now();
  for (const some of batches(contents))
    await db
      .insertInto('contents')
      .values(some.map((each) => ({ scope, ...each, used_at: now })))
      .onConflict((conflict) =>
        conflict
          .columns(['scope', 'sha'])
          .doUpdateSet({ used_at: now })
          .where('contents.used_at', '<', now - day),
      )
      .execute();
}

const day = 24 * 60 * 60 * 1000;
const mostRead = 200;
const mostWritten = 200;
const mostBytesWritten = 4 * 1024 * 1024;

/** Rows that another process is noting just now are left to it. */
async function noteUse(db: Database, scope: number, shas: readonly string[], now: number): Promise<void> {
  await db
    .updateTable('contents')
    .set({ used_at: now })
    .where('scope', '=', scope)
    .where('sha', 'in', (rows) =>
      rows
        .selectFrom('contents')
        .select('sha')
        .where('scope', '=', scope)
        .where('sha', 'in', shas)
        .orderBy('sha')
        .forUpdate()
        .skipLocked(),
    )
    .execute();
}

interface Content {
  readonly sha: string;
  readonly content: Buffer;
}

/** In the order of their digests, so that processes that write the same ones at once wait in line and not in a circle. */
function* batches(contents: readonly Content[]): Generator<readonly Content[]> {
  let batch: Content[] = [];
  let bytes = 0;
  for (const each of contents.toSorted((a, b) => (a.sha < b.sha ? -1 : 1))) {
    if (batch.length === mostWritten || (batch.length > 0 && bytes + each.content.length > mostBytesWritten)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(each);
    bytes += each.content.length;
  }
  if (batch.length > 0) yield batch;
}
