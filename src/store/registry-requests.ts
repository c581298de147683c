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
