import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Misuse } from '../../src/cli/command.ts';
import { serve } from '../../src/cli/serve.ts';
import { openStore } from '../../src/store/index.ts';
import { payloadOf, sha } from '../app/hearing.ts';
import { privateKey } from '../app/private-key.ts';
import { sendWebhook } from '../app/send-webhook.ts';
import { credentials, knownApp, listening, started } from './serve-process.ts';
import { stage } from './stage.ts';

const root = mkdtempSync(join(tmpdir(), 'mintmark-serve-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

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
    github = await knownApp();
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
});
