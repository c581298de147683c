import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations/index.ts';

/**
 * Brings the tables to the newest shape, all steps or none. Processes that start together take turns by an advisory
 * lock of the database.
 * @throws where the database has taken a step that this version does not know: it has been used by a newer Mintmark.
 */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    migrationTableName: 'migrations',
    migrationLockTableName: 'migrations_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error instanceof Error && error.message.startsWith('corrupted migrations'))
    throw new Error(`a newer Mintmark has used this database, and this one cannot: ${error.message}`);
  if (error !== undefined) throw error;
}
