import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { conversion, type LocalGitHub, localGitHub } from '../app/setup/local-github.ts';
import { stage } from './stage.ts';

const root = mkdtempSync(join(tmpdir(), 'mintmark-'));
let github: LocalGitHub;
beforeAll(async () => {
  github = await localGitHub();
});
afterAll(async () => {
  await github.close();
  rmSync(root, { recursive: true });
});

/** Runs the command, and does in its page what a person and GitHub would. */
async function setUp(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { around, out, err } = stage({ folder: root, environment });
  let visit: Promise<void> | undefined;
  const write = (text: string) => {
    around.stdout.write(text);
    const [url] = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(out()) ?? [];
    if (url !== undefined) visit ??= comeBack(url);
  };
  const code = await run(['setup', ...words], { ...around, stdout: { ...around.stdout, write } });
  await visit;
  return { code, out: out(), err: err() };
}

async function comeBack(url: string): Promise<void> {
  const page = await (await fetch(url)).text();
  const [, state] = /state=([\w-]+)/.exec(page) ?? [];
  await fetch(`${url}callback?code=abc&state=${state}`);
}

const publicUrl = ['--url', 'https://mintmark.example'];

describe('mintmark setup', () => {
  it('registers, stores, and says what is next, without anything secret', async () => {
    const folder = join(root, 'one');
    const { code, out, err } = await setUp([...publicUrl, '--github', github.url, '--organization', 'acme'], {
      MINTMARK_FOLDER: folder,
    });
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(
      `Registered mintmark-for-acme (app 4711). Its credentials are in ${join(folder, 'mintmark.env')}, which only you can read.`,
    );
    expect(out).toContain('  mintmark serve\n');
    expect(out).toContain(`${github.url}/github-apps/mintmark-for-acme/installations/new\n`);
    expect(out).toMatch(/Look at what it finds: +https:\/\/mintmark\.example\/$/m);
    for (const secret of [conversion.webhook_secret, conversion.client_secret, conversion.pem.split('\n')[1] ?? ''])
      expect(out).not.toContain(secret);
  });

  it('stores in another folder, and says how it is served', async () => {
    const { out } = await setUp([...publicUrl, '--github', github.url, '--folder', 'two words']);
    expect(out).toContain(`mintmark serve --folder '${join(root, 'two words')}'\n`);
  });

  it('ends with 3 where it fails, and where credentials are there already', async () => {
    const words = [...publicUrl, '--github', github.url, '--folder', 'three'];
    github.answer = { status: 404, body: {} };
    const failed = await setUp(words);
    expect([failed.code, failed.err]).toEqual([3, expect.stringMatching(/^mintmark: GitHub does not know the code/)]);
    github.answer = { status: 201, body: conversion };
    expect((await setUp(words)).code).toBe(0);
    const again = await setUp(words);
    expect([again.code, again.err]).toEqual([3, expect.stringContaining('or replace them for good with --force.')]);
    expect((await setUp([...words, '--force'])).code).toBe(0);
  });

  it('ends with 3 where nothing can be stored', async () => {
    writeFileSync(join(root, 'file'), '');
    const { code, err } = await setUp([...publicUrl, '--folder', 'file/data']);
    expect([code, err]).toEqual([3, expect.stringContaining('Name another folder with --folder.')]);
  });

  it('ends with 3 where the port is taken', async () => {
    const { port } = new URL(github.url);
    const { code, err } = await setUp([...publicUrl, '--folder', 'five', '--port', port]);
    expect([code, err]).toEqual([
      3,
      `mintmark: The port ${port} cannot be used (EADDRINUSE): name another with --port.\n`,
    ]);
  });

  it.each([
    [[], /^mintmark: GitHub has to know where to send webhooks: --url https:\/\/mintmark\.example\.com, /],
    [['--url', 'mintmark.example'], /--url has to be an address/],
    [['--url', 'https://me:secret@mintmark.example'], /--url has to be an address/],
    [['--url', 'https://mintmark.example/?a'], /without \? and #/],
    [[...publicUrl, '--tier', 'ful'], /--tier cannot be "ful"; did you mean full\? \(one of: core, full\)/],
    [[...publicUrl, '--organization', 'a/b'], /--organization "a\/b" is no login of GitHub/],
    [[...publicUrl, '--port', '70000'], /--port cannot be "70000" \(0 to 65535\)/],
    [[...publicUrl, '--github', 'http://github.example'], /--github: the URL of GitHub has to begin with https:/],
  ])('refuses %j', async (words, message) => {
    const { code, out, err } = await setUp(words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err).not.toContain('secret');
  });
});
