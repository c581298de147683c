import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { client } from '../../../src/registries/pub.dev/client.ts';
import { seen } from '../../../src/types/observation.ts';
import { historyWith, noDocuments, withWrongTypes } from '../hostile.ts';
import { overNetwork } from '../over-network.ts';
import { fakeHttp } from '../replies.ts';

const sha = (digit: string) => digit.repeat(64);

function version(number: string, published: string, more: Record<string, unknown> = {}) {
  return {
    version: number,
    pubspec: {
      name: 'tin_mint',
      version: number,
      repository: 'https://github.com/tin-works/tin_mint',
      environment: { sdk: '^3.4.0' },
      dependencies: { meta: '^1.0.0', async: '^2.11.0' },
    },
    archive_url: `https://pub.dev/api/archives/tin_mint-${number}.tar.gz`,
    archive_sha256: sha('a'),
    published,
    ...more,
  };
}

const versions = [
  version('1.0.0', '2026-01-10T08:00:00.123456Z'),
  version('1.1.0', '2026-02-10T08:00:00.000Z', { retracted: true }),
  version('1.2.0-dev.1', '2026-03-10T08:00:00.000Z'),
];
const body = { name: 'tin_mint', latest: version('1.0.0', '2026-01-10T08:00:00.000Z'), versions };

const address = 'pub.dev main /api/packages/tin_mint';
const publisher = `${address}/publisher`;
const answers = { [address]: { body }, [publisher]: { body: { publisherId: 'tin.example' } } };

describe('a package on pub.dev', () => {
  it('has its versions with time, archive, retraction and dependencies', async () => {
    const http = fakeHttp(answers);
    const history = seen(await client.history('tin_mint', http));
    expect(http.asked).toEqual([address, publisher]);
    expect(history).toMatchObject({
      registry: 'pub.dev',
      name: 'tin_mint',
      omitted: 0,
      newest: '1.0.0',
      status: 'active',
      sourceLinks: ['https://github.com/tin-works/tin_mint'],
      owners: { state: 'seen', value: [{ name: 'tin.example', kind: 'organisation', role: null }] },
    });
    expect(history?.releases.map(({ version: number }) => number)).toEqual(['1.0.0', '1.1.0', '1.2.0-dev.1']);
    expect(history?.releases[0]).toEqual({
      version: '1.0.0',
      publishedAt: '2026-01-10T08:00:00.123Z',
      publisher: { kind: 'unknown', name: null, email: null, provider: null, configuration: null, approver: null },
      attested: 'no',
      files: [
        {
          name: 'tin_mint-1.0.0.tar.gz',
          digests: { sha256: sha('a') },
          publishedAt: '2026-01-10T08:00:00.123Z',
          attested: 'no',
        },
      ],
      recorded: null,
      claimed: { commit: null, dirty: false },
      withdrawn: null,
      installScript: null,
      dependencies: ['async', 'meta'],
    });
    expect(history?.releases[1]?.withdrawn).toEqual({ kind: 'retracted', reason: null });
  });

  it('is deprecated when it is discontinued', async () => {
    const replaced = { address, body: { ...body, isDiscontinued: true } };
    expect(seen(await historyWith(client, 'tin_mint', answers, replaced))?.status).toBe('deprecated');
  });

  it('has owners that cannot be read where it has no verified publisher', async () => {
    const replaced = { address: publisher, body: { publisherId: null } };
    const history = seen(await historyWith(client, 'tin_mint', answers, replaced));
    expect(history?.owners.state).toBe('unreadable');
    expect(history?.releases).toHaveLength(3);
  });

  it('is absent where the registry has none, and without a question where the name cannot be one', async () => {
    const http = fakeHttp({});
    for (const name of ['tin/mint', 'tin mint', '..', 'tin"', '💥', 'Tin', '']) {
      expect(client.isName(name), name).toBe(false);
      expect((await client.history(name, http)).state, name).toBe('absent');
    }
    expect(http.asked).toEqual([]);
    expect((await client.history('tin_mint', http)).state).toBe('absent');
    expect((await client.history('__proto__', http)).state).toBe('absent');
    expect(http.asked).toHaveLength(2);
  });
});

describe('answers that are not to be believed', () => {
  it.each(Object.entries(noDocuments))('%s is unreadable', async (_, text) => {
    expect((await historyWith(client, 'tin_mint', answers, { address, body: text })).state).toBe('unreadable');
    const history = seen(await historyWith(client, 'tin_mint', answers, { address: publisher, body: text }));
    expect(history?.owners.state).toBe('unreadable');
  });

  it('of a server in trouble, or none, are unreadable', async () => {
    const troubled = await client.history('tin_mint', fakeHttp({ [address]: { status: 503, body } }));
    expect(troubled).toMatchObject({ state: 'unreadable', reason: expect.stringContaining('503') });
    const silent = await client.history('tin_mint', fakeHttp({ [address]: { unavailable: 'it took too long' } }));
    expect(silent).toMatchObject({ state: 'unreadable', reason: 'it took too long' });
  });

  it('that are cut short are unreadable', async () => {
    const text = JSON.stringify(body).slice(0, -20);
    expect((await historyWith(client, 'tin_mint', answers, { address, body: text })).state).toBe('unreadable');
  });

  it('lose what has the wrong type, at every level', async () => {
    const short = { ...body, versions: versions.slice(0, 1) };
    for (const wrong of withWrongTypes(short)) await historyWith(client, 'tin_mint', answers, { address, body: wrong });
    for (const wrong of withWrongTypes({ publisherId: 'tin.example' }))
      await historyWith(client, 'tin_mint', answers, { address: publisher, body: wrong });
  });

  it('lose odd versions and times to come', async () => {
    const odd = ['../1', '1/2', '"', '💥', '__proto__', ' ', 'x'.repeat(200)].map((number) =>
      version(number, '2026-01-01T00:00:00Z'),
    );
    const late = version('9.9.9', '2999-01-01T00:00:00Z');
    const timeless = { version: '9.9.8' };
    const replaced = { address, body: { ...body, versions: [...odd, timeless, late] } };
    const history = seen(await historyWith(client, 'tin_mint', answers, replaced));
    expect(history?.releases).toMatchObject([
      { version: '9.9.8', publishedAt: null, files: [] },
      { version: '9.9.9', publishedAt: null },
    ]);
  });

  it('keep the newest thousand of ten thousand versions', async () => {
    const many = Array.from({ length: 10_000 }, (_, at) =>
      version(`1.0.${at}`, new Date(Date.UTC(2020, 0, 1) + at * 60_000).toISOString()),
    );
    const history = seen(
      await historyWith(client, 'tin_mint', answers, { address, body: { ...body, versions: many } }),
    );
    expect(history).toMatchObject({ omitted: 9000 });
    expect(history?.releases[0]?.version).toBe('1.0.9000');
  });
});

describe('over the network', () => {
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });

  it('asks by the addresses and the media type that pub.dev documents', async () => {
    nock.disableNetConnect();
    const scope = nock('https://pub.dev')
      .get('/api/packages/tin_mint')
      .matchHeader('accept', 'application/vnd.pub.v2+json')
      .reply(200, body)
      .get('/api/packages/tin_mint/publisher')
      .reply(200, { publisherId: 'tin.example' });
    const history = seen(await client.history('tin_mint', overNetwork({ main: 'https://pub.dev' }, 'pub.dev')));
    expect(history?.releases).toHaveLength(3);
    scope.done();
  });
});
