import { chunks } from './chunks.ts';
import type { Database } from './database.ts';
import { packed, unpacked } from './packed.ts';
import type { Deliveries, Reception, SignedDelivery } from './store.ts';
import { withoutNul } from './text.ts';

/**
 * Deliveries, each by GitHub's id. Two that arrive with one id at the same moment are one row, and only one of the two
 * is answered with `new`. A failed one that is redelivered is `new` again, with the payload that came now.
 */
export function deliveriesOf(db: Database): Deliveries {
  return {
    async receive(delivery) {
      const [reception = 'open'] = await receiveAll(db, [
        { ...delivery, payload: Buffer.from(delivery.payload, 'utf8') },
      ]);
      return reception;
    },

    receiveAll: (deliveries) => receiveAll(db, deliveries),

    async open(id) {
      const row = await db
        .selectFrom('deliveries')
        .select(['id', 'name', 'payload', 'received_at'])
        .where('id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirst();
      if (row === undefined || row.payload === null) return null;
      const payload = unpacked(row.payload).toString('utf8');
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

    async reopen(id) {
      const reopened = await db
        .updateTable('deliveries')
        .set({ state: 'open', reason: null, finished_at: null })
        .where('id', '=', id)
        .where('state', '=', 'failed')
        .where('payload', 'is not', null)
        .returning('id')
        .executeTakeFirst();
      return reopened !== undefined;
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

/**
 * Rows are written in the order of their ids, so that two processes that receive the same ones wait for each other once and
 * not in a circle.
 */
async function receiveAll(db: Database, deliveries: readonly SignedDelivery[]): Promise<readonly Reception[]> {
  const firsts = new Map<string, SignedDelivery>();
  for (const delivery of deliveries) if (!firsts.has(delivery.id)) firsts.set(delivery.id, delivery);
  const written = await write(
    db,
    [...firsts.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
  const known = [...firsts.keys()].filter((id) => !written.has(id));
  const states = await statesOf(db, known);
  const told = new Set<string>();
  return deliveries.map(({ id }) => {
    if (states.get(id) === 'completed') return 'completed';
    const isNew = written.has(id) && !told.has(id);
    told.add(id);
    return isNew ? 'new' : 'open';
  });
}

/** The ids of those that are new, or had failed. */
async function write(db: Database, deliveries: readonly SignedDelivery[]): Promise<ReadonlySet<string>> {
  if (deliveries.length === 0) return new Set();
  const rows = deliveries.map(({ id, name, payload, receivedAt }) => ({
    id,
    name,
    payload: packed(payload),
    received_at: receivedAt,
    state: 'open' as const,
  }));
  const written = await db
    .insertInto('deliveries')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((expression) => ({
          name: expression.ref('excluded.name'),
          payload: expression.ref('excluded.payload'),
          received_at: expression.ref('excluded.received_at'),
          state: expression.ref('excluded.state'),
          reason: null,
          finished_at: null,
        }))
        .where('deliveries.state', '=', 'failed'),
    )
    .returning('id')
    .execute();
  return new Set(written.map(({ id }) => id));
}

async function statesOf(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('deliveries').select(['id', 'state']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, state }) => [id, state]));
}
