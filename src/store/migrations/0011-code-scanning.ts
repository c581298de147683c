import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The last upload of a repository's findings to code scanning, so that the same is not handed over again. */
export const codeScanning: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `create table code_scanning (
          repository_id bigint primary key,
          digest text not null,
          upload_id text,
          looks integer not null,
          trouble text,
          uploaded_at bigint not null
        )`,
      )
      .execute(db);
  },
};
