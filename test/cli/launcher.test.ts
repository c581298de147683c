import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const launcher = join(import.meta.dirname, '../../src/main.ts');

/** The machine's own Node, found without the project's; null where that is new enough or not there at all. */
const older = olderNode();

function olderNode(): string | null {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  try {
    const told = execFileSync('node', ['-p', 'process.version + " " + process.execPath'], {
      env: { ...process.env, PATH: path.join(delimiter) },
      encoding: 'utf8',
    });
    const [version = '', ...where] = told.trim().split(' ');
    const [major = 0] = version.slice(1).split('.').map(Number);
    return major >= 24 ? null : where.join(' ');
  } catch {
    return null;
  }
}

const version = execFileSync(process.execPath, [launcher, '--version'], { encoding: 'utf8' });

describe('the launcher on a Node that is new enough', () => {
  it('runs the command and passes on its exit code, without a warning', () => {
    expect(version).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { status, stderr } = spawnSync(process.execPath, [launcher, 'nonsense'], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toBe('mintmark: unknown command "nonsense". See: mintmark --help\n');
  });

  it('ends quietly with 0 where the reader closes the pipe', async () => {
    const child = spawn(process.execPath, [launcher, 'schema', 'report'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    expect(await outcome(child)).toEqual({ code: 0, signal: null, stderr: '' });
  });
});

describe.skipIf(older === null)('the launcher on an older Node', () => {
  const node = older ?? '';

  it('runs itself again on the Node that npm brought', () => {
    const { status, stdout, stderr } = spawnSync(node, [launcher, '--version'], { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: version, stderr: '' });
  });

  it('passes on the exit code', () => {
    expect(spawnSync(node, [launcher, 'nonsense']).status).toBe(2);
  });
});

describe.skipIf(older === null || process.platform !== 'linux')('the launcher beside other Nodes', () => {
  const node = older ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-'));
  const copy = join(folder, 'main.ts');
  const platform = join(folder, 'node_modules', `node-linux-${process.arch}`);
  beforeAll(() => {
    copyFileSync(launcher, copy);
    writeFileSync(join(folder, 'package.json'), '{}');
    mkdirSync(join(platform, 'bin'), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function bring(own: { readonly version: string; readonly script: string }) {
    writeFileSync(join(platform, 'package.json'), JSON.stringify({ version: own.version }));
    writeFileSync(join(platform, 'bin', 'node'), own.script, { mode: 0o755 });
  }

  it('explains itself where none is new enough', () => {
    bring({ version: '24.14.9', script: '#!/bin/sh\nexit 0\n' });
    const { status, stdout, stderr } = spawnSync(node, [copy, 'audit'], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('mintmark needs Node 24.15 or later; this is Node ');
    expect(stderr).toContain('`npm ci` brings one on Linux');
    expect(stderr).toContain('on macOS, install Node 24 or later');
  });

  it('explains itself where the other Node cannot start', () => {
    bring({ version: '24.21.0', script: '#!/no/such/loader\n' });
    const { status, stderr } = spawnSync(node, [copy], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain('mintmark needs Node 24.15 or later');
  });

  it('forwards a signal, and ends by the signal that ended the other', async () => {
    bring({
      version: '24.21.0',
      script: "#!/bin/sh\ntrap 'echo told; trap - TERM; kill -TERM $$' TERM\necho up\nwhile :; do sleep 0.05; done\n",
    });
    const child = spawn(node, [copy], { stdio: ['ignore', 'pipe', 'pipe'] });
    let told = '';
    child.stdout.on('data', (piece: Buffer) => {
      told += piece.toString();
      if (told === 'up\n') child.kill('SIGTERM');
    });
    expect(await outcome(child)).toEqual({ code: null, signal: 'SIGTERM', stderr: '' });
    expect(told).toBe('up\ntold\n');
  });
});

function outcome(child: ChildProcess) {
  let stderr = '';
  child.stderr?.on('data', (piece: Buffer) => {
    stderr += piece.toString();
  });
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, stderr })));
}
