import { pages } from './chunks.ts';
import type { Database } from './database.ts';
import { removeInstallation } from './removal.ts';
import type { Installation, Installations } from './store.ts';
import type { InstallationRow } from './tables.ts';

/**
 * Installations by GitHub's id. Where `put` changes the permissions, what had been refused for want of one is forgotten.
 * `remove` also takes policies, stored answers and refusals along; only the contents of files stay until `prune`, for
 * they are kept by their digest and belong to nobody.
 */
export function installationsOf(db: Database): Installations {
  return {
    put: (installation) => put(db, installation),

    async get(id) {
      const row = await db.selectFrom('installations').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : installationOf(row);
    },

    async list() {
      const rows = await pages(1000, (after) =>
        db.selectFrom('installations').selectAll().where('id', '>', after).orderBy('id').limit(1000).execute(),
      );
      return rows.map(installationOf);
    },

    async unknown() {
      const rows = await db
        .selectFrom('repositories')
        .select('installation_id')
        .distinct()
        .where('installation_id', 'not in', (known) => known.selectFrom('installations').select('id'))
        .orderBy('installation_id')
        .limit(1000)
        .execute();
      return rows.map((row) => row.installation_id);
    },

    async missing() {
      const rows = await db
        .selectFrom('installations')
        .select(['id', 'missing_since'])
        .where('missing_since', 'is not', null)
        .orderBy('id')
        .execute();
      return new Map(rows.map((row) => [row.id, row.missing_since ?? 0]));
    },

    async setMissing(id, since) {
      await db
        .updateTable('installations')
        .set({ suspended: true, missing_since: since })
        .where('id', '=', id)
        .where('missing_since', 'is', null)
        .execute();
    },

    async setSuspended(id, suspended) {
      await db.updateTable('installations').set({ suspended }).where('id', '=', id).execute();
    },

    remove: (id) => removeInstallation(db, id),
  };
}

async function put(db: Database, installation: Installation): Promise<void> {
  const row = {
    account_id: installation.accountId,
    account: installation.account,
    account_type: installation.accountType,
    permissions: sortedJson(installation.permissions),
    suspended: installation.suspended,
    missing_since: null,
  };
  await db.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom('installations')
      .select('permissions')
      .where('id', '=', installation.id)
      .forUpdate()
      .executeTakeFirst();
    await transaction
      .insertInto('installations')
      .values({ id: installation.id, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
    if (before?.permissions !== row.permissions)
      await transaction.deleteFrom('refusals').where('installation_id', '=', installation.id).execute();
  });
}

function installationOf(row: InstallationRow): Installation {
  return {
    id: row.id,
    accountId: row.account_id,
    account: row.account,
    accountType: row.account_type,
    permissions: JSON.parse(row.permissions) as Record<string, string>,
    suspended: row.suspended,
  };
}

/** Equal permissions are equal text. */
function sortedJson(permissions: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(permissions).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}
