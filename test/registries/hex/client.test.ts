import fc from 'fast-check';
import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { client } from '../../../src/registries/hex/client.ts';
import { bareRelease } from '../../../src/registries/release.ts';
import { seen } from '../../../src/types/observation.ts';
import { overNetwork } from '../over-network.ts';
import { fakeHttp } from '../replies.ts';

const packageAt = 'hex main /api/packages/tin_mint';
const releaseAt = 'hex main /api/packages/tin_mint/releases/1.1.0';

const row = (version: string, inserted_at: unknown = '2026-05-06T07:08:09.123456Z') => ({
  version,
  url: `https://hex.pm/api/packages/tin_mint/releases/${version}`,
  has_docs: true,
  inserted_at,
});

const document = {
  name: 'tin_mint',
  repository: 'hexpm',
  url: 'https://hex.pm/api/packages/tin_mint',
  html_url: 'https://hex.pm/packages/tin_mint',
  inserted_at: '2025-01-01T00:00:00.000000Z',
  updated_at: '2026-06-01T00:00:00.000000Z',
  latest_version: '2.0.0-rc.1',
  latest_stable_version: '1.1.0',
  meta: {
    description: 'Mints tins.',
    licenses: ['MIT'],
    links: { GitHub: 'https://github.com/tin/mint', Changelog: 'https://github.com/tin/mint/blob/main/CHANGELOG.md' },
  },
  releases: [row('2.0.0-rc.1', '2026-07-01T00:00:00Z'), row('1.1.0'), row('1.0.0', '2025-01-01T00:00:00.000000Z')],
  retirements: { '1.0.0': { reason: 'security', message: 'use 1.1' } },
  owners: [{ username: 'ada', email: 'ada@tin.example', url: 'https://hex.pm/api/users/ada' }],
  downloads: { all: 1 },
};

const releaseDocument = {
  version: '1.1.0',
  checksum: 'A'.repeat(64),
  inserted_at: '2026-05-06T07:08:09.123456Z',
  meta: { app: 'tin_mint', build_tools: ['mix'], elixir: '~> 1.17' },
  publisher: { username: 'ada', email: 'ada@tin.example', url: 'https://hex.pm/api/users/ada' },
  requirements: {
    plug: { app: 'plug', optional: false, requirement: '~> 1.16' },
    jason: { app: 'jason', optional: true, requirement: '~> 1.4' },
  },
  retirement: null,
};

const historyOf = async (body: unknown) => await client.history('tin_mint', fakeHttp({ [packageAt]: { body } }));

const release = { ...bareRelease('1.1.0'), publishedAt: '2026-05-06T00:00:00.000Z' };
const detailsOf = async (body: unknown) =>
  (await client.details?.('tin_mint', release, fakeHttp({ [releaseAt]: { body } }))) ?? null;

describe('history', () => {
  it('is one request', async () => {
    const http = fakeHttp({ [packageAt]: { body: document } });
    const history = seen(await client.history('tin_mint', http));
    expect(http.asked).toEqual([packageAt]);
    expect(history).toMatchObject({
      name: 'tin_mint',
      newest: '1.1.0',
      sourceLinks: ['https://github.com/tin/mint'],
      owners: { state: 'seen', value: [{ name: 'ada', kind: 'person', role: null }] },
      page: 'https://hex.pm/packages/tin_mint',
    });
    expect(history?.releases).toEqual([
      {
        ...bareRelease('1.0.0'),
        publishedAt: '2025-01-01T00:00:00.000Z',
        withdrawn: { kind: 'retracted', reason: 'security: use 1.1' },
      },
      { ...bareRelease('1.1.0'), publishedAt: '2026-05-06T07:08:09.123Z' },
      { ...bareRelease('2.0.0-rc.1'), publishedAt: '2026-07-01T00:00:00.000Z' },
    ]);
  });

  it('takes the newest of all where none is stable', async () => {
    expect(seen(await historyOf({ ...document, latest_stable_version: null }))?.newest).toBe('2.0.0-rc.1');
  });

  it('is absent for what is not there, and for names that cannot be, without a request', async () => {
    expect((await client.history('tin_mint', fakeHttp({}))).state).toBe('absent');
    for (const name of ['a/b', '..', 'a"b', '🍬', '', '__proto__', 'Tin', '\uD800', 'x'.repeat(129)]) {
      const http = fakeHttp({});
      expect(client.isName(name), name).toBe(false);
      expect((await client.history(name, http)).state, name).toBe('absent');
      expect((await client.details?.(name, release, http))?.state, name).toBe('absent');
      expect(http.asked).toEqual([]);
    }
  });
});

