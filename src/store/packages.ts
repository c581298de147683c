import { type Selectable, sql } from 'kysely';
import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { chunks, pages } from './chunks.ts';
import type { Database } from './database.ts';
import { packageKey } from './package-key.ts';
import type { FollowedPackage, Look, PackageName, Packages, StoredPackage } from './store.ts';
import type { PackageRow } from './tables.ts';

/**
 * Packages by an id of our own, which a package keeps when it is left and followed again.
 *
 * - `follow` leaves those that are not named any more, and forgets them only after months: files can be wrong for a day.
 * - `due`, `named` and `ofRegistry` do not read what is known of a package, for that may be megabytes.
 */
export function packagesOf(db: Database): Packages {
  return {
    follow: (repositoryId, packages, now) => follow(db, repositoryId, packages, now),

    async ofRepository(repositoryId) {
      const rows = await db
        .selectFrom('packages')
        .selectAll()
        .where('repository_id', '=', repositoryId)
        .where('left_at', 'is', null)
        .orderBy('id')
        .execute();
      return rows.map(storedOf);
    },

    async get(id) {
      const row = await db.selectFrom('packages').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : storedOf(row);
    },

    async due(now, limit) {
      const rows = await followed(db)
        .where('look_at', '<=', now)
        .where(isWorkedOn)
        .orderBy('look_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(followedOf);
    },

    async named(registry, names) {
      const keys = [...new Set(names.map((name) => packageKey(registry, name)))];
      const found: FollowedPackage[] = [];
      for (const some of chunks(keys, 1000)) {
        const rows = await followed(db).where('registry', '=', registry).where('name_key', 'in', some).execute();
        found.push(...rows.map(followedOf));
      }
      return found;
    },

    async ofRegistry(registry) {
      const rows = await pages(1000, (after) =>
        followed(db).where('registry', '=', registry).where('id', '>', after).orderBy('id').limit(1000).execute(),
      );
      return rows.map(followedOf);
    },

    async changedLast(installationId, limit) {
      const rows = await db
        .selectFrom('packages')
        .innerJoin('repositories', 'repositories.id', 'packages.repository_id')
        .select('repository_id')
        .where('installation_id', '=', installationId)
        .where('archived', '=', false)
        .where('left_at', 'is', null)
        .where('changed_at', 'is not', null)
        .groupBy('repository_id')
        .orderBy(sql`max(changed_at)`, 'desc')
        .orderBy('repository_id')
        .limit(limit)
        .execute();
      return rows.map(({ repository_id: id }) => id);
    },

    async counts() {
      const rows = await db
        .selectFrom('packages')
        .select(['registry', sql<number>`count(*)::int`.as('packages')])
        .where('left_at', 'is', null)
        .groupBy('registry')
        .execute();
      return new Map(rows.map(({ registry, packages }) => [registry as RegistryId, packages]));
    },

    async hurried(now) {
      const rows = await db
        .selectFrom('packages')
        .select('registry')
        .distinct()
        .where('hurry_until', '>', now)
        .where('left_at', 'is', null)
        .execute();
      return new Set(rows.map(({ registry }) => registry as RegistryId));
    },

    looked: (id, look) => looked(db, id, look),

    async lookAt(ids, at) {
      for (const some of chunks(ids, 1000))
        await db
          .updateTable('packages')
          .set({ look_at: at })
          .where('id', 'in', some)
          .where('look_at', '>', at)
          .execute();
    },

    async hurry(repositoryId, until) {
      await db
        .updateTable('packages')
        .set({ hurry_until: until })
        .where('repository_id', '=', repositoryId)
        .where('hurry_until', '<', until)
        .execute();
    },
  };
}

async function follow(
  db: Database,
  repositoryId: number,
  packages: readonly PackageName[],
  now: number,
): Promise<number> {
  const rows = new Map(
    packages.map(({ registry, name }) => {
      const key = packageKey(registry, name);
      return [
        JSON.stringify([registry, key]),
        { repository_id: repositoryId, registry, name: JSON.stringify(name), name_key: key, look_at: now },
      ];
    }),
  );
  return db.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom('packages')
      .select(['id', 'registry', 'name_key', 'left_at'])
      .where('repository_id', '=', repositoryId)
      .execute();
    const gone = before.filter(
      (row) => row.left_at === null && !rows.has(JSON.stringify([row.registry, row.name_key])),
    );
    if (gone.length > 0)
      await transaction
        .updateTable('packages')
        .set({ left_at: now })
        .where(
          'id',
          'in',
          gone.map(({ id }) => id),
        )
        .execute();
    const known = new Set(
      before.filter((row) => row.left_at === null).map((row) => JSON.stringify([row.registry, row.name_key])),
    );
    const added = [...rows].flatMap(([key, row]) => (known.has(key) ? [] : [row]));
    if (added.length > 0)
      await transaction
        .insertInto('packages')
        .values(added)
        .onConflict((conflict) =>
          conflict.columns(['repository_id', 'registry', 'name_key']).doUpdateSet({ left_at: null, look_at: now }),
        )
        .execute();
    return added.length;
  });
}

async function looked(db: Database, id: number, { at, next, evidence, releasedAt, changed }: Look): Promise<void> {
  const wasRead = evidence !== null && evidence.history.state !== 'unreadable';
  await db
    .updateTable('packages')
    .set({
      looked_at: at,
      look_at: next,
      failures: wasRead ? 0 : sql<number>`failures + 1`,
      ...(evidence !== null && { evidence: JSON.stringify(evidence), released_at: releasedAt }),
      ...(changed && { changed_at: at }),
    })
    .where('id', '=', id)
    .execute();
}

const columns = [
  'id',
  'repository_id',
  'registry',
  'name',
  'look_at',
  'looked_at',
  'hurry_until',
  'released_at',
  'changed_at',
  'failures',
] as const;

function followed(db: Database) {
  return db.selectFrom('packages').select(columns).where('left_at', 'is', null);
}

/** Nothing can be written, nor asked, where GitHub has locked us out. */
const isWorkedOn = sql<boolean>`exists (
  select from repositories join installations on installations.id = repositories.installation_id
  where repositories.id = packages.repository_id and not archived and not suspended)`;

function followedOf(row: Pick<Selectable<PackageRow>, (typeof columns)[number]>): FollowedPackage {
  return {
    id: row.id,
    repositoryId: row.repository_id,
    registry: row.registry as RegistryId,
    name: JSON.parse(row.name) as string,
    lookAt: row.look_at,
    lookedAt: row.looked_at,
    hurryUntil: row.hurry_until,
    releasedAt: row.released_at,
    changedAt: row.changed_at,
    failures: row.failures,
  };
}

function storedOf(row: Selectable<PackageRow>): StoredPackage {
  return { ...followedOf(row), evidence: row.evidence === null ? null : (JSON.parse(row.evidence) as PackageEvidence) };
}
