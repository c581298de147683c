import fc from 'fast-check';
import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { client } from '../../../src/registries/crates.io/client.ts';
import { bareRelease } from '../../../src/registries/release.ts';
import { seen } from '../../../src/types/observation.ts';
import { overNetwork } from '../over-network.ts';
import { fakeHttp } from '../replies.ts';

const crateAt = 'crates.io main /api/v1/crates/tin-mint?include=versions';
const ownersAt = 'crates.io main /api/v1/crates/tin-mint/owners';
const commit = '0123456789abcdef0123456789abcdef01234567';

function version(num: string, more: Record<string, unknown> = {}) {
  return {
    crate: 'tin_mint',
    num,
    id: 2,
    checksum: 'c'.repeat(64),
    crate_size: 148,
    created_at: '2026-05-06T07:08:09.123456Z',
    updated_at: '2026-05-06T07:08:09.123456Z',
    audit_actions: [],
    published_by: null,
    repository: null,
    yanked: false,
    yank_message: null,
    trustpub_data: null,
    ...more,
  };
}

const ada = { id: 1, login: 'ada', name: null, avatar: null, url: 'https://github.com/ada' };

const crate = {
  crate: {
    id: 'tin_mint',
    name: 'tin_mint',
    default_version: '1.2.0',
    max_version: '1.2.0',
    newest_version: '1.2.0',
    num_versions: 4,
    homepage: 'https://tin.example',
    repository: 'https://github.com/tin/mint/tree/main/crates/tin_mint',
    trustpub_only: true,
    versions: [4, 3, 2, 1],
  },
  versions: [
    version('1.2.0', {
      created_at: '2026-07-01T00:00:00Z',
      trustpub_data: { provider: 'github', repository: 'tin/mint', run_id: '9358004112', sha: commit.toUpperCase() },
    }),
    version('1.1.0', {
      created_at: '2026-06-01T00:00:00Z',
      trustpub_data: { provider: 'gitlab', project_path: 'tin/mint', job_id: '115301', sha: commit },
    }),
    version('1.0.0', { published_by: ada, yanked: true, yank_message: 'wrong tree' }),
    version('0.1.0', { created_at: '2016-01-01T00:00:00Z' }),
  ],
};

const owners = {
  users: [
    { ...ada, kind: 'user' },
    { id: 9, login: 'github:tin:minters', kind: 'team', name: 'minters', url: 'https://github.com/tin' },
  ],
};

const historyOf = async (body: unknown) => await client.history('tin-mint', fakeHttp({ [crateAt]: { body } }));

