import fc from 'fast-check';
import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { bareRelease } from '../../../src/registries/release.ts';
import { client } from '../../../src/registries/rubygems/client.ts';
import { seen } from '../../../src/types/observation.ts';
import { overNetwork } from '../over-network.ts';
import { fakeHttp } from '../replies.ts';

const versionsAt = 'rubygems main /api/v1/versions/tin-mint.json';
const ownersAt = 'rubygems main /api/v1/gems/tin-mint/owners.json';

function row(number: string, more: Record<string, unknown> = {}) {
  return {
    authors: 'Ada',
    built_at: '2026-05-06T00:00:00.000Z',
    created_at: '2026-05-06T07:08:09.123Z',
    description: 'Mints tins.',
    downloads_count: 12,
    metadata: { source_code_uri: `https://github.com/tin/mint/tree/v${number}`, rubygems_mfa_required: 'true' },
    number,
    summary: 'Mints',
    platform: 'ruby',
    rubygems_version: '>= 0',
    ruby_version: '>= 3.2',
    prerelease: false,
    licenses: ['MIT'],
    requirements: [],
    sha: 'd'.repeat(64),
    spec_sha: 'e'.repeat(64),
    ...more,
  };
}

const versions = [
  row('2.0.0.beta1', { prerelease: true, created_at: '2026-08-01T00:00:00.000Z' }),
  row('1.10.0', { created_at: '2026-07-01T00:00:05.000Z', platform: 'x86_64-linux', sha: 'F'.repeat(64) }),
  row('1.10.0', { created_at: '2026-07-01T00:00:00.000Z' }),
  row('1.9.0', { metadata: { homepage_uri: 'https://tin.example' } }),
  row('0.1', { created_at: '2015-01-01T00:00:00.000Z', metadata: {} }),
];

const owners = [
  { id: 1, handle: 'ada', role: 'owner', email: 'ada@tin.example' },
  { id: 2, handle: null, role: 'maintainer' },
];

const historyOf = async (body: unknown) => await client.history('tin-mint', fakeHttp({ [versionsAt]: { body } }));

describe('history', () => {
  it('groups platforms into releases', async () => {
    const http = fakeHttp({ [versionsAt]: { body: versions }, [ownersAt]: { body: owners } });
    const history = seen(await client.history('tin-mint', http));
    expect(http.asked).toEqual([versionsAt, ownersAt]);
    expect(history?.releases.map(({ version }) => version)).toEqual(['0.1', '1.9.0', '1.10.0', '2.0.0.beta1']);
    expect(history?.releases[2]).toEqual({
      ...bareRelease('1.10.0'),
      publishedAt: '2026-07-01T00:00:00.000Z',
      files: [
        {
          name: 'tin-mint-1.10.0-x86_64-linux.gem',
          digests: { sha256: 'f'.repeat(64) },
          publishedAt: '2026-07-01T00:00:05.000Z',
          attested: 'unknown',
        },
        {
          name: 'tin-mint-1.10.0.gem',
          digests: { sha256: 'd'.repeat(64) },
          publishedAt: '2026-07-01T00:00:00.000Z',
          attested: 'unknown',
        },
      ],
    });
  });

  it('tells newest, links, owners and the setting of the newest', async () => {
    const http = fakeHttp({ [versionsAt]: { body: versions }, [ownersAt]: { body: owners } });
    expect(seen(await client.history('tin-mint', http))).toMatchObject({
      name: 'tin-mint',
      newest: '1.10.0',
      settings: { trustedPublishingOnly: null, twoFactorRequired: true },
      sourceLinks: ['https://github.com/tin/mint', 'https://tin.example'],
      owners: {
        state: 'seen',
        value: [
          { name: 'ada', kind: 'person', role: 'owner' },
          { name: 'account 2', kind: 'person', role: 'maintainer' },
        ],
      },
    });
  });

  it.each<[string, unknown, boolean | null]>([
    ['the flag', { rubygems_mfa_required: 'true' }, true],
    ['its opposite', { rubygems_mfa_required: 'false' }, false],
    ['no flag', {}, false],
    ['a flag that is no text', { rubygems_mfa_required: true }, null],
    ['any other text', { rubygems_mfa_required: 'TRUE ' }, null],
    ['metadata of the wrong type', 'rubygems_mfa_required', null],
    ['no metadata', undefined, null],
  ])('reads whether a second factor is demanded: %s', async (_, metadata, expected) => {
    const history = seen(await historyOf([row('2.0.0', { metadata }), row('1.0.0')]));
    expect(history?.settings.twoFactorRequired).toBe(expected);
  });

  it('stands without owners', async () => {
    for (const answer of [{ status: 500 }, { status: 404 }, { body: { handle: 'ada' } }, { unavailable: 'offline' }]) {
      const http = fakeHttp({ [versionsAt]: { body: versions }, [ownersAt]: answer });
      expect(seen(await client.history('tin-mint', http))?.owners.state).toBe('unreadable');
    }
  });

  it('is absent for what is not there, and for names that cannot be, without a request', async () => {
    const missing = fakeHttp({ [versionsAt]: { status: 404, body: 'This rubygem could not be found.' } });
    expect((await client.history('tin-mint', missing)).state).toBe('absent');
    for (const name of ['a/b', '..', 'a"b', '🍬', '', '__proto__', '123', '\uD800', 'x'.repeat(256)]) {
      const http = fakeHttp({});
      expect(client.isName(name), name).toBe(false);
      expect((await client.history(name, http)).state, name).toBe('absent');
      expect(http.asked).toEqual([]);
    }
  });
});

