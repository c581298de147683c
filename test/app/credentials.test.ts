import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readCredentials } from '../../src/app/credentials.ts';
import { credentialsPath, credentialsText } from '../../src/app/credentials-file.ts';

const pemOf = (type: 'pkcs1' | 'pkcs8') =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type, format: 'pem' }).toString();
const pem = pemOf('pkcs1');
const secret = 'c0ffee'.repeat(6);
const good = { APP_ID: '12', PRIVATE_KEY: pem, WEBHOOK_SECRET: secret };

const folder = mkdtempSync(join(tmpdir(), 'mintmark-'));
const path = credentialsPath(folder);
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => rmSync(path, { force: true }));

function store(text: string, mode = 0o600) {
  writeFileSync(path, text);
  chmodSync(path, mode);
}

describe('credentials from the environment', () => {
  it('are read', () => {
    expect(readCredentials(good, folder)).toEqual({
      state: 'seen',
      source: 'the environment',
      value: {
        appId: 12,
        privateKey: pem,
        webhookSecret: secret,
        github: { web: 'https://github.com', api: 'https://api.github.com' },
      },
    });
  });

  it.each([
    ['with literal \\n', pem.replaceAll('\n', '\\n')],
    ['without a line break at the end', pem.trim()],
  ])('take a key %s', (_, key) => {
    expect(readCredentials({ ...good, PRIVATE_KEY: key }, folder)).toMatchObject({ value: { privateKey: pem } });
  });

  it('take a key of the newer form, from a file', () => {
    const file = join(folder, 'key.pem');
    const key = pemOf('pkcs8');
    writeFileSync(file, key);
    const { PRIVATE_KEY: _, ...rest } = good;
    expect(readCredentials({ ...rest, PRIVATE_KEY_PATH: file }, folder)).toMatchObject({ value: { privateKey: key } });
  });

  it('know GitHub Enterprise Server', () => {
    const github = { web: 'https://github.example.org', api: 'https://github.example.org/api/v3' };
    expect(readCredentials({ ...good, GITHUB_URL: github.web }, folder)).toMatchObject({ value: { github } });
  });

  it.each([
    [{ APP_ID: '' }, /^APP_ID is missing: set it .* or run `mintmark setup`\./],
    [{ APP_ID: 'mintmark' }, /^APP_ID has to be the number /],
    [{ APP_ID: '0' }, /^APP_ID has to be the number /],
    [{ PRIVATE_KEY: undefined }, /^PRIVATE_KEY is missing: set it, or PRIVATE_KEY_PATH/],
    [{ PRIVATE_KEY: pem.slice(0, 200) }, /^PRIVATE_KEY holds no RSA private key in PEM: /],
    [
      { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: '/no/such/key.pem' },
      /^PRIVATE_KEY_PATH: \/no\/such\/key.pem cannot be read/,
    ],
    [{ WEBHOOK_SECRET: undefined }, /^WEBHOOK_SECRET is missing, so that anybody could send webhooks: set it /],
    [{ WEBHOOK_SECRET: 'development' }, /^WEBHOOK_SECRET is the default that everybody knows: /],
    [{ WEBHOOK_SECRET: 'fifteen letters' }, /^WEBHOOK_SECRET is shorter than 16 characters /],
    [{ GITHUB_URL: 'http://github.example.org' }, /^GITHUB_URL: the URL of GitHub has to begin with https:/],
  ])('with %j are refused in a sentence', (change, reason) => {
    const reading = readCredentials({ ...good, ...change }, folder);
    expect(reading).toMatchObject({ state: 'unreadable', reason: expect.stringMatching(reason) });
    expect(JSON.stringify(reading)).not.toContain(pem.slice(40, 80));
    expect(JSON.stringify(reading)).not.toContain('fifteen letters');
  });

  it('are refused where the key is no RSA key', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(readCredentials({ ...good, PRIVATE_KEY: key }, folder).state).toBe('unreadable');
  });
});

describe('credentials from the file', () => {
  it('are as they were stored', () => {
    store(credentialsText({ ...good, GITHUB_URL: 'https://github.example.org' }));
    expect(readCredentials({}, folder)).toMatchObject({
      state: 'seen',
      source: path,
      value: { appId: 12, privateKey: pem, webhookSecret: secret, github: { web: 'https://github.example.org' } },
    });
  });

  it('are left alone where the environment has its own', () => {
    store('nonsense', 0o644);
    expect(readCredentials(good, folder)).toMatchObject({ state: 'seen', source: 'the environment' });
    expect(readCredentials({ APP_ID: '12' }, folder)).toMatchObject({
      state: 'unreadable',
      reason: expect.stringContaining('PRIVATE_KEY is missing'),
    });
  });

  it('are absent where there is no file', () => {
    expect(readCredentials({ GITHUB_URL: 'https://github.example.org' }, folder)).toEqual({
      state: 'absent',
      source: path,
    });
  });

  it.runIf(process.platform !== 'win32').each([0o640, 0o604, 0o644])('are refused with mode %o', (mode) => {
    store(credentialsText(good), mode);
    expect(readCredentials({}, folder)).toEqual({
      state: 'unreadable',
      reason: `Others can read ${path}, which holds the app's private key: chmod 600 ${path}`,
      source: path,
    });
  });

  it('are refused where something is missing or much too much', () => {
    store('APP_ID=12\n');
    expect(readCredentials({}, folder)).toMatchObject({
      state: 'unreadable',
      reason: expect.stringMatching(/^PRIVATE_KEY is missing.*\(Read from .*mintmark\.env\.\)$/),
    });
    store(`# ${'x'.repeat(70_000)}`);
    expect(readCredentials({}, folder).state).toBe('unreadable');
  });
});
