import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commit, first, packageOf, second, started } from './started.ts';

/** The shapes are those of real documents; an object knows its keys, so that one too many is noticed as well. */
const moment = z.iso.datetime();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const url = z.url();
const yanked = { ...first, withdrawn: { kind: 'yanked', reason: 'broken', at: '2026-03-12T00:00:00Z' } } as const;

describe("crates.io's documents", () => {
  const version = z.strictObject({
    id: z.int(),
    crate: z.string(),
    num: z.string(),
    dl_path: z.string(),
    checksum: sha256,
    crate_size: z.int(),
    created_at: z.string(),
    updated_at: z.string(),
    audit_actions: z.array(z.unknown()),
    published_by: z.looseObject({ id: z.int(), login: z.string(), url }).nullable(),
    repository: url.nullable(),
    rust_version: z.null(),
    yanked: z.boolean(),
    yank_message: z.string().nullable(),
    trustpub_data: z.unknown(),
  });

  it('tell a person from a trusted publisher', async () => {
    const { json } = await started(packageOf('crates.io', 'mint-press', { releases: [yanked, second] }));
    const crate = z.looseObject({
      crate: z.looseObject({ name: z.string(), trustpub_only: z.boolean(), newest_version: z.string() }),
      versions: z.tuple([version, version]),
    });
    const document = crate.parse(await json('crates.io', 'main', '/api/v1/crates/mint_press'));
    expect(document.crate).toMatchObject({ name: 'mint-press', trustpub_only: false, newest_version: '1.1.0' });
    const [newer, older] = document.versions;
    expect(older).toMatchObject({ published_by: { login: 'ada' }, trustpub_data: null, yank_message: 'broken' });
    expect(newer.published_by).toBeNull();
    expect(newer.trustpub_data).toEqual({ provider: 'github', repository: 'coin/mint', run_id: '9001', sha: commit });
    const one = z.strictObject({ version });
    expect(one.parse(await json('crates.io', 'main', '/api/v1/crates/mint-press/1.0.0')).version.yanked).toBe(true);
  });

  it('come in pages where that is asked for', async () => {
    const { json } = await started(packageOf('crates.io', 'mint'));
    const page = z.strictObject({
      versions: z.array(version),
      meta: z.strictObject({ total: z.int(), next_page: z.string().nullable() }),
    });
    const path = '/api/v1/crates/mint/versions';
    const { versions, meta } = page.parse(await json('crates.io', 'main', `${path}?sort=date&per_page=1`));
    expect([versions.map(({ num }) => num), meta.total]).toEqual([['1.1.0'], 2]);
    const next = page.parse(await json('crates.io', 'main', `${path}${meta.next_page}`));
    expect([next.versions.map(({ num }) => num), next.meta.next_page]).toEqual([['1.0.0'], null]);
  });

  it('list owners, and versions in the index', async () => {
    const { ask, json } = await started(packageOf('crates.io', 'mint'));
    expect(await json('crates.io', 'main', '/api/v1/crates/mint/owners')).toMatchObject({
      users: [
        { login: 'ada', kind: 'user' },
        { login: 'mint', kind: 'team' },
      ],
    });
    const lines = (await (await ask('crates.io', 'index', '/mi/nt/mint')).text()).trimEnd().split('\n');
    const line = z.strictObject({
      name: z.string(),
      vers: z.string(),
      deps: z.array(z.unknown()),
      cksum: sha256,
      features: z.strictObject({}),
      yanked: z.boolean(),
      pubtime: moment,
    });
    expect(lines.map((each) => line.parse(JSON.parse(each)).vers)).toEqual(['1.0.0', '1.1.0']);
  });
});
