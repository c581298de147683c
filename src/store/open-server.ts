import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import type { OpenStore } from './open-store.ts';
import { checkServerUrl, serverTrouble } from './server-trouble.ts';
import { storeOf } from './store-of.ts';
import type { Tables } from './tables.ts';
import { dropUnheardErrors } from './unheard-errors.ts';

/**
 * The store on a Postgres server (15 or later), which any number of processes may share.
 * @throws where it does not answer; the message names the server and never the password.
 */
export async function openServer(url: string): Promise<OpenStore> {
  const db = await connectServer(url);
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { store: storeOf(db, () => db.destroy()), queueDatabase: { connectionString: url }, db };
}

/** The database of a server as it is, whatever steps its tables have taken. @throws as `openServer` */
export async function connectServer(url: string): Promise<Database> {
  checkServerUrl(url);
  const db = connect(url);
  try {
    await sql`select 1`.execute(db);
    return db;
  } catch (error) {
    await db.destroy();
    throw serverTrouble(url, error);
  }
}

function connect(url: string): Database {
  dropUnheardErrors();
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'mintmark',
    types: { getTypeParser },
  });
  // A connection that breaks while nobody uses it is replaced when the next one is needed, and who uses it is told by
  // the statement that fails: the event besides would end the process.
  pool.on('error', () => undefined);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

const getTypeParser: typeof pg.types.getTypeParser = ((type: number, format: 'text') =>
  type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format)) as typeof pg.types.getTypeParser;
