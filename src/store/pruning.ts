import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';
import { ofRepositories } from './removal.ts';

/** Deletes what is older than it is worth, and what was written for a repository after it had been removed. */
export async function prune(db: Database, now: number): Promise<void> {
  for (const { table, column, days } of ages)
    await deleteInBatches(db, table, sql`${sql.ref(column)} < ${now - days * day}`);
  for (const table of ofRepositories)
    await deleteInBatches(
      db,
      table,
      sql`not exists (select from repositories where repositories.id = ${sql.ref(`${table}.repository_id`)})`,
    );
  await deleteInBatches(
    db,
    'policies',
    sql`policies.owner like 'repository:%' and not exists (
      select from repositories where 'repository:' || repositories.id = policies.owner)`,
  );
  await deleteInBatches(
    db,
    'contents',
    sql`contents.scope <> 0 and not exists (select from repositories where repositories.id = contents.scope)`,
  );
}

const day = 24 * 60 * 60 * 1000;

/**
 * GitHub redelivers for three days and keeps check runs for 400. A report is only reused on the day it was made, but the
 * report of a merge base is looked for as long as its pull request is open.
 */
const ages = [
  { table: 'deliveries', column: 'finished_at', days: 30 },
  { table: 'checks', column: 'completed_at', days: 400 },
  { table: 'reports', column: 'made_at', days: 30 },
  { table: 'contents', column: 'used_at', days: 30 },
  { table: 'answers', column: 'used_at', days: 30 },
  { table: 'packages', column: 'left_at', days: 90 },
  { table: 'refusals', column: 'refused_at', days: 30 },
  { table: 'registry_answers', column: 'used_at', days: 30 },
  { table: 'registry_requests', column: 'day', days: 30 },
] as const;

async function deleteInBatches(db: Database, table: string, condition: RawBuilder<unknown>): Promise<void> {
  for (;;) {
    const rows = sql`select ctid from ${sql.table(table)} where ${condition} limit ${most}`;
    const { numAffectedRows } = await sql`delete from ${sql.table(table)} where ctid = any(array(${rows}))`.execute(db);
    if (numAffectedRows === undefined || numAffectedRows < most) return;
  }
}

const most = 5000;
