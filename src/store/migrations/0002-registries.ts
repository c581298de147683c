import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What registries answered, and how often they were asked. Neither belongs to a repository. */
export const registries: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  `create table registry_answers (
    key text primary key,
    status integer not null,
    headers text not null,
    body bytea not null,
    packing text not null check (packing in ('none', 'gzip')),
    digest text not null,
    answered_at bigint not null,
    used_at bigint not null
  )`,
  `create index registry_answers_by_use on registry_answers (used_at)`,

  `create table registry_requests (
    service text not null,
    day bigint not null,
    requests integer not null,
    primary key (service, day)
  )`,
];
