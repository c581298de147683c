import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startControl } from '../../src/app/control.ts';
import { controlCommands } from '../../src/app/control-commands.ts';
import { run } from '../../src/cli/main.ts';
import { openQueue, type PgBossQueue } from '../../src/jobs/pg-boss-queue.ts';
import { type OpenStore, openStore } from '../../src/store/index.ts';
import { keptLog } from '../app/silent-log.ts';
import { everything, fillStore } from '../store/full-store.ts';
import { databaseUrl, onServer } from '../store/postgres-server.ts';
import { stage } from './stage.ts';

const root = mkdtempSync(join(tmpdir(), 'mintmark-keeping-'));
const data = join(root, 'data');
const place = { folder: join(data, 'store') };
const server = inject('postgres');
const url = server === null ? null : databaseUrl(server.url, `${server.prefix}${randomUUID().replaceAll('-', '')}`);
const databaseIn = (address: string) => new URL(address).pathname.slice(1);

async function say(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { around, out, err } = stage({ folder: root, environment: { MINTMARK_FOLDER: data, ...environment } });
  return { code: await run(words, around), out: out(), err: err() };
}

describe('the keeping of a store', () => {
  let opened: OpenStore;
  let queue: PgBossQueue;
  let control: { close(): Promise<void> };
  let rows: Readonly<Record<string, readonly unknown[]>>;
  const file = join(root, 'store.backup');

  beforeAll(async () => {
    opened = await openStore(place);
    await fillStore(opened);
    queue = await openQueue({ database: opened.queueDatabase, log: keptLog().log });
    control = await startControl(place.folder, controlCommands(opened, queue));
    rows = await everything({ ...opened, url: null });
    if (server !== null && url !== null)
      await onServer(server.url, (client) => client.query(`create database ${databaseIn(url)}`));
  }, 120_000);

  afterAll(async () => {
    if (server !== null && url !== null)
      await onServer(server.url, (client) => client.query(`drop database if exists ${databaseIn(url)} with (force)`));
    rmSync(root, { recursive: true, force: true });
  });

  describe('of which a process has the folder open', () => {
    it('copies it while that process works on', async () => {
      const { code, out, err } = await say(['backup', '--output', 'store.backup']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain(`${file}: ${statSync(file).size} bytes`);
      expect(readdirSync(place.folder).filter((name) => name.startsWith('copy-'))).toEqual([]);
      expect(await opened.store.deliveries.open('open')).toMatchObject({ id: 'open' });
    });

    it('does not replace a file unasked', async () => {
      expect(await say(['backup', '--output', 'store.backup'])).toMatchObject({
        code: 3,
        err: expect.stringContaining('--force'),
      });
      expect(await say(['backup', '--output', 'store.backup', '--force'])).toMatchObject({ code: 0 });
    });

    it('says what waits and what is parked, and whose', async () => {
      await opened.store.parked.put({
        kind: 'delivery',
        subject: 'd\u001b[31m',
        installationId: 7,
        reason: 'bad \u001b[31mred',
        tries: 6,
        parkedAt: 2,
      });
      await queue.repository(1);
      const { out } = await say(['jobs']);
      expect(out).toMatch(/repository {2,}1 {2,}0\n/);
      expect(out).toMatch(/1970-01-01 00:00 {2}look ö\/🌱"\\n \(\d+\), tried 6 times\n {6}r\n/);
      expect(out).toContain('bad \\x1b[31mred');
      expect(out).not.toContain('\u001b');
      const listed = JSON.parse((await say(['jobs', '--format', 'json'])).out);
      expect(listed.parked.map((work: { kind: string }) => work.kind)).toEqual(['delivery', 'look']);
      expect(listed.waiting).toContainEqual({ kind: 'repository', waiting: 1, active: 0 });
    });

    it('tries again what is parked, one or all', async () => {
      const ids = (await opened.store.parked.list()).map(({ id }) => String(id));
      expect(await say(['jobs', '--retry', '999'])).toMatchObject({
        code: 3,
        err: expect.stringContaining('nothing is parked by the number 999'),
      });
      expect((await say(['jobs', '--retry', ids[0] ?? ''])).out).toContain('is not there any more');
      expect((await say(['jobs', '--retry', 'all'])).out).toMatch(/look \d+: waits to be tried again/);
      expect(await opened.store.parked.count()).toBe(0);
      expect((await queue.depth()).look.waiting).toBe(1);
      expect((await say(['jobs', '--retry', 'all'])).out).toBe('Nothing is parked.\n');
    });

    it('is not restored into and not moved', async () => {
      for (const words of [
        ['restore', file],
        ['migrate', '--to', 'postgres://127.0.0.1:1/x'],
      ])
        expect(await say(words)).toMatchObject({
          code: 3,
          err: expect.stringContaining('another Mintmark has this folder open'),
        });
    });
  });

  describe('that nobody has open', () => {
    beforeAll(async () => {
      await control.close();
      await queue.close();
      await opened.store.close();
    });

    it('leaves no socket behind', () => {
      expect(readdirSync(place.folder)).toEqual(['postgres']);
    });

    it.skipIf(url === null)('moves to a server, every table counted in both', async () => {
      const { code, out, err } = await say(['migrate', '--to', url ?? '']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(/^table +in the folder +on the server\n/);
      expect(out).toMatch(/\ncontents +1202 +1202\n/);
      const moved = await openStore({ url: url ?? '' });
      const found = await everything({ ...moved, url });
      expect(found).toEqual({ ...rows, parked: [] });
      const again = await openQueue({ database: moved.queueDatabase, log: keptLog().log });
      expect((await again.depth()).installation.waiting, 'its repositories are listed again').toBe(1);
      await again.close();
      await moved.store.close();
      expect(await say(['migrate', '--to', url ?? ''])).toMatchObject({
        code: 3,
        err: expect.stringContaining('is not empty'),
      });
      expect((await say(['jobs'], { DATABASE_URL: url ?? '' })).out).toContain('Nothing is parked.');
    });

    it('comes back from a backup into an empty folder, and into no other', async () => {
      const other = join(root, 'other');
      const { code, out, err } = await say(['restore', 'store.backup', '--folder', other]);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(/\ncontents +1202\n/);
      expect(await say(['restore', 'store.backup', '--folder', other])).toMatchObject({
        code: 3,
        err: expect.stringContaining('is not empty'),
      });
      const restored = await openStore({ folder: join(other, 'store') });
      expect(await everything({ ...restored, url: null })).toEqual(rows);
      await restored.store.close();
    });

    it('is not made by asking for it', async () => {
      for (const words of [
        ['jobs'],
        ['backup', '--output', 'none.backup'],
        ['migrate', '--to', 'postgres://127.0.0.1:1/x'],
      ]) {
        const nowhere = join(root, 'nowhere');
        expect(await say([...words, '--folder', nowhere])).toMatchObject({
          code: 3,
          err: expect.stringContaining('there is no store in'),
        });
        expect(existsSync(nowhere)).toBe(false);
      }
      expect(existsSync(join(root, 'none.backup'))).toBe(false);
    });
  });

  it.each([
    [['backup'], 'say where to: --output FILE'],
    [['restore'], 'say which file'],
    [['migrate'], 'say where to: --to URL'],
    [['jobs', '--retry', 'x'], '--retry cannot be "x": a number, or all'],
  ])('refuses %j', async (words, message) => {
    expect(await say(words)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });
});
