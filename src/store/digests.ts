import type { DigestRepository } from '../types/digest-state.ts';
import { chunks } from './chunks.ts';
import type { Database } from './database.ts';
import type { Digests } from './stored-digests.ts';

/** One row a repository that was in the last digest of its account. */
export function digestsOf(db: Database): Digests {
  const ofInstallation = (installationId: number) =>
    db
      .selectFrom('digests')
      .innerJoin('repositories', 'repositories.id', 'digests.repository_id')
      .where('installation_id', '=', installationId);
  return {
    async madeAt(installationId) {
      const row = await ofInstallation(installationId)
        .select(({ fn }) => fn.max('made_at').as('at'))
        .executeTakeFirst();
      return row?.at ?? null;
    },

    async last(installationId) {
      const rows = await ofInstallation(installationId).select(['state', 'made_at']).orderBy('repository_id').execute();
      if (rows.length === 0) return null;
      return {
        at: Math.max(...rows.map((row) => row.made_at)),
        repositories: rows.map(({ state }) => JSON.parse(state) as DigestRepository),
      };
    },

    async keep(installationId, { at, repositories }) {
      await db.transaction().execute(async (transaction) => {
        await transaction
          .deleteFrom('digests')
          .where('repository_id', 'in', (inner) =>
            inner.selectFrom('repositories').select('id').where('installation_id', '=', installationId),
          )
          .execute();
        for (const some of chunks(repositories, 500))
          await transaction
            .insertInto('digests')
            .values(some.map((each) => ({ repository_id: each.id, state: JSON.stringify(each), made_at: at })))
            .onConflict((conflict) => conflict.column('repository_id').doNothing())
            .execute();
      });
    },
  };
}
