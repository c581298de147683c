import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How a repository stood at the last weekly digest of its account, which the next one is compared with. */
export const digests: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `create table digests (
          repository_id bigint primary key,
          state text not null,
          made_at bigint not null
        )`,
      )
      .execute(db);
  },
};
