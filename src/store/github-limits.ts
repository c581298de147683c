import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { GitHubLimits } from './store.ts';

/** One row an installation and resource (`core`, `graphql` …). Turns to write are kept under a resource of their own. */
export function gitHubLimitsOf(db: Database): GitHubLimits {
  return {
    async get(installationId, resource) {
      const row = await db
        .selectFrom('github_limits')
        .selectAll()
        .where('installation_id', '=', installationId)
        .where('resource', '=', resource)
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        allowed: row.allowed,
        remaining: row.remaining,
        resetAt: row.reset_at,
        notedAt: row.noted_at,
        blockedUntil: row.blocked_until,
        blockedBy: row.blocked_by,
      };
    },

    async note(installationId, resource, { allowed, remaining, resetAt, notedAt }) {
      const row = { allowed, remaining, reset_at: resetAt, noted_at: notedAt };
      await db
        .insertInto('github_limits')
        .values({ installation_id: installationId, resource, ...row, blocked_by: null })
        .onConflict((conflict) =>
          conflict
            .columns(['installation_id', 'resource'])
            .doUpdateSet(row)
            .where('github_limits.noted_at', '<=', notedAt),
        )
        .execute();
    },

    async block(installationId, resource, until, by) {
      await db
        .insertInto('github_limits')
        .values({ installation_id: installationId, resource, blocked_until: until, blocked_by: by, noted_at: 0 })
        .onConflict((conflict) =>
          conflict
            .columns(['installation_id', 'resource'])
            .doUpdateSet({ blocked_until: until, blocked_by: by })
            .where('github_limits.blocked_until', '<', until),
        )
        .execute();
    },

    async writeTurn(installationId, between) {
      const now = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
      const { rows } = await sql<{ readonly wait: number }>`
        insert into github_limits (installation_id, resource, next_write_at, noted_at)
        values (${installationId}, 'writes', ${now} + ${between}::bigint, 0)
        on conflict (installation_id, resource) do update
          set next_write_at = greatest(github_limits.next_write_at, ${now}) + ${between}::bigint
        returning greatest(0, next_write_at - ${between}::bigint - ${now})::bigint as wait`.execute(db);
      return rows[0]?.wait ?? 0;
    },
  };
}
