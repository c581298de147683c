import { sql } from 'kysely';
import { longestPause } from '../github/unavailable.ts';
import { clocksDiffer } from '../types/clocks.ts';
import type { Database } from './database.ts';
import type { GitHubLimits } from './store.ts';

/** One row an installation and resource (`core`, `graphql` …). The turns of a pace are kept under a resource of their own. */
export function gitHubLimitsOf(db: Database): GitHubLimits {
  return {
    async of(installationId) {
      const rows = await db
        .selectFrom('github_limits')
        .selectAll()
        .where('installation_id', '=', installationId)
        .execute();
      return new Map(
        rows.map((row) => [
          row.resource,
          {
            allowed: row.allowed,
            remaining: row.remaining,
            resetAt: row.reset_at,
            notedAt: row.noted_at,
            blockedUntil: row.blocked_until,
            blockedBy: row.blocked_by,
          },
        ]),
      );
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
            .where((where) =>
              where.or([
                where('github_limits.noted_at', '<=', notedAt),
                // Noted by a clock that was set back since
                where('github_limits.noted_at', '>', notedAt + clocksDiffer),
              ]),
            ),
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
            .where((where) =>
              where.or([
                where('github_limits.blocked_until', '<', until),
                where('github_limits.blocked_until', '>', until + longestPause),
              ]),
            ),
        )
        .execute();
    },

    async turn(installationId, pace, { count, between, burst, patience }) {
      const now = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
      const next = sql<number>`github_limits.next_write_at`;
      // Turns are taken up to this time; what lies further ahead than it can was written by a clock that was set back since
      const taken = sql<number>`case when ${next} > ${now} and ${next} <= ${now} + ${longestPause}::bigint then ${next} else ${now} end`;
      const waitIf = (end: typeof next) => sql<number>`${end} - ${now} - ${burst * between}::bigint`;
      const mine = count * between;
      const row = await db
        .insertInto('github_limits')
        .values({
          installation_id: installationId,
          resource: `pace:${pace}`,
          next_write_at: sql<number>`${now} + ${mine}::bigint`,
          blocked_by: null,
          noted_at: 0,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['installation_id', 'resource'])
            .doUpdateSet({ next_write_at: sql<number>`${taken} + ${mine}::bigint` })
            .where(waitIf(sql<number>`${taken} + ${mine}::bigint`), '<=', patience),
        )
        .returning(waitIf(sql<number>`next_write_at`).as('wait'))
        .executeTakeFirst();
      if (row !== undefined) return Math.max(0, row.wait);
      const { wait } = await db
        .selectFrom('github_limits')
        .select(waitIf(sql<number>`${taken} + ${mine}::bigint`).as('wait'))
        .where('installation_id', '=', installationId)
        .where('resource', '=', `pace:${pace}`)
        .executeTakeFirstOrThrow();
      return Math.max(patience + 1, wait);
    },

    async overview(now) {
      const isHour = sql<boolean>`allowed > 0 and reset_at > ${now} and reset_at <= ${now + longestPause}`;
      const isBlock = sql<boolean>`blocked_until > ${now} and blocked_until <= ${now + longestPause}`;
      const rows = await db
        .selectFrom('github_limits')
        .select([
          'resource',
          sql<number>`coalesce(min(remaining::float8 / nullif(allowed, 0)) filter (where ${isHour}), 1)::float8`.as(
            'leastLeft',
          ),
          sql<number>`(count(*) filter (where ${isBlock}))::int`.as('blocked'),
        ])
        .where('next_write_at', '=', 0)
        .groupBy('resource')
        .execute();
      return new Map(rows.map(({ resource, leastLeft, blocked }) => [resource, { leastLeft, blocked }]));
    },
  };
}
