import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runServer } from 'verdaccio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Http } from '../../../src/http/http.ts';
import { openHttp } from '../../../src/http/open-http.ts';
import { client } from '../../../src/registries/npm/client.ts';
import type { PackageHistory } from '../../../src/registries/release.ts';
import { isLong } from '../../long.ts';

const run = promisify(execFile);

const hasNpm = spawnSync('npm', ['--version'], { stdio: 'ignore' }).status === 0;

/*
 * Verdaccio is a registry that we did not write, and the packages are published to it by npm's own client. It keeps the
 * shape of npm's documents and, as a mirror may, none of what npm itself says about publishers.
 */
describe.runIf(isLong && hasNpm)('a registry of Verdaccio (where the command `npm` can be found)', () => {
  let folder = '';
  let server: Server;
  let http: Http;
  let address = '';
  const started = Date.now();
  const tarballs = new Map<string, Buffer>();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mintmark-verdaccio-'));
    server = await startVerdaccio(folder);
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    http = openHttp({
      keeper: null,
      bases: { npm: { main: address } },
      contact: 'tests@example.com',
      version: '0.0.0',
      spaced: false,
    });
    writeFileSync(join(folder, '.npmrc'), `//${new URL(address).host}/:_authToken=${await signUp(address)}\n`);
    await publish('nest', '1.0.0', { dependencies: { twig: '^1.0.0' }, repository: 'github:birds/nest' });
    await publish('nest', '1.1.0', { scripts: { postinstall: 'node --version' }, repository: 'github:birds/nest' });
    await publish('@birds/wing', '0.1.0-beta.1', { optionalDependencies: { '@birds/feather': '2' } });
    await npm(['deprecate', 'nest@1.0.0', 'moved to @birds/nest']);
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  it('has the versions that npm published, with the digests of what was packed', async () => {
    const { releases, newest, omitted, vanished, name } = await historyOf('nest');
    expect({ name, newest, omitted, vanished }).toEqual({ name: 'nest', newest: '1.1.0', omitted: 0, vanished: [] });
    expect(releases.map(({ version, files }) => [version, files.map((file) => [file.name, file.digests])])).toEqual([
      ['1.0.0', [['nest-1.0.0.tgz', digestsOf('nest', '1.0.0')]]],
      ['1.1.0', [['nest-1.1.0.tgz', digestsOf('nest', '1.1.0')]]],
    ]);
  });

  it('has the times in the order in which they were published', async () => {
    const { releases } = await historyOf('nest');
    const times = releases.map(({ publishedAt }) => Date.parse(publishedAt ?? ''));
    expect(times[0]).toBeGreaterThanOrEqual(started);
    expect(times[1]).toBeGreaterThan(times[0] ?? 0);
  });

  it('has what npm wrote into each version', async () => {
    const { releases, sourceLinks } = await historyOf('nest');
    expect(releases).toMatchObject([
      {
        installScript: false,
        dependencies: ['twig'],
        withdrawn: { kind: 'deprecated', reason: 'moved to @birds/nest' },
      },
      { installScript: true, dependencies: [], withdrawn: null },
    ]);
    expect(sourceLinks.join()).toContain('birds/nest');
  });

  it('does not say who published or that nothing is attested, for Verdaccio does not', async () => {
    const { releases } = await historyOf('nest');
    expect(releases.map(({ publisher, attested }) => [publisher.kind, attested])).toEqual([
      ['unknown', 'unknown'],
      ['unknown', 'unknown'],
    ]);
  });

  it('has packages of a scope', async () => {
    const { releases, name } = await historyOf('@birds/wing');
    expect(name).toBe('@birds/wing');
    expect(releases).toMatchObject([
      {
        version: '0.1.0-beta.1',
        files: [{ digests: digestsOf('@birds/wing', '0.1.0-beta.1') }],
        dependencies: ['@birds/feather'],
      },
    ]);
  });

  it('is not read as having no owners, for Verdaccio lists none', async () => {
    const { owners } = await historyOf('nest');
    expect(owners).toMatchObject({
      state: 'unreadable',
      reason: 'the registry answered without a list of maintainers',
    });
  });

  it('does not have what was never published, nor attestations', async () => {
    expect((await client.history('burrow', http)).state).toBe('absent');
    const [release] = (await historyOf('nest')).releases;
    if (release === undefined) throw new Error('there is no release');
    expect((await client.attestations?.('nest', release, http))?.state).toBe('absent');
  });

  async function historyOf(name: string): Promise<PackageHistory> {
    const answer = await client.history(name, http);
    if (answer.state !== 'seen') throw new Error(JSON.stringify(answer));
    return answer.value;
  }

  function digestsOf(name: string, version: string): Record<string, string> {
    const tarball = tarballs.get(`${name}@${version}`) ?? Buffer.of();
    return Object.fromEntries(['sha1', 'sha512'].map((way) => [way, createHash(way).update(tarball).digest('hex')]));
  }

  /** Packs first, so that what is compared is what npm made and not what the registry gives back. */
  async function publish(name: string, version: string, more: object): Promise<void> {
    const directory = join(folder, 'packages', name, version);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'package.json'), JSON.stringify({ name, version, ...more }));
    writeFileSync(join(directory, 'index.js'), `export const version = '${version}';\n`);
    const { stdout } = await npm(['pack', '--json', '--ignore-scripts'], directory);
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    tarballs.set(`${name}@${version}`, readFileSync(join(directory, filename)));
    await npm(['publish', filename, '--access', 'public', '--tag', 'latest'], directory);
  }

  /** Nothing of whoever runs the tests goes in: no settings, no cache, no token. */
  function npm(words: readonly string[], cwd = folder) {
    const settings = {
      registry: address,
      userconfig: join(folder, '.npmrc'),
      globalconfig: join(folder, 'no-such-file'),
      cache: join(folder, 'cache'),
      update_notifier: 'false',
      audit: 'false',
      fund: 'false',
      provenance: 'false',
    };
    const environment = Object.entries(settings).map(([key, value]) => [`npm_config_${key}`, value]);
    const { PATH } = process.env;
    return run('npm', [...words], { cwd, env: { PATH, HOME: folder, ...Object.fromEntries(environment) } });
  }
});

async function startVerdaccio(folder: string): Promise<Server> {
  const rules = { access: '$all', publish: '$authenticated', unpublish: '$authenticated' };
  const app: unknown = await runServer({
    self_path: join(folder, 'verdaccio.yaml'),
    storage: join(folder, 'storage'),
    auth: { htpasswd: { file: join(folder, 'htpasswd'), max_users: 10 } },
    uplinks: {},
    packages: { '@*/*': rules, '**': rules },
    web: { enable: false },
    log: { type: 'stdout', format: 'json', level: 'fatal' },
  } as unknown as string);
  const server = app as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

/** A token of Verdaccio's own, for an account that is made for this test. */
async function signUp(address: string): Promise<string> {
  const answer = await fetch(`${address}/-/user/org.couchdb.user:wren`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'wren', password: 'a password of a test', email: 'wren@birds.example' }),
  });
  const { token } = (await answer.json()) as { token: string };
  return token;
}
