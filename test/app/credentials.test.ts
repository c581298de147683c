import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
        previousSecret: null,
        fixer: null,
        signIn: null,
        url: null,
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
    [{ WEBHOOK_SECRET_PREVIOUS: 'development' }, /^WEBHOOK_SECRET_PREVIOUS is the default that everybody knows: /],
    [{ WEBHOOK_SECRET_PREVIOUS: 'fifteen letters' }, /^WEBHOOK_SECRET_PREVIOUS is shorter than 16 characters /],
    [{ WEBHOOK_SECRET_PREVIOUS: secret }, /^WEBHOOK_SECRET_PREVIOUS is the same as WEBHOOK_SECRET: /],
    ...['tomorrow', '2027-13-01', '2027-01-31 12:00', '1'].map((until): [object, RegExp] => [
      { WEBHOOK_SECRET_PREVIOUS: 'the one before it', WEBHOOK_SECRET_PREVIOUS_UNTIL: until },
      /^WEBHOOK_SECRET_PREVIOUS_UNTIL has to be a day or a time in UTC/,
    ]),
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

describe('the previous webhook secret', () => {
  const before = 'the one before it';

  it.each([
    [undefined, null],
    ['2027-01-31', Date.UTC(2027, 0, 31)],
    ['2027-01-31T12:30Z', Date.UTC(2027, 0, 31, 12, 30)],
  ])('is read with its end: %s', (until, end) => {
    const given = { ...good, WEBHOOK_SECRET_PREVIOUS: before, WEBHOOK_SECRET_PREVIOUS_UNTIL: until };
    expect(readCredentials(given, folder)).toMatchObject({
      value: { webhookSecret: secret, previousSecret: { secret: before, until: end } },
    });
  });

  it('may be set in the environment beside credentials in the file, or in the file', () => {
    store(credentialsText(good));
    const value = { appId: 12, previousSecret: { secret: before, until: null } };
    expect(readCredentials({ WEBHOOK_SECRET_PREVIOUS: before }, folder)).toMatchObject({ value });
    store(credentialsText({ ...good, WEBHOOK_SECRET_PREVIOUS: before }));
    expect(readCredentials({}, folder)).toMatchObject({ value });
  });
});

describe('the second app, which writes', () => {
  const fixer = { FIXER_APP_ID: '13', FIXER_PRIVATE_KEY: pem };
  const value = { appId: 12, fixer: { appId: 13, privateKey: pem } };

  it('may be set in the environment beside credentials in the file, or in the file', () => {
    expect(readCredentials({ ...good, ...fixer }, folder)).toMatchObject({ value });
    store(credentialsText(good));
    expect(readCredentials(fixer, folder)).toMatchObject({ value });
    store(credentialsText({ ...good, ...fixer }));
    expect(readCredentials({}, folder)).toMatchObject({ value });
  });

  it('has a key that a file holds', () => {
    const file = join(folder, 'fixer.pem');
    writeFileSync(file, pem);
    const given = { ...good, FIXER_APP_ID: '13', FIXER_PRIVATE_KEY_PATH: file };
    expect(readCredentials(given, folder)).toMatchObject({ value });
  });

  it.each([
    [{ FIXER_PRIVATE_KEY: pem }, 'FIXER_APP_ID is missing'],
    [{ FIXER_APP_ID: 'x', FIXER_PRIVATE_KEY: pem }, 'FIXER_APP_ID has to be'],
    [{ FIXER_APP_ID: '12', FIXER_PRIVATE_KEY: pem }, 'the same as APP_ID'],
    [{ FIXER_APP_ID: '13' }, 'FIXER_PRIVATE_KEY is missing: set it, or FIXER_PRIVATE_KEY_PATH'],
    [{ FIXER_APP_ID: '13', FIXER_PRIVATE_KEY: 'no key' }, 'FIXER_PRIVATE_KEY holds no RSA private key'],
  ])('is refused where something is wrong with it: %j', (given, reason) => {
    const read = readCredentials({ ...good, ...given }, folder);
    expect(read).toMatchObject({ state: 'unreadable', reason: expect.stringContaining(reason) });
  });
});

