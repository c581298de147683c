import { type Selectable, sql } from 'kysely';
import type { Database } from './database.ts';
import type { Check, CheckResult, Checks, WantedCheck } from './store.ts';
import type { CheckRow } from './tables.ts';

/**
 * One row a commit, through rounds of `wanted` → `starting` → `running` → `completed`.
 *
 * - `want` raises the wish. A completed check becomes wanted again; one that is under way goes on, and its round will
 *   not be the last. What the check is for (purpose, base, pull request) is what was said last.
 * - `again` stays until a round that began after it was said is completed. The round that it asks for has a new check
 *   run: `checkRunId`, `conclusion` and `output` are null from when that round can begin, which is at once for a check
 *   that is wanted or completed, and at the next `completed` for one that is under way. One into which nothing could be
 *   written (`output` is empty) is in progress still, and is kept.
 * - `completed` with the newest wish ends it. With an older one the check is wanted once more, with its check run kept
 *   (unless `again`) and with what was written into it noted, so that the next round can tell whether that still holds.
 *   A check that is completed stays so, whatever an older round says.
 * - `wantedAt` is when the oldest wish came that is not met yet.
 * - `left` leaves out what cannot be written just now: archived repositories and suspended installations.
 */
export function checksOf(db: Database): Checks {
  return {
    want: (check) => want(db, check),

    async unfinished(repositoryId) {
      const rows = await db
        .selectFrom('checks')
        .selectAll()
        .where('repository_id', '=', repositoryId)
        .where('state', '<>', 'completed')
        .orderBy('wanted_at')
        .orderBy('id')
        .limit(1000)
        .execute();
      return rows.map(checkOf);
    },

    async find(repositoryId, headSha) {
      const row = await db
        .selectFrom('checks')
        .selectAll()
        .where('repository_id', '=', repositoryId)
        .where('head_sha', '=', headSha)
        .executeTakeFirst();
      return row === undefined ? null : checkOf(row);
    },

    async byCheckRun(repositoryId, checkRunId) {
      const row = await db
        .selectFrom('checks')
        .selectAll()
        .where('repository_id', '=', repositoryId)
        .where('check_run_id', '=', checkRunId)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : checkOf(row);
    },

    async starting(id) {
      await db
        .updateTable('checks')
        .set({ state: 'starting' })
        .where('id', '=', id)
        .where('state', '=', 'wanted')
        .execute();
    },

    async started(id, checkRunId) {
      await db
        .updateTable('checks')
        .set({ state: 'running', check_run_id: checkRunId })
        .where('id', '=', id)
        .where('state', '<>', 'completed')
        .execute();
    },

    completed: (id, wish, result) => completed(db, id, wish, result),

    async left(before) {
      const rows = await db
        .selectFrom('checks')
        .select('repository_id')
        .where('state', '<>', 'completed')
        .where('wanted_at', '<', before)
        .where(sql<boolean>`not exists (${unwritable})`)
        .groupBy('repository_id')
        .orderBy((row) => row.fn.min('wanted_at'))
        .orderBy('repository_id')
        .limit(1000)
        .execute();
      return rows.map((row) => row.repository_id);
    },
  };
}

/** Archived, or of an installation that is suspended: its checks wait until that ends. */
const unwritable = sql`
  select from repositories left join installations on installations.id = repositories.installation_id
  where repositories.id = checks.repository_id and (archived or suspended)`;

async function want(db: Database, check: WantedCheck): Promise<void> {
  const purpose = {
    purpose: check.purpose,
    base_ref: check.base?.ref ?? null,
    base_sha: check.base?.sha ?? null,
    pull_number: check.pullNumber,
  };
  const idle = sql<boolean>`checks.state in ('wanted', 'completed')`;
  // A check run into which nothing could be written is in progress still, and takes the answer to whoever asks again
  const isOver = sql<boolean>`${idle} and coalesce(checks.output, 'said') <> ''`;
  await db
    .insertInto('checks')
    .values({
      repository_id: check.repositoryId,
      head_sha: check.headSha,
      ...purpose,
      wish: 1,
      again_wish: check.again ? 1 : null,
      state: 'wanted',
      wanted_at: check.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['repository_id', 'head_sha']).doUpdateSet({
        ...purpose,
        wish: sql`checks.wish + 1`,
        state: sql`case when ${idle} then 'wanted' else checks.state end`,
        wanted_at: sql`case when checks.state = 'completed' then excluded.wanted_at else checks.wanted_at end`,
        completed_at: null,
        ...(check.again
          ? {
              again_wish: sql`checks.wish + 1`,
              check_run_id: sql`case when ${isOver} then null else checks.check_run_id end`,
              conclusion: sql`case when ${isOver} then null else checks.conclusion end`,
              output: sql`case when ${isOver} then null else checks.output end`,
            }
          : {}),
      }),
    )
    .execute();
}

async function completed(db: Database, id: number, wish: number, result: CheckResult): Promise<void> {
  const last = sql<boolean>`wish <= ${wish}`;
  const askedAgain = sql<boolean>`coalesce(again_wish > ${wish}, false)`;
  const isOver = sql<boolean>`(${askedAgain} and ${result.output !== ''}::boolean)`;
  await db
    .updateTable('checks')
    .set({
      state: sql`case when ${last} then 'completed' else 'wanted' end`,
      completed_at: sql`case when ${last} then ${result.now}::bigint end`,
      again_wish: sql`case when ${askedAgain} then again_wish end`,
      check_run_id: sql`case when ${isOver} then null else check_run_id end`,
      conclusion: sql`case when ${isOver} then null else ${result.conclusion} end`,
      output: sql`case when ${isOver} then null else ${result.output} end`,
    })
    .where('id', '=', id)
    .where((row) => row.or([row('state', '<>', 'completed'), row('wish', '<=', wish)]))
    .execute();
}

function checkOf(row: Selectable<CheckRow>): Check {
  return {
    id: row.id,
    repositoryId: row.repository_id,
    headSha: row.head_sha,
    purpose: row.purpose,
    base: row.base_ref === null || row.base_sha === null ? null : { ref: row.base_ref, sha: row.base_sha },
    pullNumber: row.pull_number,
    again: row.again_wish !== null,
    wish: row.wish,
    state: row.state,
    checkRunId: row.check_run_id,
    conclusion: row.conclusion,
    output: row.output,
    wantedAt: row.wanted_at,
  };
}
