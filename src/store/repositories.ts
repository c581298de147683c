import { type Selectable, sql } from 'kysely';
import type { RepositorySnapshot } from '../github/snapshot.ts';
import { clocksDiffer } from '../types/clocks.ts';
import { pages } from './chunks.ts';
import type { Database } from './database.ts';
import { removeRepository } from './removal.ts';
import type { DueRepository, Repositories, RepositoryPlace, StoredRepository } from './store.ts';
import type { RepositoryRow } from './tables.ts';

/**
 * Repositories by GitHub's id. All but `put` do nothing for a repository that is not (or no longer) known.
 *
 * - `get` gives no snapshot while the settings are stale.
 * - `keepSnapshot` makes the settings fresh again unless `wantAudit` said after `observedAt` that they had changed. An older
 *   one than what is kept and still holds changes nothing: looks at many and at one can overtake each other.
 * - `auditDone` with the wish that was read before the audit leaves the audit wanted where a later one came in.
 * - `find`: of two that were known by one name at different times, the one that was put last.
 * - `due`: those wanted come first, then the ones whose audit is oldest; at most 1,000. None
 *   that is archived or suspended, wanted or not: nothing can be written there.
 */
export function repositoriesOf(db: Database): Repositories {
  return {
    put: (repository) => put(db, repository),

    async get(id) {
      const row = await db.selectFrom('repositories').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : repositoryOf(row);
    },

    async find(owner, name) {
      const row = await db
        .selectFrom('repositories')
        .selectAll()
        .where(sql`lower(owner)`, '=', sql`lower(${owner})`)
        .where(sql`lower(name)`, '=', sql`lower(${name})`)
        .orderBy('placed_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : repositoryOf(row);
    },

    async ofInstallation(installationId) {
      const rows = await pages(100, (after) =>
        db
          .selectFrom('repositories')
          .selectAll()
          .where('installation_id', '=', installationId)
          .where('id', '>', after)
          .orderBy('id')
          .limit(100)
          .execute(),
      );
      return rows.map(repositoryOf);
    },

    async idsOf(installationId) {
      const rows = await db
        .selectFrom('repositories')
        .select('id')
        .where('installation_id', '=', installationId)
        .execute();
      return rows.map(({ id }) => id);
    },

    async wanted(installationId, after, limit) {
      const rows = await db
        .selectFrom('repositories')
        .selectAll()
        .where('installation_id', '=', installationId)
        .where('id', '>', after)
        .where('audit_wanted', '=', true)
        .where('archived', '=', false)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(repositoryOf);
    },

    async wantAudit(id, { settings }) {
      await db
        .updateTable('repositories')
        .set((row) => ({
          wish: row('wish', '+', 1),
          audit_wanted: true,
          ...(settings ? { settings_stale_at: Date.now() } : {}),
        }))
        .where('id', '=', id)
        .execute();
    },

    async auditDone(id, wish, now) {
      await db
        .updateTable('repositories')
        .set({ audit_wanted: sql`audit_wanted and wish > ${wish}`, audited_at: now })
        .where('id', '=', id)
        .execute();
    },

    due: (before, now) => due(db, before, now),

    async keepSnapshot(id, snapshot, paths) {
      await db
        .updateTable('repositories')
        .set({
          snapshot: JSON.stringify(snapshot),
          paths: JSON.stringify(paths),
          settings_stale_at: sql`case when settings_stale_at > ${snapshot.observedAt}
            and settings_stale_at <= ${snapshot.observedAt + clocksDiffer} then settings_stale_at end`,
        })
        .where('id', '=', id)
        .where(
          sql<boolean>`(settings_stale_at is not null
            or ${observedAt} is null
            or ${observedAt} not between ${snapshot.observedAt + 1} and ${snapshot.observedAt + clocksDiffer})`,
        )
        .execute();
    },

    async firstSeen(id, now) {
      await db
        .updateTable('repositories')
        .set({ first_seen_at: now })
        .where('id', '=', id)
        .where('first_seen_at', 'is', null)
        .execute();
    },

    remove: (id) => removeRepository(db, id),
  };
}

/**
 * When the stored snapshot was observed. Read by its text, since Postgres refuses JSON with a NUL in any of its strings;
 * the quotes of a string's own text are escaped, and cannot pass for this key.
 */
const observedAt = sql`substring(snapshot from '"observedAt":([0-9]+)')::bigint`;

async function put(db: Database, repository: RepositoryPlace): Promise<void> {
  const place = {
    installation_id: repository.installationId,
    owner: repository.owner,
    name: repository.name,
    visibility: repository.visibility,
    archived: repository.archived,
    placed_at: Date.now(),
  };
  await db
    .insertInto('repositories')
    .values({ id: repository.id, ...place })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(place))
    .execute();
}

async function due(db: Database, before: number, now: number): Promise<readonly DueRepository[]> {
  const rows = await db
    .selectFrom('repositories')
    .select(['id', 'installation_id', 'audit_wanted'])
    .where((row) =>
      row.or([
        row('audit_wanted', '=', true),
        row(sql`coalesce(audited_at, placed_at)`, '<', before),
        row('audited_at', '>', now + clocksDiffer),
      ]),
    )
    .where('archived', '=', false)
    .where(sql<boolean>`not exists (select from installations where id = repositories.installation_id and suspended)`)
    .orderBy('audit_wanted', 'desc')
    .orderBy('audited_at', (order) => order.asc().nullsFirst())
    .orderBy('id')
    .limit(1000)
    .execute();
  return rows.map((row) => ({ id: row.id, installationId: row.installation_id, auditWanted: row.audit_wanted }));
}

function repositoryOf(row: Selectable<RepositoryRow>): StoredRepository {
  const stale = row.settings_stale_at !== null;
  return {
    id: row.id,
    installationId: row.installation_id,
    owner: row.owner,
    name: row.name,
    visibility: row.visibility,
    archived: row.archived,
    wish: row.wish,
    auditWanted: row.audit_wanted,
    snapshot: stale || row.snapshot === null ? null : (JSON.parse(row.snapshot) as RepositorySnapshot),
    settingsStale: stale,
    paths: JSON.parse(row.paths) as string[],
    firstSeenAt: row.first_seen_at,
    auditedAt: row.audited_at,
  };
}
