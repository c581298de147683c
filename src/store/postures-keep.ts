import { type SqlBool, sql } from 'kysely';
import type { Posture } from '../types/posture.ts';
import type { Database } from './database.ts';
import { changedVerdicts, mostChanges, type PackageCounted, type PostureRows, rowsOfPosture } from './postures-rows.ts';

/**
 * Keeps a posture and writes down what is new in it, in one transaction. Of a repository that is not known any more
 * nothing is kept.
 */
export async function keepPosture(db: Database, repositoryId: number, posture: Posture, now: number): Promise<void> {
  const rows = rowsOfPosture(repositoryId, posture, now);
  await db.transaction().execute(async (transaction) => {
    // Two audits of one repository take turns, also for its first posture
    const known = await transaction
      .selectFrom('repositories')
      .select('id')
      .where('id', '=', repositoryId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (known === undefined) return;
    const before = await transaction
      .selectFrom('postures')
      .select('posture')
      .where('repository_id', '=', repositoryId)
      .executeTakeFirst();
    if (before?.posture === rows.posture.posture) await keepTime(transaction, repositoryId, now);
    else await keepChange(transaction, rows, { before: before?.posture ?? null, after: posture, now });
  });
}

async function keepTime(transaction: Database, repositoryId: number, now: number): Promise<void> {
  await transaction
    .updateTable('postures')
    .set({ audited_at: now })
    .where('repository_id', '=', repositoryId)
    .execute();
}

interface Change {
  /** JSON; null before the first audit. */
  readonly before: string | null;
  readonly after: Posture;
  readonly now: number;
}

async function keepChange(transaction: Database, { posture, points, counts }: PostureRows, change: Change) {
  const { repository_id: repositoryId, ...columns } = posture;
  await transaction
    .insertInto('postures')
    .values(posture)
    .onConflict((conflict) => conflict.column('repository_id').doUpdateSet(columns))
    .execute();
  await transaction.deleteFrom('posture_points').where('repository_id', '=', repositoryId).execute();
  if (points.length > 0) await transaction.insertInto('posture_points').values(points).execute();
  await keepCounts(transaction, repositoryId, counts, change.now);
  await keepVerdicts(transaction, repositoryId, change);
}

/** The course of a year is told by days: of one day only the end is kept. */
async function keepCounts(
  transaction: Database,
  repositoryId: number,
  counts: readonly PackageCounted[],
  now: number,
): Promise<void> {
  const today = Math.floor(now / day) * day;
  const before = await transaction
    .selectFrom('package_counts')
    .select(['registry', 'how', 'packages', 'since_day'])
    .where('repository_id', '=', repositoryId)
    .where('until_day', 'is', null)
    .execute();
  const isSame = (a: PackageCounted) => (b: PackageCounted) =>
    a.registry === b.registry && a.how === b.how && a.packages === b.packages;
  for (const row of before.filter((each) => !counts.some(isSame(each)))) {
    const { registry, how, since_day } = row;
    const isThisRow = sql<SqlBool>`repository_id = ${repositoryId} and registry = ${registry} and how = ${how}
      and since_day = ${since_day}`;
    if (since_day >= today) await transaction.deleteFrom('package_counts').where(isThisRow).execute();
    else await transaction.updateTable('package_counts').set({ until_day: today }).where(isThisRow).execute();
  }
  const begun = counts.filter((each) => !before.some(isSame(each)));
  if (begun.length > 0)
    await transaction
      .insertInto('package_counts')
      .values(begun.map((each) => ({ ...each, repository_id: repositoryId, since_day: today, until_day: null })))
      // A clock that was put back meets a day that is over
      .onConflict((conflict) =>
        conflict
          .columns(['repository_id', 'registry', 'how', 'since_day'])
          .doUpdateSet({ packages: sql`excluded.packages`, until_day: null }),
      )
      .execute();
}

const day = 24 * 60 * 60 * 1000;

async function keepVerdicts(transaction: Database, repositoryId: number, { before, after, now }: Change) {
  // At the first audit everything is new, and nothing has changed
  if (before === null) return;
  const changes = changedVerdicts(JSON.parse(before) as Posture, after);
  if (changes.length === 0) return;
  await transaction
    .insertInto('verdict_changes')
    .values(changes.map((each) => ({ ...each, repository_id: repositoryId, changed_at: now })))
    .execute();
  await transaction
    .deleteFrom('verdict_changes')
    .where('repository_id', '=', repositoryId)
    .where('id', '<=', (rows) =>
      rows
        .selectFrom('verdict_changes as newer')
        .select('newer.id')
        .where('newer.repository_id', '=', repositoryId)
        .orderBy('newer.id', 'desc')
        .offset(mostChanges)
        .limit(1),
    )
    .execute();
}
