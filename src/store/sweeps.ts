import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { SweepProgress, Sweeps } from './stored-sweeps.ts';

/** One row an installation: its last sweep. What is left is counted from the repositories themselves. */
export function sweepsOf(db: Database): Sweeps {
  const progress = () =>
    db
      .selectFrom('sweeps')
      .innerJoin('installations', 'installations.id', 'sweeps.installation_id')
      .select(['sweeps.installation_id', 'account', 'started_at', 'total', 'finished_at'])
      .select(
        sql<number>`greatest(0, total - (select count(*)::int from repositories
          where installation_id = sweeps.installation_id
          and not archived and coalesce(audited_at, 0) < started_at))`.as('done'),
      );
  return {
    async begin(installationId, total, now) {
      const row = { started_at: now, total, finished_at: null };
      await db
        .insertInto('sweeps')
        .values({ installation_id: installationId, ...row })
        .onConflict((conflict) => conflict.column('installation_id').doUpdateSet(row))
        .execute();
    },

    async finish(installationId, now) {
      await db
        .updateTable('sweeps')
        .set({ finished_at: now })
        .where('installation_id', '=', installationId)
        .where('finished_at', 'is', null)
        .execute();
    },

    async get(installationId) {
      const row = await progress().where('sweeps.installation_id', '=', installationId).executeTakeFirst();
      return row === undefined ? null : progressOf(row);
    },

    async open() {
      const rows = await progress().where('finished_at', 'is', null).orderBy('started_at').execute();
      return rows.map(progressOf);
    },
  };
}

function progressOf(row: {
  readonly installation_id: number;
  readonly account: string;
  readonly started_at: number;
  readonly total: number;
  readonly finished_at: number | null;
  readonly done: number;
}): SweepProgress {
  return {
    installationId: row.installation_id,
    account: row.account,
    startedAt: row.started_at,
    total: row.total,
    done: row.done,
    finishedAt: row.finished_at,
  };
}
