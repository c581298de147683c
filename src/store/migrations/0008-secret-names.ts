import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Names of the secrets that workflows read, so that whoever deletes one of an organisation's knows who else needs it. */
export const secretNames: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  `create table secret_names (
    repository_id bigint not null,
    name text not null,
    primary key (repository_id, name)
  )`,
  `create index secret_names_by_name on secret_names (name)`,
];