describe('history', () => {
  it('asks twice and finds the canonical name', async () => {
    const http = fakeHttp({ [crateAt]: { body: crate }, [ownersAt]: { body: owners } });
    const history = seen(await client.history('tin-mint', http));
    expect(http.asked).toEqual([crateAt, ownersAt]);
    expect(history).toMatchObject({
      name: 'tin_mint',
      newest: '1.2.0',
      settings: { trustedPublishingOnly: true, twoFactorRequired: null },
      sourceLinks: ['https://github.com/tin/mint', 'https://tin.example'],
      page: 'https://crates.io/crates/tin_mint',
      owners: {
        state: 'seen',
        value: [
          { name: 'ada', kind: 'person', role: null },
          { name: 'github:tin:minters', kind: 'team', role: null },
        ],
      },
    });
    expect(history?.releases.map((release) => release.version)).toEqual(['0.1.0', '1.0.0', '1.1.0', '1.2.0']);
  });

  it('tells who published each version, and from what', async () => {
    const releases = seen(await historyOf(crate))?.releases;
    expect(releases?.[3]).toEqual({
      ...bareRelease('1.2.0'),
      publishedAt: '2026-07-01T00:00:00.000Z',
      publisher: { kind: 'trusted', name: null, email: null, provider: 'github', configuration: null, approver: null },
      files: [
        {
          name: 'tin_mint-1.2.0.crate',
          digests: { sha256: 'c'.repeat(64) },
          publishedAt: '2026-07-01T00:00:00.000Z',
          attested: 'unknown',
        },
      ],
      recorded: { repository: 'tin/mint', commit, run: '9358004112', ref: null, signingKey: null },
    });
    expect(releases?.[2]).toMatchObject({
      publisher: { kind: 'trusted', provider: 'gitlab' },
      recorded: { repository: null, commit, run: null },
    });
    expect(releases?.[1]).toMatchObject({
      publisher: { kind: 'person', name: 'ada', provider: null },
      recorded: null,
      withdrawn: { kind: 'yanked', reason: 'wrong tree' },
    });
    expect(releases?.[0]?.publisher.kind).toBe('unknown');
  });

  it('stands without owners', async () => {
    for (const answer of [{ status: 500 }, { status: 404 }, { body: { users: 'ada' } }, { unavailable: 'offline' }]) {
      const http = fakeHttp({ [crateAt]: { body: crate }, [ownersAt]: answer });
      expect(seen(await client.history('tin-mint', http))?.owners.state).toBe('unreadable');
    }
  });

  it('is absent for what is not there, and for names that cannot be, without a request', async () => {
    expect((await client.history('tin-mint', fakeHttp({}))).state).toBe('absent');
    for (const name of ['a/b', '..', 'a"b', '🍬', '', '__proto__', '1st', '\uD800', 'x'.repeat(65)]) {
      const http = fakeHttp({});
      expect(client.isName(name), name).toBe(false);
      expect((await client.history(name, http)).state, name).toBe('absent');
      expect((await client.details?.(name, bareRelease('1.0.0'), http))?.state, name).toBe('absent');
      expect(http.asked).toEqual([]);
    }
  });
});

