import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { databases, look, useStore } from './databases.ts';
import { databaseUrl, onServer } from './postgres-server.ts';

describe('a server that cannot be used', () => {
  const secret = 'pä$$word';
  const encoded = encodeURIComponent(secret);

  it.each([
    [
      'does not listen',
      `postgres://mint:${encoded}@127.0.0.1:1/mintmark`,
      'mint at 127.0.0.1:1/mintmark) cannot be used: nothing listens there',
    ],
    ['has no socket', `postgres://mint:${encoded}@localhost/mintmark?host=/nowhere`, 'cannot be used'],
    ['is another kind of server', `mysql://mint:${encoded}@127.0.0.1/x`, 'DATABASE_URL is not understood'],
    ['is no URL', `mint:${encoded} at 127.0.0.1`, 'DATABASE_URL is not understood'],
  ])('%s: is told so without its password', async (_, url, message) => {
    const error: unknown = await openStore({ url }).catch((reason: unknown) => reason);
    const told = error instanceof Error ? `${error.message}\n${error.stack}\n${JSON.stringify(error)}` : '';
    expect(told).toContain(message);
    expect(told).not.toContain(secret);
    expect(told).not.toContain(encoded);
    expect(error).not.toHaveProperty('cause');
  });
});

describe.each(databases)('the tables, $name', ({ open }) => {
  const opened = useStore(open);

  it('have taken every step once', async () => {
    expect(await look(opened(), 'select name from migrations order by name')).toEqual(
      Object.keys(migrations).map((name) => ({ name })),
    );
    await opened().store.ping();
  });
});

const server = inject('postgres');

describe.skipIf(server === null)('one server, several processes', () => {
  it('make the tables once when they start together, and work on them together', async () => {
    if (server === null) return;
    const database = `${server.prefix}${randomUUID().replaceAll('-', '')}`;
    const url = databaseUrl(server.url, database);
    await onServer(server.url, (client) => client.query(`create database ${database}`));
    const module = JSON.stringify(new URL('../../src/store/index.ts', import.meta.url).href);
    const script = `const { openStore } = await import(${module});
      const { store } = await openStore({ url: process.argv[1] });
      const check = { repositoryId: 1, headSha: 'a', purpose: 'default-branch', base: null, pullNumber: null };
      for (let count = 0; count < 50; count += 1) await store.checks.want({ ...check, again: false, now: 1 });
      await store.close();`;
    const children = [1, 2].map(() =>
      spawn(process.execPath, ['--input-type=module', '-e', script, url], {
        cwd: join(import.meta.dirname, '..'),
        stdio: 'inherit',
      }),
    );
    expect(await Promise.all(children.map((child) => once(child, 'exit')))).toEqual([
      [0, null],
      [0, null],
    ]);
    const { store } = await openStore({ url });
    expect(await store.checks.find(1, 'a')).toMatchObject({ wish: 100 });
    await store.close();
    await onServer(server.url, (client) => client.query(`drop database ${database}`));
  });

  it('says which database is missing', async () => {
    const url = databaseUrl(server?.url ?? '', 'mintmark_missing');
    await expect(openStore({ url })).rejects.toThrow('it has no such database; create it first');
  });
});
