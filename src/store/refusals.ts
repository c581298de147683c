import type { RefusalCache } from '../github/client.ts';
import type { Database } from './database.ts';
import { keyOf } from './text.ts';

/** What GitHub has refused to one installation. `installations.put` forgets it where the permissions have changed. */
export function refusalsOf(db: Database, installationId: number): RefusalCache {
  return {
    async get(route) {
      const row = await db
        .selectFrom('refusals')
        .select('permission')
        .where('installation_id', '=', installationId)
        .where('route', '=', keyOf(route))
        .executeTakeFirst();
      return row?.permission ?? null;
    },

    async put(route, permission) {
      const row = { permission, refused_at: Date.now() };
      await db
        .insertInto('refusals')
        .values({ installation_id: installationId, route: keyOf(route), ...row })
        .onConflict((conflict) => conflict.columns(['installation_id', 'route']).doUpdateSet(row))
        .execute();
    },
  };
}
