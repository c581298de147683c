import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Misuse } from '../../src/cli/command.ts';
import { serve } from '../../src/cli/serve.ts';
import { openStore } from '../../src/store/index.ts';
import { payloadOf, sha } from '../app/hearing.ts';
import { privateKey } from '../app/private-key.ts';
import { sendWebhook, webhookSecret } from '../app/send-webhook.ts';
import { stage } from './stage.ts';

const root = mkdtempSync(join(tmpdir(), 'mintmark-serve-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const credentials = { APP_ID: '42', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: webhookSecret };

describe('mintmark serve', () => {
  it('without credentials says what there is to do', async () => {
    const { around, out, err } = stage({ folder: root, environment: { MINTMARK_FOLDER: join(root, 'nothing') } });
    expect(await serve.run([], around)).toBe(2);
    expect(out()).toBe('');
    expect(err()).toContain('there are no credentials');
    expect(err()).toContain(join(root, 'nothing'));
    expect(err()).toMatch(/mintmark demo[^]*mintmark setup/);
  });

  it.each([
    [{ WEBHOOK_SECRET: '' }, 'WEBHOOK_SECRET is missing'],
    [{ WEBHOOK_SECRET: 'development' }, 'the default that everybody knows'],
    [{ PRIVATE_KEY: 'no key' }, 'no RSA private key'],
  ])('refuses %j', async (change, said) => {
    const { around, err } = stage({ folder: root, environment: { ...credentials, ...change, MINTMARK_FOLDER: root } });
    expect(await serve.run([], around)).toBe(2);
    expect(err()).toContain(said);
    expect(err()).not.toContain(privateKey.split('\n')[1]);
  });

  it.each([
    [['--port', '70000'], {}],
    [['--port', 'http'], {}],
    [[], { PORT: 'none' }],
    [[], { LOG_LEVEL: 'loud' }],
    [['--web'], {}],
    [['--worker'], { DATABASE_URL: '' }],
    [['--concurrency', '0'], {}],
    [['--concurrency', '65'], {}],
    [['--concurrency', '2.5'], {}],
    [['--web', '--concurrency', '2'], { DATABASE_URL: 'postgres://mintmark@127.0.0.1:1/mintmark' }],
  ])('takes no %j %j', async (words, environment) => {
    const { around } = stage({ folder: root, environment: { ...environment, MINTMARK_FOLDER: root } });
    await expect(serve.run(words, around)).rejects.toThrow(Misuse);
  });

  it.each([[['--web']], [['--worker', '--concurrency', '64']], [['--web', '--worker']], [['--concurrency=1']]])(
    'takes %j where there is a server to share',
    async (words) => {
      const { around, err } = stage({
        folder: root,
        environment: {
          ...credentials,
          MINTMARK_FOLDER: root,
          DATABASE_URL: 'postgres://mintmark@127.0.0.1:1/mintmark',
        },
      });
      expect(await serve.run(words, around)).toBe(3);
      expect(err()).toContain('nothing listens there');
    },
  );

  it('says that the database cannot be used, without its password', async () => {
    const url = 'postgres://mintmark:hunter2@127.0.0.1:1/mintmark';
    const { around, err } = stage({
      folder: root,
      environment: { ...credentials, MINTMARK_FOLDER: root, DATABASE_URL: url },
    });
    expect(await serve.run([], around)).toBe(3);
    expect(err()).toContain('127.0.0.1:1/mintmark');
    expect(err()).not.toContain('hunter2');
  });
});

describe.skipIf(process.platform === 'win32')('the process', () => {
  let github: Server;
  beforeAll(async () => {
    github = createServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ id: 42, slug: 'mintmark' }));
    });
    await new Promise<void>((resolve) => github.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => github.close());

  it('serves until it is told to stop, and what it has acknowledged is stored', async () => {
    const folder = join(root, 'data');
    const { child, lines, ended } = started(github, folder);
    const url = await listening(lines, child);
    expect(await (await fetch(`${url}/readyz`)).text()).toBe('ready\n');
    // A push to a branch that is not the default one wants nothing of GitHub
    const push = payloadOf({ ref: 'refs/heads/topic', after: sha('a') });
    expect((await sendWebhook(url, { id: 'kept', event: 'push', payload: push })).status).toBe(202);
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(lines.at(-1)).toContain('Mintmark has stopped');
    const { store } = await openStore({ folder: join(folder, 'store') });
    expect(await store.deliveries.receive({ id: 'kept', name: 'push', payload: '{}', receivedAt: 0 })).not.toBe('new');
    await store.close();
  }, 60_000);

  it('ends with 3 and says why where its disk is full', async () => {
    const { child, lines, errors, ended } = started(github, join(root, 'full'));
    const url = await listening(lines, child);
    child.kill('SIGUSR2');
    const push = payloadOf({ ref: 'refs/heads/topic', after: sha('a') });
    for (let tries = 0; tries < 40 && child.exitCode === null; tries += 1)
      await sendWebhook(url, { id: `tried-${tries}`, event: 'push', payload: push }).catch(() => undefined);
    expect(await ended).toEqual({ code: 3, signal: null });
    expect(errors()).toMatch(/^mintmark: the embedded database has stopped: .*No space left on device.*\n$/);
  }, 60_000);
});

/** Takes nothing more on its disk from a `SIGUSR2` on. */
const fillable = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  process.once('SIGUSR2', () => {
    const { writeSync } = fs;
    fs.writeSync = (descriptor, ...rest) => {
      if (descriptor <= 2) return writeSync(descriptor, ...rest);
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', errno: -28 });
    };
    syncBuiltinESMExports();
  });`;

function started(github: Server, folder: string) {
  const { port } = github.address() as AddressInfo;
  const command = new URL('../../src/cli/serve.ts', import.meta.url).href;
  const around = new URL('../../src/cli/surroundings.ts', import.meta.url).href;
  const script = `${fillable}
    const [{ serve }, { surroundings }] = [await import(${JSON.stringify(command)}), await import(${JSON.stringify(around)})];
    process.exitCode = await serve.run(['--port', '0', '--folder', ${JSON.stringify(folder)}], surroundings());`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: {
      ...process.env,
      ...credentials,
      GITHUB_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: '',
      LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdout
    .setEncoding('utf8')
    .on('data', (text: string) => lines.push(...text.split('\n').filter((line) => line !== '')));
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
  return { child, lines, errors: () => errors, ended };
}

async function listening(lines: readonly string[], child: ChildProcess): Promise<string> {
  for (;;) {
    const line = lines.find((each) => each.includes('Mintmark listens'));
    if (line !== undefined) return JSON.parse(line).url;
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${lines.join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
