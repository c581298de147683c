import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readCredentials } from '../../../src/app/credentials.ts';
import { type Registration, type RegistrationOptions, registerApp } from '../../../src/app/setup/register-app.ts';
import { conversion, type LocalGitHub, localGitHub } from './local-github.ts';

const root = mkdtempSync(join(tmpdir(), 'mintmark-'));
const folder = join(root, 'data');
const path = join(folder, 'mintmark.env');
let github: LocalGitHub;

beforeAll(async () => {
  github = await localGitHub();
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  github.answer = { status: 201, body: conversion };
});
afterAll(async () => {
  await github.close();
  rmSync(root, { recursive: true });
});

interface Started {
  readonly url: string;
  readonly registration: Promise<Registration>;
}

async function start(options: Partial<RegistrationOptions> = {}): Promise<Started> {
  let registration: Promise<Registration> | undefined;
  const url = await new Promise<string>((resolve, reject) => {
    registration = registerApp({
      tier: 'core',
      organisation: 'acme',
      github: { web: github.url, api: github.url },
      publicUrl: 'https://mintmark.example/',
      port: 0,
      folder,
      force: false,
      onReady: resolve,
      ...options,
    });
    registration.catch(reject);
  });
  if (registration === undefined) throw new Error('nothing was started');
  return { url, registration };
}

interface Form {
  readonly action: URL;
  readonly state: string;
  readonly manifest: { readonly redirect_url: string; readonly [key: string]: unknown };
}

async function formOf(url: string): Promise<Form> {
  const text = await (await fetch(url)).text();
  const unescaped = (part: string | undefined) =>
    (part ?? '').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  const action = new URL(unescaped(/action="([^"]*)"/.exec(text)?.[1]));
  const manifest: Form['manifest'] = JSON.parse(unescaped(/name="manifest" value="([^"]*)"/.exec(text)?.[1]));
  return { action, state: action.searchParams.get('state') ?? '', manifest };
}

const callback = ({ manifest, state }: Form, code = 'abc123') => `${manifest.redirect_url}?code=${code}&state=${state}`;

/** Ends a registration that a test has no more use for. */
async function finish(started: Started) {
  await fetch(callback(await formOf(started.url)));
  return started.registration;
}

