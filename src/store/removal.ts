import { sql } from 'kysely';
import type { Database } from './database.ts';
import { tablesOf } from './keeping.ts';

/** Deletes an installation and everything that came from it, or nothing where that fails. */
export async function removeInstallation(db: Database, id: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const installation = await transaction
      .selectFrom('installations')
      .select('account_id')
      .where('id', '=', id)
      .executeTakeFirst();
    for (;;) {
      const rows = await transaction
        .selectFrom('repositories')
        .select('id')
        .where('installation_id', '=', id)
        .orderBy('id')
        .limit(500)
        .execute();
      if (rows.length === 0) break;
      await removeAll(
        transaction,
        rows.map((row) => row.id),
      );
    }
    await removeParkedDeliveries(transaction, id);
    for (const { table, column } of tablesOf('installation'))
      await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = ${id}`.execute(transaction);
    if (installation !== undefined) await forget(transaction, [`organisation:${installation.account_id}`]);
  });
}

/** Deletes one repository and everything that is known of it. */
export async function removeRepository(db: Database, id: number): Promise<void> {
  await db.transaction().execute((transaction) => removeAll(transaction, [id]));
}

/** The kinds of work, in the queue or parked, whose subject is the id of a repository. */
export const kindsOfRepositories: readonly string[] = ['repository', 'look', 'gate'];

async function removeAll(transaction: Database, ids: readonly number[]): Promise<void> {
  await transaction
    .deleteFrom('parked')
    .where('kind', 'in', kindsOfRepositories)
    .where('subject', 'in', ids.map(String))
    .execute();
  await forget(
    transaction,
    ids.map((id) => `repository:${id}`),
  );
  for (const { table, column } of tablesOf('repository'))
    await sql`delete from ${sql.table(table)} where ${sql.ref(column)} in (${sql.join(ids)})`.execute(transaction);
}

/** Webhooks whose work failed for good, and whose payloads are kept for that. */
async function removeParkedDeliveries(transaction: Database, installationId: number): Promise<void> {
  await transaction
    .deleteFrom('deliveries')
    .where('state', '=', 'failed')
    .where('id', 'in', (parked) =>
      parked
        .selectFrom('parked')
        .select('subject')
        .where('kind', '=', 'delivery')
        .where('installation_id', '=', installationId),
    )
    .execute();
}

async function forget(transaction: Database, owners: readonly string[]): Promise<void> {
  await transaction.deleteFrom('policies').where('owner', 'in', owners).execute();
}
