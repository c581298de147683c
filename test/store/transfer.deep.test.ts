import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backupLines } from '../../src/store/backup.ts';
import { linesOf, readBackupFile, writeBackupFile } from '../../src/store/backup-file.ts';
import { keeping } from '../../src/store/keeping.ts';
import { restoreLines } from '../../src/store/restore.ts';
import { countRows } from '../../src/store/table-shapes.ts';
import { databases, engines, look, useStore } from './databases.ts';
import { everything, fillStore } from './full-store.ts';

const about = { version: '1.2.3', now: Date.parse('2026-11-22T12:00:00Z') };
const folder = mkdtempSync(join(tmpdir(), 'mintmark-transfer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(databases)('a backup, $name', ({ open }) => {
  const source = useStore(open);
  const target = useStore(open);
  const file = join(folder, `${randomUUID()}.backup`);
  beforeAll(() => fillStore(source()));

  it('holds everything, and gives it back', async () => {
    const before = await everything(source());
    expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([]);
    await writeBackupFile(file, backupLines(source().db, about), { replace: false });
    expect(await everything(source())).toEqual(before);
    const counts = await restoreLines(target().db, readBackupFile(file));
    expect(await everything(target())).toEqual(before);
    expect(counts).toEqual(await countRows(source().db, Object.keys(keeping)));
    expect(counts['contents']).toBe(1202);
  });

  it('lets the database count on where it was, also where the last rows were deleted', async () => {
    const ids = async () =>
      (await look(target(), `select id::integer as id from checks where head_sha = 'later'`))[0]?.['id'];
    await target().store.checks.want({ ...later, repositoryId: 1 });
    expect(await ids()).toBe(4);
  });

  it('goes into an empty store only', async () => {
    const before = await everything(target());
    await expect(restoreLines(target().db, readBackupFile(file))).rejects.toThrow(/not empty .*name an empty folder/);
    expect(await everything(target())).toEqual(before);
  });

  it('is of one moment', async () => {
    const lines: string[] = [];
    const copying = backupLines(source().db, about);
    lines.push(String((await copying.next()).value));
    const writing = source().store.parked.remove('look', `${2 ** 40}`);
    for await (const line of copying) lines.push(String(line));
    await writing;
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ rows: { parked: 1, contents: 1202 } });
    expect(await source().store.parked.count()).toBe(0);
  });
});

const later = {
  headSha: 'later',
  purpose: 'default-branch',
  base: null,
  pullNumber: null,
  again: false,
  now: 1,
} as const;

describe.each(engines)('a backup that cannot be taken back, $name', ({ open }) => {
  const source = useStore(open);
  const target = useStore(open);
  let whole: readonly string[] = [];
  beforeAll(async () => {
    await source().store.timetable.take('daily', 1, 1);
    await source().store.checks.want({ ...later, repositoryId: 1 });
    whole = (await gathered(backupLines(source().db, about))).map(String);
  });

  const changed = (from: string, to: string) => whole.map((line) => line.replace(from, to));
  const newer = ['"0001-first-tables"', '"0001-first-tables","9999-later"'] as const;

  it.each([
    ['is empty', () => [], 'cut short'],
    ['has no end', () => whole.slice(0, -1), 'cut short'],
    ['lacks a row', () => whole.filter((line) => !line.startsWith('["daily"')), 'SHA-256'],
    ['holds another value', () => changed('["daily"', '["weekly"'), 'SHA-256'],
    ['goes on behind its end', () => [...whole, '["more"]\n'], 'behind its end'],
    ['is of a newer form', () => changed('"mintmarkBackup":1', '"mintmarkBackup":2'), 'newer Mintmark (1.2.3)'],
    ['has later tables', () => changed(...newer), 'newer Mintmark (1.2.3)'],
    ['is something else', () => ['{"name":"mintmark"}\n'], 'no backup of Mintmark'],
    ['is no JSON', () => ['mintmark\n'], 'no JSON'],
    ['names another table', () => changed('"table":"timetable"', '"table":"pg_user"'), 'no table "pg_user"'],
    ['names another column', () => changed('["last_at","int8"]', '["last_at","text"]'), 'no column "last_at"'],
    ['has a row of other columns', () => changed('["daily",1]', '["daily"]'), 'other columns'],
  ])('%s', async (_, lines, message) => {
    const pieces = lines().map((line) => Buffer.from(line));
    await expect(restoreLines(target().db, linesOf(asStream(pieces)))).rejects.toThrow(message);
    const counts = await countRows(target().db, Object.keys(keeping));
    expect(Object.values(counts).every((count) => count === 0)).toBe(true);
  });
});

async function gathered<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function* asStream(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}

describe('the file of a backup', () => {
  const path = join(folder, 'file.backup');
  const some = () => asStream([Buffer.from('one\ntw'), Buffer.from('o\n\nthree\n')]);

  it('is for its owner only, and replaced only when that is asked for', async () => {
    await writeBackupFile(path, some(), { replace: false });
    expect((await gathered(readBackupFile(path))).map(String)).toEqual(['one', 'two', '', 'three']);
    if (process.platform !== 'win32') expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    const before = readFileSync(path);
    await expect(writeBackupFile(path, some(), { replace: false })).rejects.toThrow('--force');
    expect(readFileSync(path)).toEqual(before);
    await writeBackupFile(path, asStream([Buffer.from('other\n')]), { replace: true });
    expect((await gathered(readBackupFile(path))).map(String)).toEqual(['other']);
  });

  it('is not there where it could not be finished', async () => {
    const unfinished = join(folder, 'unfinished.backup');
    async function* failing(): AsyncGenerator<Buffer> {
      yield* some();
      throw new Error('the database went away');
    }
    const before = readdirSync(folder);
    await expect(writeBackupFile(unfinished, failing(), { replace: false })).rejects.toThrow('went away');
    expect(existsSync(unfinished)).toBe(false);
    expect(readdirSync(folder)).toEqual(before);
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, -5)],
    ['changed', (bytes: Buffer) => Buffer.from(bytes.map((byte, index) => (index === 20 ? byte ^ 0xff : byte)))],
    ['plain text', (bytes: Buffer) => Buffer.from(zstdDecompressSync(bytes))],
  ])('that is %s is told so', async (_, change) => {
    const broken = join(folder, 'broken.backup');
    await writeBackupFile(broken, asStream([Buffer.from(`${randomUUID()}\n`.repeat(100))]), { replace: true });
    writeFileSync(broken, change(readFileSync(broken)));
    await expect(gathered(readBackupFile(broken))).rejects.toThrow('is no backup of Mintmark, or is cut short');
  });

  it('that is missing is named', async () => {
    await expect(gathered(readBackupFile(join(folder, 'missing')))).rejects.toThrow('ENOENT');
  });
});
