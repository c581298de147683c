import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { migrations } from './migrations/index.ts';

/**
 * Brings the tables to the newest shape, all steps or none. Processes that start together take turns by an advisory
 * lock of the database. Steps of a newer Mintmark only add, so that this one works on beside it, and may be started on
 * its tables, unless the name of a step ends in `-breaking`.
 * @throws where the database has taken a step that breaks this version: it has been used by a newer Mintmark.
 */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const error = await takeSteps(db, await later(db));
    if (error === undefined) return;
    // A newer process has taken its steps between our look and our turn
    if (tries === mostTries || !isCorrupted(error)) throw error;
  }
}

/** Ends the name of a step on whose tables an older Mintmark cannot work. */
export const breaking = '-breaking';

const mostTries = 3;
const table = 'migrations';

async function takeSteps<T>(db: Kysely<T>, unknown: readonly string[]): Promise<unknown> {
  const taken = Object.fromEntries(unknown.map((name) => [name, takenAlready]));
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations, ...taken }) },
    migrationTableName: table,
    migrationLockTableName: 'migrations_lock',
  });
  return (await migrator.migrateToLatest()).error;
}

const takenAlready: Migration = { up: () => Promise.resolve() };

/** The steps that a newer Mintmark has taken. */
async function later<T>(db: Kysely<T>): Promise<readonly string[]> {
  const unknown = (await stepsOf(db)).filter((name) => migrations[name] === undefined);
  const broken = unknown.filter((name) => name.endsWith(breaking));
  if (broken.length > 0)
    throw new Error(
      `a newer Mintmark has used this database and changed it (${broken.join(', ')}), and this one cannot work on it. Start the newer one, or restore a backup that is older into an empty database.`,
    );
  return unknown;
}

/** The names of the steps that the tables have taken, in order; none where there are no tables. */
export async function stepsOf<T>(db: Kysely<T>): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly found: boolean }>`select to_regclass(${table}) is not null as found`.execute(
    db,
  );
  if (rows[0]?.found !== true) return [];
  const steps = await sql<{ readonly name: string }>`select name from ${sql.table(table)} order by name`.execute(db);
  return steps.rows.map(({ name }) => name);
}

function isCorrupted(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('corrupted migrations');
}
