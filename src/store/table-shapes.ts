import { sql } from 'kysely';
import type { Database } from './database.ts';
import { keeping } from './keeping.ts';

/** The columns of a table as the database has them. */
export interface TableShape {
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** The column that the database counts up by itself. */
  readonly identity: string | null;
}

/** Every table of the store that is there. A database that an older Mintmark wrote may lack some. */
export async function tableShapes(db: Database): Promise<readonly TableShape[]> {
  const { rows } = await sql<ColumnRow>`
    select table_name, column_name, udt_name, is_identity = 'YES' as is_identity
    from information_schema.columns
    where table_schema = current_schema() and table_name in (${sql.join(Object.keys(keeping))})
    order by table_name, ordinal_position`.execute(db);
  return [...Map.groupBy(rows, (row) => row.table_name)].map(([table, columns]) => ({
    table,
    columns: columns.map((column) => ({ name: column.column_name, type: column.udt_name })),
    identity: columns.find((column) => column.is_identity)?.column_name ?? null,
  }));
}

interface ColumnRow {
  readonly table_name: string;
  readonly column_name: string;
  readonly udt_name: string;
  readonly is_identity: boolean;
}

/** How many rows each table has, by its name. */
export type Counts = Readonly<Record<string, number>>;

export async function countRows(db: Database, tables: readonly string[]): Promise<Counts> {
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const { rows } = await sql<{ readonly count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
      db,
    );
    counts[table] = Number(rows[0]?.count ?? 0);
  }
  return counts;
}
