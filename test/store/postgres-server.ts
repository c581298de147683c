import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openQueue } from '../../src/jobs/pg-boss-queue.ts';
import { openStore } from '../../src/store/open.ts';

/** A server whose databases are made for tests, from one that has the tables already. */
export interface TestServer {
  /** Where databases are made and dropped. */
  readonly url: string;
  readonly template: string;
  /** What the names of this run's databases begin with. */
  readonly prefix: string;
  /** Of the template. */
  readonly shape: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Null where the machine has no Postgres. */
    readonly postgres: TestServer | null;
  }
}

/**
 * One Postgres for the whole run: that of `DATABASE_URL`, whose own database is left alone, or one that is made for the
 * run from the machine's binaries, and is gone with it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['DATABASE_URL'];
  const binaries = given === undefined ? findBinaries() : null;
  if (given === undefined && binaries === null) {
    project.provide('postgres', null);
    console.warn(
      'The store is tested on its embedded engine only: neither DATABASE_URL nor Postgres’ initdb was found.',
    );
    return () => Promise.resolve();
  }
  const made = binaries === null ? null : await startServer(binaries);
  const url = made?.url ?? given ?? '';
  const prefix = `mintmark_test_${randomBytes(4).toString('hex')}_`;
  const template = `${prefix}template`;
  await onServer(url, (client) => client.query(`create database ${template}`));
  const { store, queueDatabase } = await openStore({ url: databaseUrl(url, template) });
  const queue = await openQueue({ database: queueDatabase, log: console });
  await queue.close();
  await store.close();
  const server = { url, prefix, template, shape: await onServer(databaseUrl(url, template), shapeOf) };
  project.provide('postgres', server);
  return async () => {
    if (made === null) await dropAll(server);
    else await made.stop();
  };
}

/** The same server, another database. */
export function databaseUrl(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

export async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A digest of what a database is made of, but for rows: two of the same are alike to whoever opens them. */
export async function shapeOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ shape: string }>(`
    select md5(string_agg(part, ' ' order by part)) as shape from (
      select concat_ws(' ', c.oid::regclass, c.relkind, a.attname, a.atttypid, a.attnotnull, a.atthasdef) as part
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace::regnamespace::text in ('public', 'pgboss') and a.attnum > 0
      union all select concat('trigger ', tgname) from pg_trigger where not tgisinternal
      union all select concat('function ', oid::regprocedure) from pg_proc where pronamespace::regnamespace::text in ('public', 'pgboss')
      union all select concat('schema ', nspname) from pg_namespace where nspname not like 'pg\\_temp%' and nspname not like 'pg\\_toast%'
      union all select concat('setting ', setconfig::text) from pg_db_role_setting
        where setdatabase = (select oid from pg_database where datname = current_database())
      union all select concat('migration ', name) from migrations
    ) as parts`);
  return rows[0]?.shape ?? '';
}

async function dropAll({ url, prefix }: TestServer): Promise<void> {
  await onServer(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefix],
    );
    for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`);
  });
}

/** The folder of `initdb` and `postgres`; Debian keeps it off the path. */
function findBinaries(): string | null {
  if (process.platform === 'win32') return null;
  const folders = [
    ...globSync('/usr/lib/postgresql/*/bin').toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true })),
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/local/bin',
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null;
}

/** Postgres refuses to run as root, so that root lends it another's name. */
function unprivileged(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  return { uid: Number(user?.[2] ?? 65_534), gid: Number(user?.[3] ?? 65_534) };
}

interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

async function startServer(binaries: string): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-postgres-'));
  const as = unprivileged();
  if (as !== null) chownSync(folder, as.uid, as.gid);
  const files = join(folder, 'data');
  const made = spawnSync(
    join(binaries, 'initdb'),
    ['-D', files, '-U', 'mintmark', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { ...as, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  const server = spawn(
    'sh',
    [
      '-c',
      whileRead,
      join(binaries, 'postgres'),
      '-D',
      files,
      '-k',
      folder,
      ...settings.flatMap((each) => ['-c', each]),
    ],
    { ...as, cwd: folder, stdio: ['pipe', 'ignore', 'pipe'], detached: true },
  );
  const said: string[] = [];
  server.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    server.stdin.end();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `postgres://mintmark@localhost/postgres?host=${encodeURIComponent(folder)}`;
  for (let tries = 0; !(await answers(url)); tries += 1) {
    if (tries < 300 && server.exitCode === null) {
      await sleep(50);
      continue;
    }
    await stop();
    throw new Error(`postgres did not start: ${said.join('').slice(-2000)}`);
  }
  return { url, stop };
}

/** The server runs as long as the other end of our input is open, so that it outlives no test run, however that ends. */
const whileRead = '"$0" "$@" & server=$!; read -r line; kill -INT "$server"; wait "$server"';

/** Reached by a socket in its folder only. What tests write need not survive anything. */
const settings = [
  'listen_addresses=',
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'max_connections=300',
];

async function answers(url: string): Promise<boolean> {
  try {
    await onServer(url, (client) => client.query('select 1'));
    return true;
  } catch {
    return false;
  }
}
