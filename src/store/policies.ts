import type { Database } from './database.ts';
import type { Policies } from './store.ts';

/** The last policy files that were valid. */
export function policiesOf(db: Database): Policies {
  return {
    async lastGood(owner) {
      const row = await db.selectFrom('policies').select('content').where('owner', '=', owner).executeTakeFirst();
      return row === undefined ? null : Buffer.from(row.content).toString('utf8');
    },

    async keepGood(owner, text, now) {
      const row = { content: Buffer.from(text, 'utf8'), kept_at: now };
      await db
        .insertInto('policies')
        .values({ owner, ...row })
        .onConflict((conflict) => conflict.column('owner').doUpdateSet(row))
        .execute();
    },

    async forget(owner) {
      await db.deleteFrom('policies').where('owner', '=', owner).execute();
    },
  };
}
