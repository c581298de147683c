import { type Selectable, sql } from 'kysely';
import type { Database } from './database.ts';
import type { Fixes, StoredFix, WantedFix } from './stored-fixes.ts';
import type { FixRow } from './tables.ts';
import { withoutNul } from './text.ts';

/** Fixes that people have asked for, one row a finding. */
export function fixesOf(db: Database): Fixes {
  return {
    want: (fix) => want(db, fix),

    async list(repositoryId) {
      const rows = await db
        .selectFrom('fixes')
        .selectAll()
        .where('repository_id', '=', repositoryId)
        .orderBy('fingerprint')
        .limit(1000)
        .execute();
      return rows.map(fixOf);
    },

    async byPull(repositoryId, pullNumber) {
      const row = await db
        .selectFrom('fixes')
        .selectAll()
        .where('repository_id', '=', repositoryId)
        .where('pull_number', '=', pullNumber)
        .orderBy('fingerprint')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : fixOf(row);
    },

    async put({ repositoryId, fingerprint, wish, ...fix }) {
      const last = sql<boolean>`wish <= ${wish}`;
      await db
        .updateTable('fixes')
        .set({
          title: withoutNul(fix.title),
          pull_number: fix.pullNumber,
          state: sql`case when ${last} then ${fix.state} else state end`,
          reason: fix.reason === null ? null : withoutNul(fix.reason),
          by_hand: fix.byHand,
          written: fix.written,
          base_sha: fix.baseSha,
          heads: JSON.stringify(fix.heads),
          seen: wish,
        })
        .where('repository_id', '=', repositoryId)
        .where('fingerprint', '=', fingerprint)
        .execute();
    },

    async touch(repositoryId, fingerprint) {
      await db
        .updateTable('fixes')
        .set({ wish: sql`wish + 1` })
        .where('repository_id', '=', repositoryId)
        .where('fingerprint', '=', fingerprint)
        .execute();
    },

    async remove(repositoryId, fingerprint) {
      await db
        .deleteFrom('fixes')
        .where('repository_id', '=', repositoryId)
        .where('fingerprint', '=', fingerprint)
        .execute();
    },
  };
}

async function want(db: Database, { repositoryId, fingerprint, control, title, branch, by, now }: WantedFix) {
  const wanted = {
    control,
    title: withoutNul(title),
    branch,
    wanted_by: by,
    wanted_at: now,
    state: 'wanted' as const,
    reason: null,
  };
  await db
    .insertInto('fixes')
    .values({ repository_id: repositoryId, fingerprint, ...wanted })
    .onConflict((conflict) =>
      conflict
        .columns(['repository_id', 'fingerprint'])
        .doUpdateSet({ ...wanted, wish: sql`fixes.wish + 1` })
        // What is under way is not asked for twice
        .where('fixes.state', 'not in', ['wanted', 'open']),
    )
    .execute();
}

function fixOf(row: Selectable<FixRow>): StoredFix {
  return {
    repositoryId: row.repository_id,
    fingerprint: row.fingerprint,
    control: row.control,
    title: row.title,
    branch: row.branch,
    by: row.wanted_by,
    wantedAt: row.wanted_at,
    pullNumber: row.pull_number,
    state: row.state,
    reason: row.reason,
    byHand: row.by_hand,
    written: row.written,
    baseSha: row.base_sha,
    heads: JSON.parse(row.heads) as string[],
    wish: row.wish,
    isStale: row.wish > row.seen,
  };
}