describe('hostile answers', () => {
  it.each([
    ['HTML', '<!doctype html>'],
    ['nothing', ''],
    ['JSON that breaks off', JSON.stringify(crate).slice(0, 300)],
    ['no crate', { versions: [] }],
    ['a crate of another name', { ...crate, crate: { ...crate.crate, name: 'tinmint' } }],
    ['a name of the wrong type', { ...crate, crate: { ...crate.crate, name: ['tin-mint'] } }],
    ['versions of the wrong type', { ...crate, versions: { 0: version('1.0.0') } }],
  ])('%s is unreadable', async (_, body) => {
    expect((await historyOf(body)).state).toBe('unreadable');
  });

  it('never takes a malformed record for trusted publishing', async () => {
    const odd = ['github', 1, true, [], {}, { provider: 3 }, { provider: '' }, { provider: 'git\nhub' }];
    const versions = odd.map((trustpub_data, number) => version(`1.0.${number}`, { trustpub_data }));
    const releases = seen(await historyOf({ ...crate, versions }))?.releases ?? [];
    expect(releases).toHaveLength(odd.length);
    for (const release of releases) expect(release).toMatchObject({ publisher: { kind: 'unknown' }, recorded: null });
  });

  it('drops fields of the wrong type and versions that are none', async () => {
    const record = { provider: 'github', repository: 'https://evil.example/x', run_id: '1/../2', sha: 'main' };
    const versions = [
      version('1.0.0', {
        trustpub_data: record,
        checksum: 'x',
        created_at: 'soon',
        yanked: 'yes',
        published_by: 'ada',
      }),
      version('../../x'),
      version('1.0 0'),
      { num: 4 },
      'version',
      null,
    ];
    const history = seen(
      await historyOf({
        crate: { name: 'tin_mint', trustpub_only: 'yes', default_version: 1, repository: {} },
        versions,
      }),
    );
    expect(history).toMatchObject({ settings: { trustedPublishingOnly: null }, newest: null, sourceLinks: [] });
    expect(history?.releases).toEqual([
      {
        ...bareRelease('1.0.0'),
        publisher: {
          kind: 'trusted',
          name: null,
          email: null,
          provider: 'github',
          configuration: null,
          approver: null,
        },
        files: [{ name: 'tin_mint-1.0.0.crate', digests: {}, publishedAt: null, attested: 'unknown' }],
        recorded: { repository: null, commit: null, run: null, ref: null, signingKey: null },
      },
    ]);
  });

  it('keeps the newest of ten thousand versions', async () => {
    const versions = Array.from({ length: 10_000 }, (_, minor) =>
      version(`1.${minor}.0`, { created_at: new Date(Date.UTC(2020, 0, 1, 0, minor)).toISOString() }),
    );
    const history = seen(await historyOf({ ...crate, versions }));
    expect(history).toMatchObject({ omitted: 9000 });
    expect(history?.releases.at(-1)?.version).toBe('1.9999.0');
  });

  it('never throws, whatever JSON comes', async () => {
    const name = fc.constant('tin_mint');
    const likely = fc.record({
      crate: fc.record({ name, trustpub_only: fc.jsonValue(), repository: fc.jsonValue() }),
      versions: fc.array(fc.record({ num: fc.constantFrom('1.0.0', '2', 3), trustpub_data: fc.jsonValue() })),
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(likely, fc.jsonValue()), async (body) => {
        expect(['seen', 'unreadable']).toContain((await historyOf(body)).state);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the feed', () => {
  const item = (name: string, num: string, date: string) => `<item>
    <title>New crate version published: ${name} v${num}</title>
    <link>https://crates.io/crates/${name}/${num}</link>
    <description>It mints &lt;tins&gt;</description>
    <guid>https://crates.io/crates/${name}/${num}</guid>
    <pubDate>${date}</pubDate>
    <crates:name>${name}</crates:name>
    <crates:version>${num}</crates:version>
  </item>`;
  const feed = `<?xml version="1.0" encoding="utf-8"?>
    <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:crates="https://crates.io/"><channel>
    <title>crates.io: recent updates</title><link>https://crates.io</link>
    ${item('Tin_Mint', '1.2.0', 'Sat, 21 Nov 2026 08:30:00 +0000')}
    ${item('x', '1.0.0+y', 'Sat, 21 Nov 2026 08:29:00 +0000')}
    ${item('a%2Fb', '1.0.0', 'Sat, 21 Nov 2026 08:28:00 +0000')}
    ${item('seen', '1.0.0', 'Sat, 21 Nov 2026 08:27:00 +0000')}</channel></rss>`;

  it('is that of all updates, on the static host', async () => {
    const http = fakeHttp({ 'crates.io static /rss/updates.xml': { body: feed } });
    const since = '2026-11-21T08:27:00.000Z New crate version published: seen v1.0.0';
    const answer = await client.feed?.changes(since, http);
    expect(answer?.state === 'seen' ? answer.value : answer).toEqual({
      names: ['Tin_Mint', 'x'],
      next: '2026-11-21T08:30:00.000Z New crate version published: Tin_Mint v1.2.0',
      complete: true,
    });
  });

  it('is unreadable when the registry is', async () => {
    expect(
      (await client.feed?.changes(null, fakeHttp({ 'crates.io static /rss/updates.xml': { status: 500 } })))?.state,
    ).toBe('unreadable');
  });
});

describe('on the network', () => {
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });

  it('asks crates.io by the addresses that it documents', async () => {
    nock.disableNetConnect();
    const scope = nock('https://crates.io')
      .get('/api/v1/crates/tin-mint')
      .query({ include: 'versions' })
      .matchHeader('accept', 'application/json')
      .reply(200, crate)
      .get('/api/v1/crates/tin-mint/owners')
      .reply(200, owners);
    const http = overNetwork({ main: 'https://crates.io' }, 'crates.io');
    expect(seen(await client.history('tin-mint', http))?.releases).toHaveLength(4);
    scope.done();
  });
});
