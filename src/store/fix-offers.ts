import type { Database } from './database.ts';
import type { FixOffers, KnownOffer } from './stored-fixes.ts';
import { keyOf } from './text.ts';

/** What was last offered of a repository, one row each. */
export function fixOffersOf(db: Database): FixOffers {
  return {
    async get(repositoryId, inputs) {
      const rows = db.selectFrom('fix_offers').select('offers').where('repository_id', '=', repositoryId);
      const row = await (inputs === undefined ? rows : rows.where('inputs', '=', keyOf(inputs))).executeTakeFirst();
      return row === undefined ? null : (JSON.parse(row.offers) as KnownOffer[]);
    },

    async put(repositoryId, inputs, offers, now) {
      const made = { inputs: keyOf(inputs), offers: JSON.stringify(offers), made_at: now };
      await db
        .insertInto('fix_offers')
        .values({ repository_id: repositoryId, ...made })
        .onConflict((conflict) => conflict.column('repository_id').doUpdateSet(made))
        .execute();
    },
  };
}
