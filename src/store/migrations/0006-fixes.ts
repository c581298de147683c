import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The fixes that people have asked for, what was last offered, and the commits behind the tags of actions. */
export const fixes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements = [
  `create table fixes (
    repository_id bigint not null,
    fingerprint text not null,
    control text not null,
    title text not null,
    branch text not null,
    wanted_by text not null,
    wanted_at bigint not null,
    pull_number integer,
    state text not null,
    reason text,
    by_hand boolean not null default false,
    written text not null default '',
    base_sha text,
    heads text not null default '[]',
    wish integer not null default 1,
    seen integer not null default 0,
    primary key (repository_id, fingerprint)
  )`,
  `create index fixes_by_branch on fixes (repository_id, branch)`,

  `create table fix_offers (
    repository_id bigint primary key,
    inputs text not null,
    offers text not null,
    made_at bigint not null
  )`,

  `create table action_commits (
    installation_id bigint not null,
    action text not null,
    commit_sha text,
    version text,
    asked_at bigint not null,
    primary key (installation_id, action)
  )`,
];