describe('what people sign in by', () => {
  const signIn = { CLIENT_ID: 'Iv23liABCDEF', CLIENT_SECRET: 'c'.repeat(40) };

  it('may be set in the environment beside credentials in the file, or in the file', () => {
    const value = {
      signIn: { clientId: 'Iv23liABCDEF', clientSecret: 'c'.repeat(40) },
      url: 'https://mint.example.com',
    };
    store(credentialsText({ ...good, ...signIn, MINTMARK_URL: 'https://mint.example.com/' }));
    expect(readCredentials({}, folder)).toMatchObject({ value });
    store(credentialsText(good));
    expect(readCredentials({ ...signIn, MINTMARK_URL: 'https://mint.example.com' }, folder)).toMatchObject({ value });
    expect(readCredentials({ MINTMARK_URL: 'http://localhost:3000' }, folder)).toMatchObject({
      value: { signIn: null, url: 'http://localhost:3000' },
    });
  });

  it.each([
    ['CLIENT_SECRET is missing', { CLIENT_SECRET: '' }],
    ['CLIENT_ID is missing', { CLIENT_ID: '' }],
    ['CLIENT_ID has to be the client ID', { CLIENT_ID: 'two words' }],
    ['CLIENT_SECRET has to be a client secret', { CLIENT_SECRET: 'short' }],
    ['MINTMARK_URL has to begin with https://', { MINTMARK_URL: 'http://mint.example.com' }],
    ['MINTMARK_URL is an origin alone', { MINTMARK_URL: 'https://mint.example.com/base' }],
    ['MINTMARK_URL is an origin alone', { MINTMARK_URL: 'https://me:hidden-word@mint.example.com' }],
    ['MINTMARK_URL is no URL', { MINTMARK_URL: 'hidden-word' }],
  ])('is refused where %s: %j', (reason, change) => {
    const read = readCredentials({ ...good, ...signIn, ...change }, folder);
    expect(read).toMatchObject({ state: 'unreadable', reason: expect.stringContaining(reason) });
    expect(JSON.stringify(read)).not.toMatch(/hidden-word|cccc/);
  });
});

describe('a private key that a command prints', () => {
  const { PRIVATE_KEY: _, ...rest } = good;
  const file = join(folder, 'printed key.pem');
  const node = (script: string, ...words: string[]) => JSON.stringify([process.execPath, '-e', script, ...words]);
  const read = (command: string) => readCredentials({ ...rest, PRIVATE_KEY_COMMAND: command }, folder);

  it('is taken, with words that hold spaces in a JSON array', () => {
    writeFileSync(file, pem);
    const print = node('process.stdout.write(fs.readFileSync(process.argv[1]))', file);
    expect(read(print)).toMatchObject({ value: { privateKey: pem } });
  });

  it('is taken of a command in words, which runs in the folder of the file that names it', () => {
    writeFileSync(join(folder, 'print.cjs'), `process.stdout.write(${JSON.stringify(pem)})`);
    store(credentialsText({ ...rest, PRIVATE_KEY_COMMAND: `${process.execPath}  print.cjs` }));
    expect(readCredentials({}, folder)).toMatchObject({ source: path, value: { privateKey: pem } });
  });

  it('is not looked for by a shell', () => {
    const mark = join(folder, 'made-by-a-shell');
    const script = node('process.stdout.write(process.argv[1])', `$(touch ${mark}); \`touch ${mark}\``);
    expect(read(script).state).toBe('unreadable');
    expect(read(`${process.execPath} -v; touch ${mark}`).state).toBe('unreadable');
    expect(existsSync(mark)).toBe(false);
  });

  it.each([
    [node('console.error("s3cret"); process.exit(3)'), /^PRIVATE_KEY_COMMAND ended with 3: run it by hand/],
    [node('process.kill(process.pid, "SIGKILL")', 's3cret'), /^PRIVATE_KEY_COMMAND ended with SIGKILL: /],
    [node('process.stdout.write("s3cret".repeat(20_000))'), /^PRIVATE_KEY_COMMAND prints more than a key\./],
    [node('process.stdout.write("s3cret")'), /^PRIVATE_KEY_COMMAND prints no RSA private key in PEM/],
    ['/no/such/s3cret/program', /^PRIVATE_KEY_COMMAND names a program that is not there\./],
    ['["s3cret"', /^PRIVATE_KEY_COMMAND has to be a program and its arguments/],
    ['["s3cret", 7]', /^PRIVATE_KEY_COMMAND has to be a program and its arguments/],
    ['[""]', /^PRIVATE_KEY_COMMAND has to be a program and its arguments/],
    ['[]', /^PRIVATE_KEY_COMMAND has to be a program and its arguments/],
    ['["s3cret\\u0000"]', /^PRIVATE_KEY_COMMAND has to be a program and its arguments/],
  ])('is missing without a word of the command or its output: %#', (command, reason) => {
    const reading = read(command);
    expect(reading).toMatchObject({ state: 'unreadable', reason: expect.stringMatching(reason) });
    expect(JSON.stringify(reading)).not.toContain('s3cret');
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
