import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createLog } from '../../src/app/log.ts';
import { openQueue } from '../../src/jobs/pg-boss-queue.ts';
import { type OpenStore, openStore, type StorePlace } from '../../src/store/index.ts';
import setup, { databaseUrl, onServer, type TestServer } from '../store/postgres-server.ts';

export type StoreKind = 'folder' | 'server' | 'memory';

/** Where stores for runs come from, each empty and with its tables in place. */
export interface Stores {
  readonly kind: StoreKind;
  make(): Promise<Place>;
  close(): Promise<void>;
}

export interface Place {
  readonly kind: StoreKind;
  readonly place: StorePlace;
  /** Null where there is no server between the app and its files. */
  readonly database: ServerDatabase | null;
  open(): Promise<OpenStore>;
  remove(): Promise<void>;
}

/** One database on a server, as whoever looks after the server can treat it. */
export interface ServerDatabase {
  /** Ends all connections. */
  cut(): Promise<void>;
  /** Ends all connections and takes no new ones for so long, as a server that is started again does. */
  away(milliseconds: number): Promise<void>;
  /** Whatever is written is refused, as by a server whose disk is full; or no more. */
  fill(isFull: boolean): Promise<void>;
}

/** Stores in folders, each copied from one that has its tables. */
export async function folderStores(): Promise<Stores> {
  const home = mkdtempSync(join(tmpdir(), 'mintmark-faults-'));
  const template = join(home, 'template');
  await prepare({ folder: template });
  let made = 0;
  return {
    kind: 'folder',
    make() {
      const folder = join(home, String((made += 1)));
      cpSync(template, folder, { recursive: true });
      const place = { folder };
      const remove = () => Promise.resolve(rmSync(folder, { recursive: true, force: true }));
      return Promise.resolve({ kind: 'folder', place, database: null, open: () => openStore(place), remove } as const);
    },
    close: () => Promise.resolve(rmSync(home, { recursive: true, force: true })),
  };
}

/** Databases on a Postgres server, `DATABASE_URL`'s or one made for the moment; null where the machine has none. */
export async function serverStores(): Promise<Stores | null> {
  let server: TestServer | null = null;
  const project = { provide: (_name: string, made: TestServer | null) => void (server = made) };
  const stop = await setup(project as unknown as Parameters<typeof setup>[0]);
  const made = server as TestServer | null;
  if (made === null) return null;
  const { url, prefix, template } = made;
  await prepare({ url: databaseUrl(url, template) });
  return {
    kind: 'server',
    async make() {
      const name = `${prefix}${randomBytes(6).toString('hex')}`;
      await onServer(url, (client) => client.query(`create database ${name} template ${template}`));
      const place = { url: databaseUrl(url, name) };
      const drop = `drop database if exists ${name} with (force)`;
      return {
        kind: 'server',
        place,
        database: serverDatabase(url, name),
        open: () => openStore(place),
        remove: () => onServer(url, async (client) => void (await client.query(drop))),
      };
    },
    close: stop,
  };
}

/** Makes the tables of the queue beside those of the store. */
async function prepare(place: StorePlace): Promise<void> {
  const { store, queueDatabase } = await openStore(place);
  const queue = await openQueue({ database: queueDatabase, log: createLog({ level: 'silent' }) });
  await queue.close();
  await store.close();
}

function serverDatabase(url: string, name: string): ServerDatabase {
  const ask = (statement: string) => insist(url, statement);
  const cut = () =>
    ask(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and pid <> pg_backend_pid()`);
  return {
    cut,
    async away(milliseconds) {
      await ask(`alter database ${name} allow_connections false`);
      try {
        await cut();
        await sleep(milliseconds);
      } finally {
        await ask(`alter database ${name} allow_connections true`);
      }
    },
    fill: (isFull) => insist(databaseUrl(url, name), isFull ? fullDisk : emptyDisk),
  };
}

/** Other faults may be about: it is tried again until it is done. */
async function insist(url: string, statement: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ connectionString: url });
    // A connection that is cut says so here, too
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query("set lock_timeout = '1s'");
      await client.query(statement);
      return;
    } catch (error) {
      if (tries >= 50) throw error;
      await sleep(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** Tables that are written to. What a table does, its partitions do. */
const everyTable = `
  select tables.oid::regclass::text as name from pg_class tables
  join pg_namespace spaces on spaces.oid = tables.relnamespace
  where spaces.nspname in ('public', 'pgboss') and tables.relkind in ('r', 'p') and not tables.relispartition`;

const fullDisk = `
  create or replace function public.full_disk() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
  do $$ declare each record; begin
    for each in ${everyTable} loop
      execute 'create or replace trigger full_disk before insert or update on ' || each.name
        || ' for each row execute function public.full_disk()';
    end loop; end $$`;

const emptyDisk = `
  do $$ declare each record; begin
    for each in ${everyTable} loop
      execute 'drop trigger if exists full_disk on ' || each.name;
    end loop; end $$`;