describe('registering an app', () => {
  it('posts the manifest, exchanges the code once, and stores what it gets for the owner only', async () => {
    const started = await start();
    const form = await formOf(started.url);
    expect(form.action.origin + form.action.pathname).toBe(`${github.url}/organizations/acme/settings/apps/new`);
    expect(form.manifest).toMatchObject({
      name: 'Mintmark for acme',
      public: false,
      url: 'https://mintmark.example/',
      hook_attributes: { url: 'https://mintmark.example/api/github/webhooks', active: true },
      callback_urls: ['https://mintmark.example/sign-in/callback'],
      default_permissions: { contents: 'read', checks: 'write' },
    });
    expect(form.manifest['default_permissions']).not.toHaveProperty('administration');

    const answer = await fetch(callback(form));
    const registration = await started.registration;
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('The app is registered.')]);
    expect(registration).toEqual({
      state: 'stored',
      app: { id: 4711, slug: 'mintmark-for-acme' },
      path,
      installUrl: `${github.url}/github-apps/mintmark-for-acme/installations/new`,
      dashboard: 'https://mintmark.example',
    });
    expect(github.asked).toEqual(['POST /app-manifests/abc123/conversions']);

    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['mintmark.env']);
    expect(readCredentials({}, folder)).toMatchObject({
      state: 'seen',
      value: {
        appId: 4711,
        privateKey: conversion.pem,
        webhookSecret: conversion.webhook_secret,
        signIn: { clientId: conversion.client_id, clientSecret: conversion.client_secret },
        url: 'https://mintmark.example',
        github: { web: github.url },
      },
    });
    await expect(fetch(started.url)).rejects.toThrow('fetch failed');
  });

  it('is done by whoever is signed in, with the full tier, where that is asked for', async () => {
    const started = await start({ organisation: null, tier: 'full' });
    const form = await formOf(started.url);
    expect(form.action.pathname).toBe('/settings/apps/new');
    expect(form.manifest['default_permissions']).toHaveProperty('administration', 'read');
    await finish(started);
  });

  it.each([
    [{ status: 404, body: {} }, /^GitHub does not know the code, or it was used already\. If the app is on GitHub/],
    [{ status: 500, body: {} }, /^GitHub answered 500 /],
    [{ status: 201, raw: '<html>' }, /^GitHub's answer is not what it should be \(the whole\), so nothing was stored/],
    [{ status: 201, body: { ...conversion, pem: 'x', webhook_secret: 'x' } }, /\(pem, webhook_secret\)/],
    [{ status: 201, body: { ...conversion, webhook_secret: `${'f'.repeat(20)}\nAPP_ID=1` } }, /\(webhook_secret\)/],
    [{ status: 201, raw: JSON.stringify({ ...conversion, more: 'x'.repeat(300_000) }) }, /could not be reached/],
  ])('fails in a sentence, with nothing left behind, on the answer %#', async (answer, reason) => {
    github.answer = answer;
    expect(await finish(await start())).toEqual({ state: 'failed', reason: expect.stringMatching(reason) });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['https://mintmark.example/base/', 'http://mintmark.example/'])(
    'stores no address for people where nobody could sign in: %s',
    async (publicUrl) => {
      await finish(await start({ publicUrl }));
      const text = readFileSync(path, 'utf8');
      expect([text.includes('CLIENT_SECRET='), text.includes('MINTMARK_URL')]).toEqual([true, false]);
    },
  );

  it('gives up when nobody comes back', async () => {
    const { registration } = await start({ patience: 20 });
    expect(await registration).toEqual({ state: 'failed', reason: expect.stringContaining('within the hour') });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('credentials that are stored already', () => {
  it('stay, unless they are to be replaced', async () => {
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(path, 'APP_ID=1\n', { mode: 0o600 });
    await expect(start()).rejects.toThrow(`${path} holds the credentials of an app already.`);
    expect(readFileSync(path, 'utf8')).toBe('APP_ID=1\n');
    await finish(await start({ force: true }));
    expect(readFileSync(path, 'utf8')).toContain('APP_ID=4711\n');
  });

  it('stay where somebody else stored some meanwhile', async () => {
    const started = await start();
    writeFileSync(path, 'APP_ID=1\n', { mode: 0o600 });
    expect(await finish(started)).toMatchObject({ state: 'failed', reason: expect.stringContaining('meanwhile') });
    expect(readdirSync(folder)).toEqual(['mintmark.env']);
    expect(readFileSync(path, 'utf8')).toBe('APP_ID=1\n');
  });
});

describe('the second app', () => {
  const first = 'APP_ID=1\nWEBHOOK_SECRET=kept\n';
  const add = (more: Partial<RegistrationOptions> = {}) => start({ tier: 'fixer', ...more });

  it('is stored beside the one that is set up, without a webhook secret of its own', async () => {
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(path, first, { mode: 0o600 });
    github.answer = { status: 201, body: { ...conversion, webhook_secret: null } };
    expect(await finish(await add())).toMatchObject({ state: 'stored', path });
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(
      /^APP_ID=1$[^]*^WEBHOOK_SECRET=kept$[^]*^FIXER_APP_ID=4711$[^]*^FIXER_PRIVATE_KEY=-----BEGIN/m,
    );
    await expect(add()).rejects.toThrow('holds the credentials of a second app already');
    await finish(await add({ force: true }));
    expect(readFileSync(path, 'utf8').split('\n').toSorted()).toEqual(text.split('\n').toSorted());
  });

  it('is refused where there is no first one', async () => {
    await expect(add()).rejects.toThrow('run `mintmark setup` first');
    expect(existsSync(path)).toBe(false);
  });

  it('cannot be taken for the first, which needs a webhook secret', async () => {
    github.answer = { status: 201, body: { ...conversion, webhook_secret: null } };
    expect(await finish(await start())).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('webhook secret'),
    });
    expect(existsSync(path)).toBe(false);
  });
});

describe('a folder', () => {
  it('that is none is refused before anything is registered', async () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    await expect(start({ folder: join(file, 'data') })).rejects.toThrow('Name another folder with --folder.');
  });

  it.runIf(process.platform !== 'win32')('that others can write to is refused', async () => {
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    await expect(start()).rejects.toThrow(`chmod 700 ${folder}`);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the local page', () => {
  it('tells the browser to keep to itself, and GitHub nothing of its path', async () => {
    const started = await start();
    const { headers } = await fetch(started.url);
    expect(headers.get('content-security-policy')).toMatch(
      new RegExp(`^default-src 'none'; style-src 'sha256-[^']+'; form-action ${github.url}; `),
    );
    expect(headers.get('referrer-policy')).toBe('strict-origin');
    expect(headers.get('cache-control')).toBe('no-store');
    await finish(started);
  });

  it('is nowhere but at its address', async () => {
    const started = await start();
    const form = await formOf(started.url);
    const { origin, port } = new URL(started.url);
    const status = async (url: string, init?: RequestInit) => (await fetch(url, init)).status;
    expect(await status(origin)).toBe(404);
    expect(await status(`${origin}/guess/callback?code=a&state=${form.state}`)).toBe(404);
    expect(await status(`${started.url}other`)).toBe(404);
    expect(await status(`${started.url}callback/more`)).toBe(404);
    expect(await status(started.url, { method: 'POST' })).toBe(405);
    expect(await statusWithHost(started.url, `rebound.example:${port}`)).toBe(421);
    expect(await statusWithHost(started.url, '127.0.0.1')).toBe(421);
    expect(await statusWithHost(started.url, `localhost:${port}`)).toBe(200);
    await finish(started);
  });

  it('takes a code only with the state that it gave, and only one', async () => {
    const before = github.asked.length;
    const started = await start();
    const form = await formOf(started.url);
    const status = async (url: string) => (await fetch(url)).status;
    expect(await status(callback({ ...form, state: 'wrong' }))).toBe(403);
    expect(await status(form.manifest.redirect_url)).toBe(403);
    expect(await status(callback(form, ''))).toBe(400);
    expect(await status(callback(form, '..%2F..%2Fuser'))).toBe(400);
    expect(github.asked.length).toBe(before);

    const both = await Promise.all([status(callback(form)), status(callback(form))]);
    expect(new Set(both)).toEqual(new Set([200, 409]));
    expect((await started.registration).state).toBe('stored');
    expect(github.asked.length).toBe(before + 1);
  });

  it('is at another address each time', async () => {
    const one = await start();
    const other = await start({ folder: join(root, 'other') });
    expect(new URL(one.url).pathname).not.toBe(new URL(other.url).pathname);
    expect((await formOf(one.url)).state).not.toBe((await formOf(other.url)).state);
    await Promise.all([finish(one), finish(other)]);
    expect(existsSync(join(root, 'other', 'mintmark.env'))).toBe(true);
  });
});

/** `fetch` lets nobody choose the Host. */
function statusWithHost(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
