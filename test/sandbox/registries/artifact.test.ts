import { gunzipSync } from 'node:zlib';
import { readSignature } from 'openpgp';
import { extract } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import type { ScenarioPackageRelease } from '../../../src/sandbox/scenario-package.ts';
import { build, commit, first, packageOf, second, started } from './started.ts';

async function crateOf(release: ScenarioPackageRelease): Promise<Buffer> {
  const { ask } = await started(packageOf('crates.io', 'mint', { releases: [release] }));
  const answer = await ask('crates.io', 'static', `/crates/mint/mint-${release.version}.crate`);
  return Buffer.from(await answer.arrayBuffer());
}

async function filesOf(archive: Buffer): Promise<Readonly<Record<string, string>>> {
  const reader = extract();
  reader.end(gunzipSync(archive));
  const files: Record<string, string> = {};
  for await (const entry of reader) {
    let text = '';
    for await (const piece of entry) text += String(piece);
    files[entry.header.name] = text;
  }
  return files;
}

describe('a crate', () => {
  it('is an archive that says which commit it was made of', async () => {
    const files = await filesOf(await crateOf(second));
    expect(Object.keys(files)).toEqual([
      'mint-1.1.0/.cargo_vcs_info.json',
      'mint-1.1.0/Cargo.toml',
      'mint-1.1.0/src/lib.rs',
    ]);
    expect(JSON.parse(files['mint-1.1.0/.cargo_vcs_info.json'] ?? '')).toEqual({
      git: { sha1: commit },
      path_in_vcs: '',
    });
  });

  it('says that the checkout was dirty only where it was, and nothing where there was none', async () => {
    const dirty = await filesOf(await crateOf({ ...second, dirty: true, claimedCommit: 'b'.repeat(40) }));
    expect(JSON.parse(dirty['mint-1.1.0/.cargo_vcs_info.json'] ?? '')).toEqual({
      git: { sha1: 'b'.repeat(40), dirty: true },
      path_in_vcs: '',
    });
    expect(Object.keys(await filesOf(await crateOf(first)))).not.toContain('mint-1.0.0/.cargo_vcs_info.json');
    expect(Object.keys(await filesOf(await crateOf({ ...second, claimedCommit: null })))).toHaveLength(2);
  });
});

describe('a file', () => {
  it('has the same bytes in each sandbox, and others where its content is another', async () => {
    const file = (content: string) => [{ name: 'mint-1.0.0.crate', content }];
    const one = await crateOf({ ...first, files: file('one') });
    expect(one.equals(await crateOf({ ...first, files: file('one') }))).toBe(true);
    expect(one.equals(await crateOf({ ...first, files: file('two') }))).toBe(false);
  });
});

describe('the signature of a Maven release', () => {
  it("is by the key of the scenario's name, at the time of the release, and stays as it is", async () => {
    const { ask } = await started(
      packageOf('maven-central', 'org.coin:mint', {
        releases: [first, { ...second, version: '1.0.1' }, { ...second, signingKey: 'stranger' }],
      }),
    );
    const armored = async (version: string) =>
      (await ask('maven-central', 'main', `/org/coin/mint/${version}/mint-${version}.jar.asc`)).text();
    const packet = async (version: string) =>
      (await readSignature({ armoredSignature: await armored(version) })).packets[0];
    const [usual, next, other] = [await packet('1.0.0'), await packet('1.0.1'), await packet('1.1.0')];
    expect(usual?.created).toEqual(new Date('2026-03-01T10:00:00Z'));
    expect(next?.issuerFingerprint).toEqual(usual?.issuerFingerprint);
    expect(other?.issuerFingerprint).not.toEqual(usual?.issuerFingerprint);
    expect(await armored('1.0.0')).toBe(await armored('1.0.0'));
  });
});

describe('a build', () => {
  const recordOf = async (changed: Partial<typeof build>) => {
    const releases = [{ ...second, build: { ...build, ...changed } }];
    const { json } = await started(packageOf('crates.io', 'mint', { releases }));
    return json('crates.io', 'main', '/api/v1/crates/mint/1.1.0');
  };

  it('is of a commit that GitHub knows by its name in the scenario, or of the SHA itself', async () => {
    expect(await recordOf({})).toMatchObject({ version: { trustpub_data: { sha: commit } } });
    const sha = 'c'.repeat(40);
    expect(await recordOf({ commit: sha })).toMatchObject({ version: { trustpub_data: { sha } } });
  });

  it('is of some commit where GitHub knows none, and always of the same', async () => {
    const unknown = await recordOf({ commit: 'ghost' });
    expect(unknown).toMatchObject({ version: { trustpub_data: { sha: expect.stringMatching(/^[0-9a-f]{40}$/) } } });
    expect(await recordOf({ commit: 'ghost' })).toEqual(unknown);
    expect(await recordOf({ commit: 'spirit' })).not.toEqual(unknown);
  });
});
