import type { Database } from './database.ts';
import type { Watching } from './store.ts';

/** Feeds of changes, each by the service whose feed it is. */
export function watchingOf(db: Database): Watching {
  return {
    async cursor(service) {
      const row = await db.selectFrom('feed_cursors').selectAll().where('service', '=', service).executeTakeFirst();
      return row === undefined ? null : { cursor: JSON.parse(row.cursor) as string, at: row.read_at };
    },

    async keepCursor(service, cursor, at) {
      const row = { cursor: JSON.stringify(cursor), read_at: at };
      await db
        .insertInto('feed_cursors')
        .values({ service, ...row })
        .onConflict((conflict) => conflict.column('service').doUpdateSet(row))
        .execute();
    },
  };
}