describe('details', () => {
  it('add publisher, checksum and dependencies', async () => {
    const answer = await detailsOf(releaseDocument);
    expect(answer?.state === 'seen' ? answer.value : answer).toEqual({
      ...release,
      publishedAt: '2026-05-06T07:08:09.123Z',
      publisher: {
        kind: 'person',
        name: 'ada',
        email: 'ada@tin.example',
        provider: null,
        configuration: null,
        approver: null,
      },
      files: [
        {
          name: 'tin_mint-1.1.0.tar',
          digests: { sha256: 'a'.repeat(64) },
          publishedAt: '2026-05-06T07:08:09.123Z',
          attested: 'unknown',
        },
      ],
      dependencies: ['jason', 'plug'],
    });
  });

  it('leave a retirement to the package, as it can be taken back', async () => {
    const retirement = { reason: 'renamed', message: null };
    expect(await detailsOf({ ...releaseDocument, retirement })).toMatchObject({ value: { withdrawn: null } });
  });

  it('leave what is not told as it was', async () => {
    const odd = {
      version: '1.1.0',
      checksum: 'no',
      inserted_at: {},
      publisher: 'ada',
      requirements: [],
      retirement: 'x',
    };
    expect(await detailsOf(odd)).toMatchObject({
      value: { publishedAt: release.publishedAt, publisher: { kind: 'unknown' }, dependencies: null, withdrawn: null },
    });
  });

  it.each([
    ['another release', { ...releaseDocument, version: '1.1.1' }],
    ['HTML', '<!doctype html>'],
    ['a list', [releaseDocument]],
    ['nothing', ''],
  ])('are unreadable: %s', async (_, body) => {
    expect((await detailsOf(body))?.state).toBe('unreadable');
  });

  it('are asked for with an encoded version', async () => {
    const http = fakeHttp({});
    await client.details?.('tin_mint', bareRelease('1.0.0+a/../b'), http);
    expect(http.asked).toEqual(['hex main /api/packages/tin_mint/releases/1.0.0%2Ba%2F..%2Fb']);
  });
});

describe('hostile answers', () => {
  it.each([
    ['HTML', '<!doctype html>'],
    ['nothing', ''],
    ['JSON that breaks off', JSON.stringify(document).slice(0, 300)],
    ['another package', { ...document, name: 'tin_mint2' }],
    ['releases of the wrong type', { ...document, releases: { 0: row('1.0.0') } }],
    ['a list', [document]],
  ])('%s is unreadable', async (_, body) => {
    expect((await historyOf(body)).state).toBe('unreadable');
  });

  it('drops fields of the wrong type and releases that are none', async () => {
    const odd = {
      name: 'tin_mint',
      releases: [row('1.0.0', 'soon'), row('../x'), { version: 3 }, null],
      retirements: JSON.parse('{"__proto__": {"reason": "other"}, "1.0.0": "retired"}') as unknown,
      owners: 'ada',
      latest_stable_version: {},
      meta: { links: ['https://github.com/tin/mint'] },
    };
    const history = seen(await historyOf(odd));
    expect(history?.releases).toEqual([bareRelease('1.0.0')]);
    expect(history).toMatchObject({ owners: { state: 'unreadable' }, newest: null, sourceLinks: [] });
  });

  it('keeps the newest of ten thousand releases', async () => {
    const releases = Array.from({ length: 10_000 }, (_, minor) =>
      row(`1.${minor}.0`, new Date(Date.UTC(2020, 0, 1, 0, minor)).toISOString()),
    );
    const history = seen(await historyOf({ ...document, releases }));
    expect(history?.omitted).toBe(9000);
    expect(history?.releases.at(-1)?.version).toBe('1.9999.0');
  });

  it('never throws, whatever JSON comes', async () => {
    const name = fc.constant('tin_mint');
    const some = fc.jsonValue();
    const likely = fc.record({ name, releases: fc.array(some), owners: some, meta: some, retirements: some });
    await fc.assert(
      fc.asyncProperty(fc.oneof(likely, some), async (body) => {
        expect(['seen', 'unreadable']).toContain((await historyOf(body)).state);
        expect(['seen', 'unreadable']).toContain((await detailsOf(body))?.state);
      }),
      { numRuns: 200 },
    );
  });
});

describe('on the network', () => {
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });

  it('asks Hex for JSON, by the addresses that it documents', async () => {
    nock.disableNetConnect();
    const scope = nock('https://hex.pm')
      .get('/api/packages/tin_mint')
      .matchHeader('accept', 'application/json')
      .reply(200, document)
      .get('/api/packages/tin_mint/releases/1.1.0')
      .matchHeader('accept', 'application/json')
      .reply(200, releaseDocument);
    const http = overNetwork({ main: 'https://hex.pm' }, 'hex');
    expect(seen(await client.history('tin_mint', http))?.releases).toHaveLength(3);
    expect((await client.details?.('tin_mint', release, http))?.state).toBe('seen');
    scope.done();
  });
});
