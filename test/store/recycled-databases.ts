import { randomUUID } from 'node:crypto';
import { databaseUrl, onServer, shapeOf, type TestServer } from './postgres-server.ts';

/** Databases that a test has used, emptied again: to make one and to drop it costs more than most tests do. */
const free: string[] = [];

/** A database with empty tables. */
export async function takeDatabase({ url, prefix, template }: TestServer): Promise<string> {
  const used = free.pop();
  if (used !== undefined) return used;
  const made = `${prefix}${randomUUID().replaceAll('-', '')}`;
  await onServer(url, (client) => client.query(`create database ${made} template ${template}`));
  return made;
}

/** Empties it for the next test, or drops it where a test has changed more than rows, or left a connection open. */
export async function giveBack(server: TestServer, database: string): Promise<void> {
  const isAsNew = await onServer(databaseUrl(server.url, database), async (client) => {
    const { rows } = await client.query(others);
    if (rows.length > 0 || (await shapeOf(client)) !== server.shape) return false;
    await client.query(empty);
    return true;
  }).catch(() => false);
  if (isAsNew) free.push(database);
  else await onServer(server.url, (client) => client.query(`drop database if exists ${database} with (force)`));
}

const others = 'select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';

/** What says which version the tables are of is kept, as are the queue's kinds of jobs. */
const empty = `
  set session_replication_role = replica;
  do $$
  declare name text;
  begin
    for name in
      select format('%I.%I', schemaname, tablename) from pg_tables
      where schemaname = 'public' and tablename not in ('migrations', 'migrations_lock')
        or schemaname = 'pgboss' and tablename not in ('version', 'queue')
    loop execute 'delete from ' || name; end loop;
    for name in select format('%I.%I', schemaname, sequencename) from pg_sequences
    loop perform setval(name, 1, false); end loop;
  end $$`;
