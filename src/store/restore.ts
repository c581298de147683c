import { createHash, type Hash } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { type BackupHeader, backupFormat } from './backup.ts';
import type { Database } from './database.ts';
import { keeping } from './keeping.ts';
import { breaking } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { type Counts, countRows, type TableShape, tableShapes } from './table-shapes.ts';

/** A backup that cannot be taken back, or a place that cannot take it. The message is for people. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError';
}

/**
 * Fills a store whose tables are in place and empty with what `backupLines` gave: all of it or, where anything is wrong,
 * nothing.
 * @param expected how many rows there have to be in each table; as the backup itself says where it is left out
 * @returns how many rows each table has now, as the database counts them
 * @throws RestoreError
 */
export async function restoreLines(db: Database, lines: AsyncIterable<Buffer>, expected?: Counts): Promise<Counts> {
  const shapes = new Map((await tableShapes(db)).map((shape) => [shape.table, shape]));
  return db.transaction().execute(async (transaction) => {
    // Whoever else has the database open can read it meanwhile, and writes when this is done
    const tables = sql.join(Object.keys(keeping).map((table) => sql.table(table)));
    await sql`lock table ${tables} in exclusive mode`.execute(transaction);
    await refuseUnlessEmpty(transaction);
    const written = await fill(transaction, shapes, lines);
    const counts = await countRows(transaction, [...shapes.keys()]);
    for (const [table, count] of Object.entries(expected ?? written))
      if (counts[table] !== count)
        throw new RestoreError(`${table} has ${counts[table] ?? 0} rows here and ${count} where it comes from`);
    return counts;
  });
}

async function refuseUnlessEmpty(db: Database): Promise<void> {
  const counts = await countRows(db, Object.keys(keeping));
  const full = Object.entries(counts).find(([, count]) => count > 0);
  if (full !== undefined)
    throw new RestoreError(
      `the store is not empty (${full[1]} rows in ${full[0]}); name an empty folder or an empty database`,
    );
}

async function fill(
  db: Database,
  shapes: ReadonlyMap<string, TableShape>,
  lines: AsyncIterable<Buffer>,
): Promise<Counts> {
  const digest = createHash('sha256');
  const read: Record<string, number> = {};
  let header: BackupHeader | null = null;
  let current: Filling | null = null;
  let ended = false;
  for await (const line of lines) {
    if (ended) throw new RestoreError(damaged('there is something behind its end'));
    const value = parsed(line);
    if (header === null) header = headerOf(value);
    else if (current !== null && Array.isArray(value)) await current.take(value, line.length);
    else {
      await current?.finish();
      if (isEnd(value)) {
        checkEnd(value, read, digest);
        ended = true;
        continue;
      }
      current = fillingOf(db, shapes, value, (table, rows) => {
        read[table] = (read[table] ?? 0) + rows;
      });
    }
    digest.update(line).update('\n');
  }
  if (!ended) throw new RestoreError('the backup is cut short: its end is missing');
  return read;
}

function parsed(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    throw new RestoreError(damaged('a line is no JSON'));
  }
}

function damaged(how: string): string {
  return `the backup has been altered or is damaged: ${how}`;
}

const headerSchema = z.object({
  mintmarkBackup: z.number(),
  version: z.string().max(100),
  madeAt: z.string().max(100),
  migrations: z.array(z.string().max(200)).max(10_000),
});

function headerOf(value: unknown): BackupHeader {
  const found = headerSchema.safeParse(value);
  if (!found.success) throw new RestoreError('this is no backup of Mintmark');
  const header = found.data;
  const later = header.migrations.filter((name) => migrations[name] === undefined);
  if (header.mintmarkBackup > backupFormat || later.length > 0)
    throw new RestoreError(`the backup was made by a newer Mintmark (${header.version}); restore it with that one`);
  const broken = Object.keys(migrations).filter((name) => name.endsWith(breaking) && !header.migrations.includes(name));
  if (broken.length > 0)
    throw new RestoreError(
      `the backup was made by Mintmark ${header.version}, before ${broken.join(', ')}: restore it with that version, then start this one on it`,
    );
  return header;
}

