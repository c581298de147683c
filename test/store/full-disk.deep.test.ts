import fs, { mkdtempSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/index.ts';

const parent = mkdtempSync(join(tmpdir(), 'mintmark-full-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe('a store in a folder whose disk is full', { timeout: 120_000 }, () => {
  it('refuses what it cannot keep, has what it acknowledged, and is well again after a start', async () => {
    const folder = join(parent, 'store');
    const { store, broken } = await openStore({ folder });
    const before = await received(store, 'before');
    expect(before).toEqual(['before-0', 'before-1', 'before-2']);
    const refused = await withFullDisk(() => received(store, 'during'));
    expect(refused, 'nothing is acknowledged').toEqual([]);
    expect((await broken)?.message).toMatch(/has stopped: .*No space left on device.*start Mintmark again/);
    await expect(store.ping(), 'also when there is room again').rejects.toThrow('the embedded database has stopped');
    await store.close();

    const again = await openStore({ folder });
    expect(await again.store.deliveries.left(2)).toEqual(before);
    expect(await received(again.store, 'later')).toHaveLength(3);
    await again.store.close();
  });
});

/** The ids of those that were acknowledged. */
async function received(store: Store, name: string): Promise<readonly string[]> {
  const ids = [0, 1, 2].map((index) => `${name}-${index}`);
  const answers = ids.map((id) => store.deliveries.receive({ id, name: 'push', payload: 'x', receivedAt: 1 }));
  const settled = await Promise.allSettled(answers);
  return ids.filter((_, index) => settled[index]?.status === 'fulfilled');
}

async function withFullDisk<T>(work: () => Promise<T>): Promise<T> {
  const { writeSync } = fs;
  fs.writeSync = () => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', errno: -28 });
  };
  syncBuiltinESMExports();
  try {
    return await work();
  } finally {
    fs.writeSync = writeSync;
    syncBuiltinESMExports();
  }
}
