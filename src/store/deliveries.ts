import { chunks } from './chunks.ts';
import type { Database } from './database.ts';
import type { Deliveries, Delivery } from './store.ts';
import { withoutNul } from './text.ts';

/**
 * Deliveries, each by GitHub's id. Two that arrive with one id at the same moment are one row, and only one of the two
 * calls of `receive` answers `new`. A failed one that is redelivered is `new` again, with the payload that came now.
 */
export function deliveriesOf(db: Database): Deliveries {
  return {
    receive: (delivery) => receive(db, delivery),

    async open(id) {
      const row = await db
        .selectFrom('deliveries')
        .select(['id', 'name', 'payload', 'received_at'])
        .where('id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirst();
      if (row === undefined || row.payload === null) return null;
      const payload = Buffer.from(row.payload).toString('utf8');
      return { id: row.id, name: row.name, payload, receivedAt: row.received_at };
    },

    async complete(id, now) {
      await db
        .updateTable('deliveries')
        .set({ state: 'completed', payload: null, reason: null, finished_at: now })
        .where('id', '=', id)
        .where('state', '<>', 'completed')
        .execute();
    },

    async fail(id, reason, now) {
      await db
        .updateTable('deliveries')
        .set({ state: 'failed', reason: withoutNul(reason), finished_at: now })
        .where('id', '=', id)
        .where('state', '=', 'open')
        .execute();
    },

    async left(before) {
      const rows = await db
        .selectFrom('deliveries')
        .select('id')
        .where('state', '=', 'open')
        .where('received_at', '<', before)
        .orderBy('received_at')
        .orderBy('id')
        .limit(1000)
        .execute();
      return rows.map(({ id }) => id);
    },

    async completed(ids) {
      const found = new Set<string>();
      for (const some of chunks(ids, 1000)) {
        const rows = await db
          .selectFrom('deliveries')
          .select('id')
          .where('id', 'in', some)
          .where('state', '=', 'completed')
          .execute();
        for (const { id } of rows) found.add(id);
      }
      return found;
    },
  };
}

async function receive(db: Database, delivery: Delivery): Promise<'new' | 'open' | 'completed'> {
  const row = {
    name: delivery.name,
    payload: Buffer.from(delivery.payload, 'utf8'),
    received_at: delivery.receivedAt,
    state: 'open' as const,
  };
  const written = await db
    .insertInto('deliveries')
    .values({ id: delivery.id, ...row })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ ...row, reason: null, finished_at: null })
        .where('deliveries.state', '=', 'failed'),
    )
    .returning('id')
    .executeTakeFirst();
  if (written !== undefined) return 'new';
  const known = await db.selectFrom('deliveries').select('state').where('id', '=', delivery.id).executeTakeFirst();
  return known?.state === 'completed' ? 'completed' : 'open';
}
