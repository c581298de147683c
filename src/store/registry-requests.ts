import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { RegistryRequests } from './store.ts';

/** Requests to registries, counted by day for all processes that share the store. */
export function registryRequestsOf(db: Database): RegistryRequests {
  return {
    async spend(service, day) {
      const { requests } = await db
        .insertInto('registry_requests')
        .values({ service, day, requests: 1 })
        .onConflict((conflict) =>
          conflict.columns(['service', 'day']).doUpdateSet({ requests: sql`registry_requests.requests + 1` }),
        )
        .returning('requests')
        .executeTakeFirstOrThrow();
      return requests;
    },

    async turn(service, between) {
      const now = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
      // A clock that was set back must not make everyone wait until it has caught up
      const begins = sql<number>`greatest(${now}, least(registry_turns.next_at, ${now} + ${longestQueue}::bigint))`;
      const { wait } = await db
        .insertInto('registry_turns')
        .values({ service, next_at: sql<number>`${now} + ${between}::bigint` })
        .onConflict((conflict) =>
          conflict.column('service').doUpdateSet({ next_at: sql`${begins} + ${between}::bigint` }),
        )
        .returning(sql<number>`(next_at - ${between}::bigint - ${now})::int`.as('wait'))
        .executeTakeFirstOrThrow();
      return Math.max(0, wait);
    },

    async of(day) {
      const rows = await db
        .selectFrom('registry_requests')
        .select(['service', 'requests'])
        .where('day', '=', day)
        .execute();
      return new Map(rows.map(({ service, requests }) => [service, requests]));
    },
  };
}

/** Milliseconds. */
const longestQueue = 60_000;
