import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lockFolder } from '../../src/store/folder-lock.ts';

const platforms = process.platform === 'win32' ? ['win32'] : [...new Set([process.platform, 'darwin'])];

describe.each(platforms as NodeJS.Platform[])('the lock of a folder on %s', (platform) => {
  const parent = mkdtempSync(join(tmpdir(), 'mintmark-lock-'));
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  it.each([
    ['short', 'a'],
    ['long', `${'long/'.repeat(30)}a`],
  ])('is held by one at a time, by a %s path', async (_, name) => {
    const folder = join(parent, name);
    mkdirSync(folder, { recursive: true });
    const unlock = await lockFolder(folder, platform);
    await expect(lockFolder(folder, platform)).rejects.toThrow(`another Mintmark has this folder open: ${folder}`);
    await unlock();
    expect(readdirSync(folder)).toEqual([]);
    await (await lockFolder(folder, platform))();
  });

  it('does not hold other folders', async () => {
    const folders = ['b', 'c'].map((name) => join(parent, name));
    for (const folder of folders) mkdirSync(folder);
    const unlocks = await Promise.all(folders.map((folder) => lockFolder(folder, platform)));
    for (const unlock of unlocks) await unlock();
  });

  it.skipIf(process.platform === 'win32')('is taken over from a process that was killed', async () => {
    const folder = join(parent, 'd');
    mkdirSync(folder);
    const module = JSON.stringify(new URL('../../src/store/folder-lock.ts', import.meta.url).href);
    const script = `const { lockFolder } = await import(${module});
      await lockFolder(${JSON.stringify(folder)}, ${JSON.stringify(platform)});
      process.kill(process.pid, 'SIGKILL');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(readdirSync(folder), 'the file of the dead one').toEqual(['lock']);
    const unlock = await lockFolder(folder, platform);
    await expect(lockFolder(folder, platform)).rejects.toThrow('another Mintmark');
    await unlock();
  });
});
