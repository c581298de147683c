import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When the next request to a service may go out, for all processes that share the store. */
export const registryTurns: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create table registry_turns (service text primary key, next_at bigint not null)`.execute(db);
  },
};
