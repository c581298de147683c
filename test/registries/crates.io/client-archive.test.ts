import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { client } from '../../../src/registries/crates.io/client.ts';
import { vcsInfo } from '../../../src/registries/crates.io/client-archive.ts';
import { bareRelease } from '../../../src/registries/release.ts';
import { fakeHttp } from '../replies.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
const address = 'crates.io static /crates/tin_mint/tin_mint-1.0.0%2Bx.crate';
const info = 'tin_mint-1.0.0+x/.cargo_vcs_info.json';
const release = { ...bareRelease('1.0.0+x'), publishedAt: '2026-01-02T03:04:05.000Z' };

type File = readonly [name: string, content: string | Uint8Array];

async function tar(...files: readonly File[]): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of files) archive.entry({ name }, content);
  archive.finalize();
  return await buffer(archive as AsyncIterable<Uint8Array> as never);
}

async function crate(...files: readonly File[]): Promise<Buffer> {
  return gzipSync(await tar(...files));
}

async function detailsOf(body: Uint8Array | string) {
  return await client.details?.('tin_mint', release, fakeHttp({ [address]: { body } }));
}

const claims = (claim: unknown): File => [info, typeof claim === 'string' ? claim : JSON.stringify(claim)];
const cargoToml: File = ['tin_mint-1.0.0+x/Cargo.toml', '[package]\nname = "tin_mint"\n'];
const none = { commit: null, dirty: false };

describe('what cargo wrote into the archive', () => {
  it('is the commit, added to the release', async () => {
    const body = await crate(
      claims({ git: { sha1: commit.toUpperCase() }, path_in_vcs: 'crates/tin_mint' }),
      cargoToml,
    );
    const details = await detailsOf(body);
    expect(details).toMatchObject({ state: 'seen', value: { ...release, claimed: { commit, dirty: false } } });
  });

  it.each<[string, readonly File[], unknown]>([
    ['a tree with changes', [claims({ git: { sha1: commit, dirty: true } })], { commit, dirty: true }],
    [
      'a file that is not the first',
      [cargoToml, ['d/x', 'y'.repeat(9999)], claims({ git: { sha1: commit } })],
      { commit, dirty: false },
    ],
    ['no such file', [cargoToml], none],
    [
      'one in a deeper folder',
      [[`tin_mint/src/.cargo_vcs_info.json`, JSON.stringify({ git: { sha1: commit } })]],
      none,
    ],
    ['no JSON', [claims('{"git":')], none],
    ['wrong types', [claims({ git: { sha1: 7, dirty: 'yes' } })], none],
    ['no commit at all', [claims({ git: { sha1: 'HEAD; rm -rf' } })], none],
    ['a list', [claims([])], none],
    ['an immense one', [claims(`${' '.repeat(70_000)}{"git":{"sha1":"${commit}"}}`)], none],
    ['an empty one', [claims('')], none],
  ])('%s', async (_, files, claimed) => {
    expect(await detailsOf(await crate(...files))).toMatchObject({ state: 'seen', value: { claimed } });
  });

  it.each<[string, () => Promise<Buffer> | Buffer | string]>([
    ['HTML', () => '<!doctype html>'],
    ['nothing', () => ''],
    ['a tar without gzip', async () => await tar(claims({ git: { sha1: commit } }))],
    ['gzip without a tar', () => gzipSync(randomBytes(4096))],
    ['an archive that breaks off', async () => (await crate(['d/noise', randomBytes(50_000)])).subarray(0, 20_000)],
    ['a tar that breaks off', async () => gzipSync((await tar(['d/noise', randomBytes(50_000)])).subarray(0, 20_000))],
  ])('is unreadable in %s', async (_, body) => {
    expect((await detailsOf(await body()))?.state).toBe('unreadable');
  });

  it('is unreadable in an archive that unpacks to too much', async () => {
    const details = await detailsOf(await crate(['d/zeros', new Uint8Array(31 * 1024 * 1024)]));
    expect(details).toMatchObject({ state: 'unreadable', reason: 'the archive unpacks to more than 30 MiB' });
  });

  it('is looked for under the name as the files spell it', async () => {
    const file = { name: 'tin_mint-1.0.0+x.crate', digests: {}, publishedAt: null, attested: 'unknown' } as const;
    const http = fakeHttp({ [address]: { body: await crate(cargoToml) } });
    expect((await client.details?.('Tin-Mint', { ...release, files: [file] }, http))?.state).toBe('seen');
    expect(http.asked).toEqual([address]);
  });

  it('is absent where there is no archive', async () => {
    expect((await client.details?.('tin_mint', release, fakeHttp({})))?.state).toBe('absent');
  });

  it('is read although the rest never comes', async () => {
    const start = await crate(claims({ git: { sha1: commit } }), ['d/noise', randomBytes(200_000)]);
    async function* stalling(): AsyncGenerator<Uint8Array> {
      yield start.subarray(0, 100_000);
      await new Promise(() => undefined);
    }
    expect(JSON.parse(await vcsInfo.distil(stalling()))).toEqual({ commit, dirty: false });
  });

  it('is read without waiting for the rest', async () => {
    const start = await crate(claims({ git: { sha1: commit } }), ['d/noise', randomBytes(200_000)]);
    let taken = 0;
    async function* arriving(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < start.length; at += 4096) {
        taken += 1;
        yield start.subarray(at, at + 4096);
      }
    }
    expect(JSON.parse(await vcsInfo.distil(arriving()))).toEqual({ commit, dirty: false });
    expect(taken).toBeLessThan(start.length / 4096);
  });
});
