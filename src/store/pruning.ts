import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';
import { type Keeping, keeping, tablesOf } from './keeping.ts';
import { kindsOfRepositories } from './removal.ts';

/** Deletes what is older than it is worth, and what was written for somebody after they had been removed. */
export async function prune(db: Database, now: number): Promise<void> {
  const ages = Object.entries<Keeping>(keeping).map(([table, { age }]) => ({ table, age }));
  for (const { table, age } of [...ages, withoutOwner])
    if (age !== undefined) await deleteInBatches(db, table, sql`${sql.ref(age.column)} < ${now - age.days * day}`);
  for (const { table, column } of tablesOf('repository'))
    if (table !== 'repositories') await deleteInBatches(db, table, isLeftBehind('repositories', table, column));
  for (const { table, column } of tablesOf('installation'))
    if (!staysAlone.has(table)) await deleteInBatches(db, table, isLeftBehind('installations', table, column));
  await deleteInBatches(
    db,
    'policies',
    sql`policies.owner like 'repository:%' and not exists (
      select from repositories where 'repository:' || repositories.id = policies.owner)`,
  );
  await deleteInBatches(
    db,
    'parked',
    sql`parked.kind in (${sql.join(kindsOfRepositories)}) and not exists (
      select from repositories where repositories.id::text = parked.subject)`,
  );
}

const day = 24 * 60 * 60 * 1000;

/** Contents of files as they were kept before they had an owner, which a process of an older version still writes. */
const withoutOwner = { table: 'blobs', age: { column: 'used_at', days: 30 } };

/** What failed may be the very news of an installation, which is not known then. */
const staysAlone: ReadonlySet<string> = new Set(['installations', 'parked']);

function isLeftBehind(owners: string, table: string, column: string): RawBuilder<unknown> {
  const owner = sql.ref(`${table}.${column}`);
  return sql`${owner} <> 0 and not exists (select from ${sql.table(owners)} as owners where owners.id = ${owner})`;
}

async function deleteInBatches(db: Database, table: string, condition: RawBuilder<unknown>): Promise<void> {
  for (;;) {
    const rows = sql`select ctid from ${sql.table(table)} where ${condition} limit ${most}`;
    const { numAffectedRows } = await sql`delete from ${sql.table(table)} where ctid = any(array(${rows}))`.execute(db);
    if (numAffectedRows === undefined || numAffectedRows < most) return;
  }
}

const most = 5000;
