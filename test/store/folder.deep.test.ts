import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs, { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { isLong } from '../long.ts';

const delivery = { name: 'push', payload: 'x', receivedAt: 1 };

describe('a store in a folder', { timeout: 120_000 }, () => {
  const parent = mkdtempSync(join(tmpdir(), 'mintmark-folder-'));
  const folder = join(parent, 'made', 'here');
  let child: ChildProcess | undefined;
  beforeAll(async () => {
    const { store } = await openStore({ folder });
    await store.deliveries.receive({ id: 'first', ...delivery });
    await store.close();
  }, 60_000);
  afterEach(() => void child?.kill('SIGKILL'));
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  it('is there when it is opened again', async () => {
    const { store } = await openStore({ folder });
    expect(await store.deliveries.open('first')).toEqual({ id: 'first', ...delivery });
    await store.close();
    expect(readdirSync(folder), 'nothing of the lock or of the making is left').toEqual(['postgres']);
  });

  it.skipIf(process.platform === 'win32')('is for its owner only', () => {
    for (const path of [join(parent, 'made'), folder, join(folder, 'postgres')])
      expect((statSync(path).mode & 0o777).toString(8)).toBe('700');
  });

  it('is flushed to the disk at every commit', async () => {
    const { store } = await openStore({ folder });
    const flushes = await flushesOf(async () => {
      for (let count = 0; count < 50; count += 1)
        await store.deliveries.receive({ id: `flushed-${count}`, ...delivery });
    });
    const reads = await flushesOf(async () => {
      for (let count = 0; count < 50; count += 1) await store.deliveries.open(`flushed-${count}`);
    });
    await store.close();
    expect(flushes).toBeGreaterThanOrEqual(50);
    expect(flushes).toBeLessThan(150);
    expect(reads).toBeLessThan(10);
  });

  it('refuses a second opener in the same process', async () => {
    const { store } = await openStore({ folder });
    await expect(openStore({ folder })).rejects.toThrow(`another Mintmark has this folder open: ${folder}\n`);
    await store.close();
  });

  it('loses nothing that was acknowledged to kill -9, refuses others until then, and is free afterwards', async () => {
    const acknowledged: string[] = [];
    for (const round of isLong ? ['one', 'two'] : ['one']) {
      child = spawn(process.execPath, ['--input-type=module', '-e', writeUntilKilled, folder, round], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exit = once(child, 'exit');
      const before = acknowledged.length;
      let isRefused = false;
      if (child.stdout === null) throw new Error('the child has no output');
      for await (const id of createInterface(child.stdout)) {
        acknowledged.push(id);
        if (acknowledged.length === before + 20) {
          await expect(openStore({ folder })).rejects.toThrow('another Mintmark has this folder open');
          isRefused = true;
        }
        if (acknowledged.length >= before + 100) child.kill('SIGKILL');
      }
      await exit;
      expect(isRefused).toBe(true);
      const { store } = await openStore({ folder });
      const found = await Promise.all(acknowledged.map((id) => store.deliveries.open(id)));
      expect(acknowledged.filter((_, index) => found[index] === null)).toEqual([]);
      await store.close();
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(isLong ? 200 : 100);
  });

  it('whose making was cut short is made anew', async () => {
    const other = join(parent, 'other');
    fs.mkdirSync(join(other, 'postgres.new', 'base'), { recursive: true });
    const { store } = await openStore({ folder: other });
    expect(await store.deliveries.left(9)).toEqual([]);
    await store.close();
    expect(existsSync(join(other, 'postgres.new'))).toBe(false);
  });

  it('of another version of the engine is left alone', async () => {
    const old = join(parent, 'old');
    fs.mkdirSync(join(old, 'postgres'), { recursive: true });
    writeFileSync(join(old, 'postgres', 'PG_VERSION'), '17\n');
    await expect(openStore({ folder: old })).rejects.toThrow('was written by version 17 of the embedded Postgres');
    expect(readdirSync(join(old, 'postgres'))).toEqual(['PG_VERSION']);
    await expect(openStore({ folder: old }), 'the lock was given back').rejects.toThrow('version 17');
  });
});

/** Writes deliveries into the store of a folder, and says of each that it has been acknowledged. */
const writeUntilKilled = `
  import { writeSync } from 'node:fs';
  import { openStore } from ${JSON.stringify(new URL('../../src/store/index.ts', import.meta.url).href)};
  const [, folder, round] = process.argv;
  const { store } = await openStore({ folder });
  for (let count = 0; ; count += 1) {
    const id = round + '-' + count;
    await store.deliveries.receive({ id, name: 'push', payload: 'x'.repeat(2000), receivedAt: 1 });
    writeSync(1, id + '\\n');
  }`;

async function flushesOf(work: () => Promise<void>): Promise<number> {
  const { fsyncSync } = fs;
  let count = 0;
  fs.fsyncSync = (descriptor) => {
    count += 1;
    fsyncSync(descriptor);
  };
  syncBuiltinESMExports();
  try {
    await work();
  } finally {
    fs.fsyncSync = fsyncSync;
    syncBuiltinESMExports();
  }
  return count;
}
