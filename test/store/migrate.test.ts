import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { breaking } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { databaseUrl, onServer } from './postgres-server.ts';

/** Those that were there before a process of one version had to work beside one of the next. */
const before = ['0001-first-tables', '0002-registries', '0003-watching', '0004-registry-turns'];

describe('the steps of the tables', () => {
  const names = Object.keys(migrations);

  it('are taken in the order of their names', () => {
    expect(names.toSorted()).toEqual(names);
    expect(names.slice(0, before.length)).toEqual(before);
  });

  it.each(names.filter((name) => !before.includes(name) && !name.endsWith(breaking)))('%s only adds', async (name) => {
    const statements = await statementsOf(name);
    expect(statements).not.toEqual([]);
    expect(statements.filter((statement) => !onlyAdds(statement))).toEqual([]);
  });

  it.each([
    ['create table a (b text)', true],
    ['CREATE  INDEX a on b (c)', true],
    ['alter table a add column b text', true],
    ['alter table a add column b text not null default (0)', true],
    ['alter table a add column b text not null', false],
    ['alter table a add column b text, drop column c', false],
    ['create unique index a on b (c)', false],
    ['alter table a drop column b', false],
    ['drop table a', false],
    ['update a set b = 1', false],
    ['create table a (b text); drop table c', false],
  ])('%s: adds only? %s', (statement, expected) => {
    expect(onlyAdds(statement)).toBe(expected);
  });
});

async function statementsOf(name: string): Promise<readonly string[]> {
  const statements: string[] = [];
  const db = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (introspected) => new PostgresIntrospector(introspected),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => void statements.push(query.sql),
  });
  await migrations[name]?.up(db);
  return statements;
}

/** A statement that a process which does not know of it does not notice. */
function onlyAdds(statement: string): boolean {
  const text = statement.trim().replaceAll(/\s+/g, ' ').toLowerCase();
  if (text.includes(';')) return false;
  if (/^create (?:table|index) /.test(text)) return true;
  if (!/^alter table \S+ add column /.test(text)) return false;
  if (/, ?(?:add|drop|alter|rename) /.test(text)) return false;
  return !text.includes(' not null') || text.includes(' default ');
}

const server = inject('postgres');

describe.skipIf(server === null)('a database that several versions use', () => {
  const made: string[] = [];
  afterEach(async () => {
    for (const name of made.splice(0))
      await onServer(server?.url ?? '', (client) => client.query(`drop database ${name} with (force)`));
  });

  async function database(template = ''): Promise<string> {
    const name = `${server?.prefix}${randomUUID().replaceAll('-', '')}`;
    await onServer(server?.url ?? '', (client) => client.query(`create database ${name} ${template}`));
    made.push(name);
    return databaseUrl(server?.url ?? '', name);
  }

  it('is worked on beside a newer Mintmark whose steps only add, also by one that starts then', async () => {
    const url = await database(`template ${server?.template}`);
    await onServer(url, async (client) => {
      await client.query(`alter table deliveries add column later text`);
      await client.query(`insert into migrations values ('9999-later', '2030-01-01T00:00:00Z')`);
    });
    const { store } = await openStore({ url });
    expect(await store.deliveries.receive({ id: 'a', name: 'push', payload: '', receivedAt: 1 })).toBe('new');
    await store.close();
  });

  it('is refused where a newer Mintmark has taken a step that breaks', async () => {
    const url = await database(`template ${server?.template}`);
    await onServer(url, (client) => client.query(`insert into migrations values ('9999-later-breaking', '2030')`));
    await expect(openStore({ url })).rejects.toThrow(/newer Mintmark.*9999-later-breaking.*Start the newer one/);
  });

  it('gets its tables once from five that start at once', async () => {
    const url = await database();
    const opened = await Promise.all(Array.from({ length: 5 }, () => openStore({ url })));
    const check = { repositoryId: 1, headSha: 'a', purpose: 'default-branch', base: null, pullNumber: null } as const;
    await Promise.all(opened.map(({ store }) => store.checks.want({ ...check, again: false, now: 1 })));
    expect(await opened[0]?.store.checks.find(1, 'a')).toMatchObject({ wish: 5 });
    for (const { store } of opened) await store.close();
    const { rows } = await onServer(url, (client) => client.query('select name from migrations order by name'));
    expect(rows).toEqual(Object.keys(migrations).map((name) => ({ name })));
  });

  it('has nothing half made by a start that was cut short, and is made by the next', async () => {
    const url = await database();
    await onServer(url, async (client) => {
      // Where the last step is to make this table, it has to wait for us
      await client.query('begin');
      await client.query('create table sweeps (a text)');
      const refused = openStore({ url }).then(
        () => 'opened',
        () => 'refused',
      );
      await onServer(server?.url ?? '', (other) => cutShort(other, new URL(url).pathname.slice(1)));
      expect(await refused).toBe('refused');
      await client.query('rollback');
      const { rows } = await client.query(`select tablename from pg_tables where schemaname = 'public' order by 1`);
      expect(rows).toEqual([{ tablename: 'migrations' }, { tablename: 'migrations_lock' }]);
    });
    const { store } = await openStore({ url });
    expect(await store.sweeps.open()).toEqual([]);
    await store.close();
  });
});

/** Ends the connection that waits for a lock, as soon as there is one. */
async function cutShort(
  client: { query(text: string, values: string[]): Promise<{ rowCount: number | null }> },
  database: string,
): Promise<void> {
  const statement = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = $1 and wait_event_type = 'Lock'`;
  for (let tries = 0; tries < 1000; tries += 1) {
    if (((await client.query(statement, [database])).rowCount ?? 0) > 0) return;
    await sleep(20);
  }
  throw new Error('nobody waits');
}
