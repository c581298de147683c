import type { Database } from './database.ts';
import type { SecretNames } from './stored-secret-names.ts';

/** One row for each repository and secret; names in capitals, as GitHub stores them. */
export function secretNamesOf(db: Database): SecretNames {
  return {
    async keep(repositoryId, names) {
      await db.transaction().execute(async (transaction) => {
        const own = transaction.deleteFrom('secret_names').where('repository_id', '=', repositoryId);
        await (names.length === 0 ? own : own.where('name', 'not in', names)).execute();
        if (names.length === 0) return;
        await transaction
          .insertInto('secret_names')
          .values(names.map((name) => ({ repository_id: repositoryId, name })))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      });
    },

    async elsewhere({ installationId, repositoryId, names }) {
      if (names.length === 0) return [];
      const rows = await db
        .selectFrom('secret_names')
        .innerJoin('repositories', 'repositories.id', 'secret_names.repository_id')
        .select(['secret_names.name as secret', 'repositories.owner', 'repositories.name', 'repositories.visibility'])
        .where('installation_id', '=', installationId)
        .where('repository_id', '!=', repositoryId)
        .where('archived', '=', false)
        .where('secret_names.name', 'in', names)
        .orderBy('repositories.owner')
        .orderBy('repositories.name')
        .limit(mostRows)
        .execute();
      return rows.map(({ secret, owner, name, visibility }) => ({
        secret,
        repository: `${owner}/${name}`,
        visibility,
      }));
    },
  };
}

const mostRows = 5000;
