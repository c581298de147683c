import type { Database } from './database.ts';
import type { Parked } from './store.ts';
import { withoutNul } from './text.ts';

/** Work that failed for good, one row a kind and subject. */
export function parkedOf(db: Database): Parked {
  return {
    async put(work) {
      const row = {
        installation_id: work.installationId,
        reason: withoutNul(work.reason),
        tries: work.tries,
        parked_at: work.parkedAt,
      };
      await db
        .insertInto('parked')
        .values({ kind: work.kind, subject: withoutNul(work.subject), ...row })
        .onConflict((conflict) => conflict.columns(['kind', 'subject']).doUpdateSet(row))
        .execute();
    },

    async list() {
      const rows = await db
        .selectFrom('parked')
        .selectAll()
        .orderBy('parked_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1000)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        subject: row.subject,
        installationId: row.installation_id,
        reason: row.reason,
        tries: row.tries,
        parkedAt: row.parked_at,
      }));
    },

    async count() {
      const { jobs } = await db
        .selectFrom('parked')
        .select((row) => row.fn.countAll<number>().as('jobs'))
        .executeTakeFirstOrThrow();
      return jobs;
    },

    async remove(kind, subject) {
      await db.deleteFrom('parked').where('kind', '=', kind).where('subject', '=', withoutNul(subject)).execute();
    },
  };
}