describe('hostile answers', () => {
  it.each([
    ['HTML', '<!doctype html>'],
    ['nothing', ''],
    ['JSON that breaks off', JSON.stringify(versions).slice(0, 300)],
    ['an object', { versions }],
    ['text', '"This rubygem could not be found."'],
  ])('%s is unreadable', async (_, body) => {
    expect((await historyOf(body)).state).toBe('unreadable');
  });

  it('drops fields of the wrong type and rows that are none', async () => {
    const rows = [
      row('1.0', {
        created_at: '2999-13-01',
        sha: 7,
        prerelease: 'no',
        metadata: { source_code_uri: 'javascript:alert(1)' },
      }),
      row('../../x'),
      row('1.1', { platform: '../x' }),
      row('1.2 '),
      { number: 4 },
      '1.0',
      null,
    ];
    const history = seen(await historyOf(rows));
    expect(history?.releases).toEqual([
      {
        ...bareRelease('1.0'),
        files: [{ name: 'tin-mint-1.0.gem', digests: {}, publishedAt: null, attested: 'unknown' }],
      },
    ]);
    expect(history?.sourceLinks).toEqual([]);
  });

  it('reads keys that every object has as keys', async () => {
    const metadata = JSON.parse('{"__proto__": {"rubygems_mfa_required": "true"}, "constructor": "x"}') as unknown;
    expect(seen(await historyOf([row('1.0', { metadata })]))?.settings.twoFactorRequired).toBe(false);
    expect(seen(await historyOf([row('constructor')]))?.releases[0]?.version).toBe('constructor');
  });

  it('keeps the newest of ten thousand versions', async () => {
    const rows = Array.from({ length: 10_000 }, (_, minor) =>
      row(`1.${minor}`, { created_at: new Date(Date.UTC(2020, 0, 1, 0, minor)).toISOString() }),
    );
    const history = seen(await historyOf(rows));
    expect(history).toMatchObject({ omitted: 9000, newest: '1.9999' });
  });

  it('never throws, whatever JSON comes', async () => {
    const likely = fc.array(
      fc.record({
        number: fc.oneof(fc.string(), fc.constant('1.0')),
        created_at: fc.jsonValue(),
        metadata: fc.jsonValue(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(likely, fc.jsonValue()), async (body) => {
        expect(['seen', 'unreadable']).toContain((await historyOf(body)).state);
      }),
      { numRuns: 200 },
    );
  });
});

describe('attestations', () => {
  const files = ['tin-mint-1.10.0.gem', 'tin-mint-1.10.0-x86_64-linux.gem'].map((name) => ({
    name,
    digests: {},
    publishedAt: null,
    attested: 'unknown' as const,
  }));
  const release = { ...bareRelease('1.10.0'), files };
  const plain = 'rubygems main /api/v1/attestations/tin-mint-1.10.0.json';
  const linux = 'rubygems main /api/v1/attestations/tin-mint-1.10.0-x86_64-linux.json';
  const bundles = [
    { mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json', messageSignature: {}, verificationMaterial: {} },
  ];
  const ask = async (answers: Parameters<typeof fakeHttp>[0]) =>
    (await client.attestations?.('tin-mint', release, fakeHttp(answers))) ?? null;

  it('hands on what each platform has', async () => {
    const answer = await ask({ [plain]: { body: bundles }, [linux]: { body: [] } });
    expect(answer).toMatchObject({
      state: 'seen',
      value: [{ file: 'tin-mint-1.10.0.gem', text: JSON.stringify(bundles) }],
    });
  });

  it('is absent for empty lists', async () => {
    expect((await ask({ [plain]: { body: [] }, [linux]: { body: [] } }))?.state).toBe('absent');
    expect((await client.attestations?.('tin-mint', bareRelease('1'), fakeHttp({})))?.state).toBe('absent');
  });

  it.each([
    ['HTML', { body: '<html>' }],
    ['an object', { body: {} }],
    ['an error', { status: 500 }],
    ['no answer', { unavailable: 'offline' }],
  ])('is unreadable, not absent: %s', async (_, answer) => {
    expect((await ask({ [plain]: { body: bundles }, [linux]: answer }))?.state).toBe('unreadable');
  });
});

describe('on the network', () => {
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });

  it('asks RubyGems.org by the addresses that it documents', async () => {
    nock.disableNetConnect();
    const scope = nock('https://rubygems.org')
      .get('/api/v1/versions/tin-mint.json')
      .matchHeader('accept', 'application/json')
      .reply(200, versions)
      .get('/api/v1/gems/tin-mint/owners.json')
      .reply(200, owners);
    const http = overNetwork({ main: 'https://rubygems.org' }, 'rubygems');
    expect(seen(await client.history('tin-mint', http))?.releases).toHaveLength(4);
    scope.done();
  });
});
