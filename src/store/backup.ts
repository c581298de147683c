import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { stepsOf } from './migrate.ts';
import { type Counts, type TableShape, tableShapes } from './table-shapes.ts';

/** The form in which a store is copied. A Mintmark reads its own and none that is newer. */
export const backupFormat = 1;

/** The first line. */
export interface BackupHeader {
  readonly mintmarkBackup: number;
  /** Of the Mintmark that wrote it. */
  readonly version: string;
  /** ISO 8601. */
  readonly madeAt: string;
  /** The names of the steps that its tables had taken. */
  readonly migrations: readonly string[];
}

/** Stands before the rows of a table; each row is an array of values in the order of these columns, bytes as base64. */
export interface BackupTable {
  readonly table: string;
  /** Names and Postgres' types. */
  readonly columns: readonly (readonly [string, string])[];
  /** The last number that was given to a row, where the database gives them. */
  readonly last?: number;
}

/** The last line. */
export interface BackupEnd {
  readonly rows: Counts;
  /** Over all the lines before this one. */
  readonly sha256: string;
}

/**
 * Everything that a store holds as it is at one moment, as lines of JSON in UTF-8, while others read and write. No more is
 * held in memory than a few rows.
 * @throws where the database holds no store
 */
export async function* backupLines(
  db: Database,
  { version, now }: { readonly version: string; readonly now: number },
): AsyncGenerator<Buffer, void> {
  const digest = createHash('sha256');
  const line = (value: unknown): Buffer => {
    const bytes = Buffer.from(`${JSON.stringify(value)}\n`, 'utf8');
    digest.update(bytes);
    return bytes;
  };
  // The embedded engine has one connection, on which a transaction is alone
  const transaction = await db.startTransaction().setIsolationLevel('repeatable read').execute();
  try {
    const migrations = await stepsOf(transaction);
    if (migrations.length === 0) throw new Error('there is no store of Mintmark in this database');
    const madeAt = new Date(now).toISOString();
    yield line({ mintmarkBackup: backupFormat, version, madeAt, migrations } satisfies BackupHeader);
    const rows: Record<string, number> = {};
    for (const shape of await tableShapes(transaction)) {
      yield line(await headOf(transaction, shape));
      let count = 0;
      for await (const row of rowsOf(transaction, shape)) {
        yield line(row);
        count += 1;
      }
      rows[shape.table] = count;
    }
    yield Buffer.from(`${JSON.stringify({ rows, sha256: digest.digest('hex') } satisfies BackupEnd)}\n`);
  } finally {
    // Nothing was written
    await transaction.rollback().execute();
  }
}

async function headOf(db: Database, { table, columns, identity }: TableShape): Promise<BackupTable> {
  const head: BackupTable = { table, columns: columns.map(({ name, type }) => [name, type] as const) };
  if (identity === null) return head;
  const { rows } = await sql<{ readonly last: number | null }>`
    select pg_sequence_last_value(pg_get_serial_sequence(${table}, ${identity})::regclass) as last`.execute(db);
  return { ...head, last: rows[0]?.last ?? 0 };
}

type Value = string | number | boolean | null;

/** A cursor reads as many rows at a time as some megabytes hold, by the size of those before. */
async function* rowsOf(db: Database, { table, columns }: TableShape): AsyncGenerator<readonly Value[]> {
  const names = sql.join(columns.map(({ name }) => sql.ref(name)));
  await sql`declare backup_rows no scroll cursor for select ${names} from ${sql.table(table)}`.execute(db);
  for (let size = fewestRows; ; ) {
    const { rows } = await sql<Readonly<Record<string, unknown>>>`fetch ${sql.lit(size)} from backup_rows`.execute(db);
    let bytes = 0;
    for (const row of rows) {
      const values = columns.map(({ name }) => valueOf(row[name]));
      for (const value of values) bytes += typeof value === 'string' ? value.length : 8;
      yield values;
    }
    if (rows.length < size) break;
    size = Math.max(fewestRows, Math.min(size * 4, mostRows, Math.floor((bytesAtOnce * rows.length) / bytes)));
  }
  await sql`close backup_rows`.execute(db);
}

const fewestRows = 8;
const mostRows = 1000;
const bytesAtOnce = 2 * 1024 * 1024;

function valueOf(value: unknown): Value {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64');
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  throw new Error(`a backup cannot hold a value of type ${typeof value}`);
}
