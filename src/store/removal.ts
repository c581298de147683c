import type { Database } from './database.ts';

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
    for (const table of ofInstallations)
      await transaction.deleteFrom(table).where('installation_id', '=', id).execute();
    if (installation !== undefined) await forget(transaction, [`organisation:${installation.account_id}`]);
    await transaction.deleteFrom('installations').where('id', '=', id).execute();
  });
}

/** Deletes one repository and everything that is known of it. */
export async function removeRepository(db: Database, id: number): Promise<void> {
  await db.transaction().execute((transaction) => removeAll(transaction, [id]));
}

/** Every table whose rows belong to an installation by its id. */
const ofInstallations = ['refusals', 'github_limits', 'parked', 'sweeps'] as const;

/** Every table whose rows belong to a repository by its id. */
export const ofRepositories = ['checks', 'reports', 'records', 'issues', 'answers', 'packages', 'incidents'] as const;

async function removeAll(transaction: Database, ids: readonly number[]): Promise<void> {
  for (const table of ofRepositories) await transaction.deleteFrom(table).where('repository_id', 'in', ids).execute();
  await transaction.deleteFrom('contents').where('scope', 'in', ids).execute();
  await forget(
    transaction,
    ids.map((id) => `repository:${id}`),
  );
  await transaction.deleteFrom('repositories').where('id', 'in', ids).execute();
}

async function forget(transaction: Database, owners: readonly string[]): Promise<void> {
  await transaction.deleteFrom('policies').where('owner', 'in', owners).execute();
}
