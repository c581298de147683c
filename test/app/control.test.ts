import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { askControl, type ControlCommands, startControl } from '../../src/app/control.ts';
import { controlAddress } from '../../src/app/control-address.ts';

const parent = mkdtempSync(join(tmpdir(), 'mintmark-control-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

function folderNamed(name: string): string {
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

const commands: ControlCommands = {
  echo: async (argument) => `you said ${argument}`,
  fail: () => Promise.reject(new Error('the disk is full')),
  long: async () => 'x'.repeat(3_000_000),
};

describe.each([
  ['short', 'a'],
  ['long', `${'long/'.repeat(30)}a`],
])('the process that has a folder of a %s path open', (_, name) => {
  it('does what it is asked, until it closes', async () => {
    const folder = folderNamed(name);
    expect(await askControl(folder, 'echo')).toBeNull();
    const control = await startControl(folder, commands);
    expect(await askControl(folder, 'echo', 'ünïcode 🌱\n')).toBe('you said ünïcode 🌱\n');
    const many = await Promise.all([1, 2, 3].map(() => askControl(folder, 'long')));
    expect(many.map((text) => text?.length)).toEqual([3_000_000, 3_000_000, 3_000_000]);
    await expect(askControl(folder, 'fail')).rejects.toThrow('the disk is full');
    for (const unknown of ['other', 'constructor', '__proto__'])
      await expect(askControl(folder, unknown)).rejects.toThrow('another version');
    await control.close();
    expect(await askControl(folder, 'echo')).toBeNull();
  });
});

describe.skipIf(process.platform === 'win32')('the socket', () => {
  it('is for its owner only, and a dead one is replaced', async () => {
    const folder = folderNamed('b');
    const { path } = controlAddress(folder);
    writeFileSync(path, '');
    expect(await askControl(folder, 'echo'), 'a file is no socket').toBeNull();
    const control = await startControl(folder, commands);
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    expect(await askControl(folder, 'echo', '1')).toBe('you said 1');
    await control.close();
    expect(existsSync(path)).toBe(false);
  });

  it.each([
    ['no JSON', 'echo'],
    ['no name', '{"argument":""}'],
    ['too much', `{"name":"echo","argument":"${'x'.repeat(20_000)}"}`],
  ])('answers %s with an error and goes on', async (_, request) => {
    const folder = folderNamed('c');
    const control = await startControl(folder, commands);
    expect(await sent(folder, request)).toHaveProperty('error');
    expect(await askControl(folder, 'echo', '2')).toBe('you said 2');
    await control.close();
  });

  it('has an address that fits, in a folder that nobody else can read', () => {
    const { path } = controlAddress(folderNamed('long/'.repeat(40)));
    expect(Buffer.byteLength(path)).toBeLessThanOrEqual(100);
    expect((statSync(join(path, '..')).mode & 0o777).toString(8)).toBe('700');
  });
});

async function sent(folder: string, request: string): Promise<unknown> {
  const socket = connect({ path: controlAddress(folder).path, allowHalfOpen: true });
  socket.end(request);
  const pieces: Buffer[] = [];
  for await (const piece of socket) pieces.push(piece as Buffer);
  return JSON.parse(Buffer.concat(pieces).toString('utf8'));
}
