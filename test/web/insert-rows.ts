import { type Insertable, sql } from 'kysely';
import { chunks } from '../../src/store/chunks.ts';
import type { Database } from '../../src/store/database.ts';
import type { Tables } from '../../src/store/tables.ts';

/** Many rows that have the same columns, some hundred in one statement. Texts have to be without NUL. */
export async function insertRows<Table extends keyof Tables>(
  db: Database,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
): Promise<void> {
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((column) => sql.ref(column)));
  for (const some of chunks(rows, 250))
    await sql`insert into ${sql.table(table)} (${columns}) select ${columns}
      from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(some)}::json)`.execute(db);
}
