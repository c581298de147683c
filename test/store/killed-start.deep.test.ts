import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { isLong } from '../long.ts';

const parent = mkdtempSync(join(tmpdir(), 'mintmark-killed-'));
const crashed = join(parent, 'crashed');
const acknowledged = ['first', 'second', 'third'];
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe('a store in a folder, killed while it starts after a crash', { timeout: 1_800_000 }, () => {
  beforeAll(async () => {
    await startedIn(crashed, { receive: acknowledged });
  }, 60_000);

  it('opens again with all that was acknowledged, wherever it was', async () => {
    const folder = join(parent, 'again');
    // The first changes make the lock file of Postgres
    const most = isLong ? 10_000 : 6;
    let changes = 0;
    for (let ended = 'SIGKILL'; ended === 'SIGKILL' && changes < most; changes += 1) {
      rmSync(folder, { recursive: true, force: true });
      cpSync(crashed, folder, { recursive: true });
      ended = await startedIn(folder, { changes });
      expect(ended).toMatch(/^(SIGKILL|0)$/);
      expect(await leftIn(folder), `killed at change ${changes} of its files`).toEqual(acknowledged);
    }
    expect(changes).toBeGreaterThanOrEqual(isLong ? 100 : most);
    expect(changes, 'a start comes to its end').toBeLessThan(10_000);
  });

  it('opens again where the lock file of Postgres is there and empty', async () => {
    const folder = join(parent, 'empty');
    cpSync(crashed, folder, { recursive: true });
    truncateSync(join(folder, 'postgres/postmaster.pid'), 0);
    expect(await leftIn(folder)).toEqual(acknowledged);
  });

  it('whose files are damaged says what Postgres says', async () => {
    const folder = join(parent, 'damaged');
    cpSync(crashed, folder, { recursive: true });
    truncateSync(join(folder, 'postgres/global/pg_control'), 0);
    await expect(openStore({ folder })).rejects.toThrow(
      'the embedded database did not start: could not read file "global/pg_control"',
    );
  });
});

async function leftIn(folder: string): Promise<readonly string[]> {
  const { store } = await openStore({ folder });
  try {
    return await store.deliveries.left(9);
  } finally {
    await store.close();
  }
}

interface Orders {
  /** How often its files may be changed before it is killed; for ever where it is missing. */
  readonly changes?: number;
  /** What it acknowledges before it kills itself. */
  readonly receive?: readonly string[];
}

/** How a process ended that opened the store of a folder. */
async function startedIn(folder: string, orders: Orders): Promise<string> {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', openUntilKilled, folder, JSON.stringify(orders)],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return String(signal ?? code);
}

const openUntilKilled = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  import { openStore } from ${JSON.stringify(new URL('../../src/store/index.ts', import.meta.url).href)};
  const [, folder, text] = process.argv;
  const { changes = Infinity, receive } = JSON.parse(text);
  let left = changes;
  for (const name of ['writeFileSync', 'writeSync', 'ftruncateSync', 'truncateSync', 'renameSync', 'unlinkSync']) {
    const real = fs[name];
    fs[name] = (...given) => {
      left -= 1;
      if (left < 0) process.kill(process.pid, 'SIGKILL');
      return real(...given);
    };
  }
  syncBuiltinESMExports();
  const { store } = await openStore({ folder });
  for (const id of receive ?? []) await store.deliveries.receive({ id, name: 'push', payload: 'x', receivedAt: 1 });
  if (receive) process.kill(process.pid, 'SIGKILL');
  process.exit(0);`;