const endSchema = z.object({ rows: z.record(z.string(), z.number()), sha256: z.string() });

function isEnd(value: unknown): value is z.infer<typeof endSchema> {
  return endSchema.safeParse(value).success;
}

function checkEnd({ rows, sha256 }: z.infer<typeof endSchema>, read: Counts, digest: Hash): void {
  if (sha256 !== digest.digest('hex')) throw new RestoreError(damaged('its SHA-256 is another'));
  for (const [table, count] of Object.entries(rows))
    if (count !== (read[table] ?? 0)) throw new RestoreError(damaged(`${table} has not as many rows as it should`));
}

interface Filling {
  take(row: readonly unknown[], bytes: number): Promise<void>;
  /** Writes what is left, and lets the database count on from where it was. */
  finish(): Promise<void>;
}

const tableSchema = z.object({
  table: z.string(),
  columns: z.array(z.tuple([z.string(), z.string()])).min(1),
  last: z.number().int().nonnegative().optional(),
});

/** Rows of one table, written some at a time. */
function fillingOf(
  db: Database,
  shapes: ReadonlyMap<string, TableShape>,
  head: unknown,
  count: (table: string, rows: number) => void,
): Filling {
  const { shape, columns, last } = placeOf(shapes, head);
  const { table, identity } = shape;
  const mostRows = Math.max(1, Math.min(500, Math.floor(mostParameters / columns.length)));
  let waiting: Readonly<Record<string, unknown>>[] = [];
  let held = 0;
  count(table, 0);
  const write = async () => {
    if (waiting.length === 0) return;
    const names = sql.join(columns.map(([name]) => sql.ref(name)));
    const values = waiting.map((row) => sql`(${sql.join(columns.map(([name]) => row[name]))})`);
    await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)}`.execute(db);
    count(table, waiting.length);
    waiting = [];
    held = 0;
  };
  return {
    async take(row, bytes) {
      if (row.length !== columns.length) throw new RestoreError(damaged(`a row of ${table} has other columns`));
      waiting.push(Object.fromEntries(columns.map(([name, type], index) => [name, valueOf(row[index], type, table)])));
      held += bytes;
      if (waiting.length >= mostRows || held >= bytesAtOnce) await write();
    },
    async finish() {
      await write();
      if (identity === null) return;
      await sql`select setval(sequence, greatest(${last}::bigint, highest, 1), greatest(${last}::bigint, highest) > 0)
        from (select pg_get_serial_sequence(${table}, ${identity})::regclass as sequence,
          (select coalesce(max(${sql.ref(identity)}), 0) from ${sql.table(table)}) as highest) as found`.execute(db);
    },
  };
}

/** A statement takes up to 65,535. */
const mostParameters = 30_000;
const bytesAtOnce = 4 * 1024 * 1024;

function placeOf(shapes: ReadonlyMap<string, TableShape>, head: unknown) {
  const found = tableSchema.safeParse(head);
  if (!found.success) throw new RestoreError(damaged('a line is neither a row nor a table'));
  const { table, columns, last = 0 } = found.data;
  const shape = shapes.get(table);
  if (shape === undefined) throw new RestoreError(damaged(`there is no table ${JSON.stringify(table)}`));
  for (const [name, type] of columns)
    if (!shape.columns.some((column) => column.name === name && column.type === type))
      throw new RestoreError(damaged(`${table} has no column ${JSON.stringify(name)} of this type`));
  return { shape, columns, last };
}

function valueOf(value: unknown, type: string, table: string): unknown {
  if (type === 'bytea' && typeof value === 'string') return Buffer.from(value, 'base64');
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value;
  throw new RestoreError(damaged(`a row of ${table} holds what no column takes`));
}
