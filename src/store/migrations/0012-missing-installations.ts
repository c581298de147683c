import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Since when GitHub has not known an installation any more, so that one wrong answer does not delete what it has. */
export const missingInstallations: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table installations add column missing_since bigint`.execute(db);
  },
};
