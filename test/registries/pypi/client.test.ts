import fc from 'fast-check';
import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { client } from '../../../src/registries/pypi/client.ts';
import { bareRelease, mostReleases } from '../../../src/registries/release.ts';
import { seen } from '../../../src/types/observation.ts';
import { overNetwork } from '../over-network.ts';
import { fakeHttp } from '../replies.ts';

const index = 'pypi main /simple/tin-mint/';
const metadata = 'pypi main /pypi/tin-mint/json';
const sha = (digit: string) => digit.repeat(64);

function file(filename: string, more: Record<string, unknown> = {}) {
  return {
    filename,
    url: `https://files.pythonhosted.org/packages/aa/bb/${filename}`,
    hashes: { sha256: sha('a') },
    'requires-python': '>=3.10',
    size: 581,
    'upload-time': '2026-02-03T04:05:06.789012Z',
    yanked: false,
    'core-metadata': false,
    provenance: null,
    ...more,
  };
}

const simple = {
  meta: { 'api-version': '1.4', '_last-serial': 22406780 },
  name: 'tin-mint',
  'project-status': { status: 'active' },
  versions: ['1.0.0', '1.1rc1', '1.1'],
  files: [
    file('tin_mint-1.1-py3-none-any.whl', {
      'upload-time': '2026-03-01T10:00:05Z',
      provenance: 'https://pypi.org/integrity/tin-mint/1.1/tin_mint-1.1-py3-none-any.whl/provenance',
    }),
    file('tin_mint-1.1.tar.gz', {
      'upload-time': '2026-03-01T10:00:00Z',
      hashes: { sha256: sha('B') },
      provenance: 'https://pypi.org/integrity/tin-mint/1.1/tin_mint-1.1.tar.gz/provenance',
    }),
    file('Tin.Mint-1.0.tar.gz', { 'upload-time': '2026-01-01T00:00:00Z', yanked: 'broken metadata' }),
    file('tin_mint-1.1rc1.tar.gz', { 'upload-time': '2026-02-01T00:00:00Z' }),
  ],
};

const json = {
  info: {
    name: 'Tin.Mint',
    version: '1.1',
    home_page: null,
    project_urls: { Documentation: 'https://tin.example', Source: 'https://github.com/tin/mint/' },
  },
  ownership: {
    roles: [
      { role: 'Owner', user: 'ada' },
      { role: 'Maintainer', user: 'tin-bot' },
    ],
    organization: 'tin',
  },
  last_serial: 22406780,
  urls: [],
};

const historyOf = async (body: unknown, more: Record<string, { body: unknown }> = {}) =>
  await client.history('tin-mint', fakeHttp({ [index]: { body }, ...more }));

describe('history', () => {
  it('groups the files of the index into versions', async () => {
    const http = fakeHttp({ [index]: { body: simple }, [metadata]: { body: json } });
    const history = seen(await client.history('Tin_Mint', http));
    expect(http.asked).toEqual([index, metadata]);
    expect(http.questions[0]?.accept).toBe('application/vnd.pypi.simple.v1+json');
    expect(history).toMatchObject({ name: 'Tin.Mint', newest: '1.1', status: 'active', omitted: 0, vanished: [] });
    expect(history?.releases.map(({ version }) => version)).toEqual(['1.0.0', '1.1rc1', '1.1']);
    expect(history?.releases[2]).toEqual({
      ...bareRelease('1.1'),
      publishedAt: '2026-03-01T10:00:00.000Z',
      attested: 'yes',
      files: [
        {
          name: 'tin_mint-1.1-py3-none-any.whl',
          digests: { sha256: sha('a') },
          publishedAt: '2026-03-01T10:00:05.000Z',
          attested: 'yes',
        },
        {
          name: 'tin_mint-1.1.tar.gz',
          digests: { sha256: sha('b') },
          publishedAt: '2026-03-01T10:00:00.000Z',
          attested: 'yes',
        },
      ],
    });
    expect(history?.releases[0]).toMatchObject({
      attested: 'no',
      withdrawn: { kind: 'yanked', reason: 'broken metadata' },
      publisher: { kind: 'unknown' },
    });
  });

  it('tells owners, links and nothing that PyPI does not show', async () => {
    const history = seen(await historyOf(simple, { [metadata]: { body: json } }));
    expect(history?.owners).toMatchObject({
      state: 'seen',
      value: [
        { name: 'ada', kind: 'person', role: 'Owner' },
        { name: 'tin-bot', kind: 'person', role: 'Maintainer' },
        { name: 'tin', kind: 'organisation', role: null },
      ],
    });
    expect(history?.sourceLinks).toEqual(['https://github.com/tin/mint']);
    expect(history?.settings).toEqual({ trustedPublishingOnly: null, twoFactorRequired: null });
  });

  it('stands without the metadata, with owners unreadable', async () => {
    for (const answer of [{ status: 503, body: '' }, { status: 404, body: '' }, { unavailable: 'offline' }]) {
      const history = seen(
        await client.history('tin-mint', fakeHttp({ [index]: { body: simple }, [metadata]: answer })),
      );
      expect(history).toMatchObject({ name: 'tin-mint', newest: null, owners: { state: 'unreadable' } });
      expect(history?.releases).toHaveLength(3);
    }
  });

  it.each([
    ['archived', { status: 'archived' }, 'archived'],
    ['plain text', 'archived', 'archived'],
    ['quarantined', { status: 'quarantined' }, 'held'],
    ['deprecated', { status: 'deprecated' }, 'deprecated'],
    ['anything else', 17, 'active'],
  ])('reads the status: %s', async (_, status, expected) => {
    expect(seen(await historyOf({ ...simple, 'project-status': status }))?.status).toBe(expected);
  });

  it('takes a release for yanked only when all of its files are, and for attested when any is', async () => {
    const files = [
      file('tin_mint-1.1.tar.gz', { yanked: true, provenance: 'https://pypi.org/integrity/x' }),
      file('tin_mint-1.1-py3-none-any.whl'),
      file('tin_mint-1.0.0.tar.gz', { yanked: true, provenance: undefined }),
    ];
    const releases = seen(await historyOf({ ...simple, files }))?.releases;
    expect(releases?.find(({ version }) => version === '1.1')).toMatchObject({ withdrawn: null, attested: 'yes' });
    expect(releases?.find(({ version }) => version === '1.0.0')).toMatchObject({
      withdrawn: { kind: 'yanked', reason: null },
      attested: 'unknown',
    });
  });

  it.each([
    ['a wheel with a build number', 'tin_mint-1.1-2-cp312-cp312-manylinux_2_17_x86_64.whl', '1.1'],
    ['an egg', 'tin_mint-1.1-py3.9.egg', '1.1'],
    ['a zip under an old spelling of the name', 'Tin-Mint-1.1.zip', '1.1'],
    ['an installer for Windows', 'tin-mint-1.1.win-amd64-py3.9.exe', '1.1'],
    ['another spelling of the version', 'tin_mint-1.1.0.tar.gz', '1.1'],
    ['a prerelease in long form', 'tin_mint-1.1.RC.1.tar.gz', '1.1rc1'],
    ['a version that is not listed', 'tin_mint-6.6.6.tar.gz', '6.6.6'],
    ['a file of another project', 'tin_mintage-1.1.tar.gz', null],
    ['no version at all', 'tin_mint-latest.tar.gz', null],
    ['a folder', '../tin_mint-1.1.tar.gz', null],
  ])('finds the version of %s', async (_, filename, version) => {
    const releases = seen(await historyOf({ ...simple, files: [file(filename)] }))?.releases ?? [];
    const holders = releases.filter(({ files }) => files.length > 0).map((release) => release.version);
    expect(holders).toEqual(version === null ? [] : [version]);
  });

  it('is absent for what is not there, and for names that cannot be, without a request', async () => {
    const http = fakeHttp({});
    expect((await client.history('tin-mint', http)).state).toBe('absent');
    expect(http.asked).toEqual([index]);
    for (const name of ['a/b', '..', 'a"b', '🍬', '', '__proto__', '-x', '\uD800', 'x'.repeat(300)]) {
      const none = fakeHttp({});
      expect(client.isName(name), name).toBe(false);
      expect((await client.history(name, none)).state, name).toBe('absent');
      expect((await client.attestations?.(name, bareRelease('1'), none))?.state, name).toBe('absent');
      expect(none.asked).toEqual([]);
    }
  });
});

describe('hostile answers', () => {
  it.each([
    ['HTML', '<!doctype html><title>busy</title>'],
    ['nothing', ''],
    ['JSON that breaks off', JSON.stringify(simple).slice(0, 200)],
    ['a list', []],
    ['null', 'null'],
    ['files of the wrong type', { ...simple, files: { '0': file('tin_mint-1.1.tar.gz') } }],
    ['another project', { ...simple, name: 'other' }],
  ])('%s is unreadable', async (_, body) => {
    expect((await historyOf(body)).state).toBe('unreadable');
  });

  it('leaves out single fields and files of the wrong type', async () => {
    const odd = { name: 7, versions: [1, null, '1.1', '../x', '__proto__'], 'project-status': [] };
    const files = [
      file('tin_mint-1.1.tar.gz', { hashes: 'none', 'upload-time': 5, yanked: {}, provenance: 12 }),
      file('tin_mint-1.1.zip', { hashes: { sha256: 'short', __proto__: null }, 'upload-time': '9999-99-99T00:00:00Z' }),
      { filename: 3 },
      'file',
      null,
    ];
    const history = seen(await historyOf({ ...odd, files }, { [metadata]: { body: { info: { project_urls: [] } } } }));
    expect(history?.releases.map(({ version }) => version)).toEqual(['1.1']);
    expect(history?.releases[0]).toMatchObject({ publishedAt: null, attested: 'unknown', withdrawn: null });
    expect(history?.releases[0]?.files.map(({ digests }) => digests)).toEqual([{}, {}]);
    expect(history).toMatchObject({ owners: { state: 'unreadable' }, newest: null, sourceLinks: [], status: 'active' });
  });

  it('keeps the newest of ten thousand versions', async () => {
    const versions = Array.from({ length: 10_000 }, (_, number) => `1.${number}`);
    const files = versions.map((version, minutes) =>
      file(`tin_mint-${version}.tar.gz`, { 'upload-time': new Date(Date.UTC(2020, 0, 1, 0, minutes)).toISOString() }),
    );
    const history = seen(await historyOf({ ...simple, versions, files }));
    expect(history).toMatchObject({ omitted: 9000 });
    expect(history?.releases).toHaveLength(mostReleases);
    expect(history?.releases.at(-1)?.version).toBe('1.9999');
  });

  it('never throws, whatever JSON comes', async () => {
    const some = fc.oneof(
      fc.jsonValue(),
      fc.record({ files: fc.array(fc.oneof(fc.jsonValue(), anyFile)), name: fc.jsonValue() }),
    );
    await fc.assert(
      fc.asyncProperty(some, fc.jsonValue(), async (body, other) => {
        const history = await historyOf(body, { [metadata]: { body: { info: other, ownership: other } } });
        expect(['seen', 'unreadable']).toContain(history.state);
      }),
      { numRuns: 200 },
    );
  });
});

const anyFile = fc.record({
  filename: fc.string(),
  hashes: fc.jsonValue(),
  yanked: fc.jsonValue(),
  provenance: fc.jsonValue(),
});

describe('attestations', () => {
  const of = (name: string, attested: 'yes' | 'no' | 'unknown') => ({ name, attested, digests: {}, publishedAt: null });
  const release = { ...bareRelease('1.1'), files: [of('a.whl', 'yes'), of('b.tar.gz', 'no'), of('c.whl', 'unknown')] };
  const provenance = { version: 1, attestation_bundles: [{ publisher: { kind: 'GitHub' }, attestations: [] }] };
  const at = (name: string) => `pypi main /integrity/tin-mint/1.1/${name}/provenance`;

  it('asks for each file that may have one and hands the text on', async () => {
    const http = fakeHttp({ [at('a.whl')]: { body: provenance } });
    const found = seen((await client.attestations?.('Tin.Mint', release, http)) ?? { state: 'absent', source: '' });
    expect(http.asked).toEqual([at('a.whl'), at('c.whl')]);
    expect(http.questions[0]?.accept).toBe('application/vnd.pypi.integrity.v1+json');
    expect(found).toEqual([{ file: 'a.whl', text: JSON.stringify(provenance), source: expect.any(String) }]);
  });

  it.each([
    ['announced and not served', {}],
    ['refused', { [at('a.whl')]: { status: 403, body: '' } }],
    ['HTML', { [at('a.whl')]: { body: '<html>' } }],
    ['one of two unreadable', { [at('a.whl')]: { body: provenance }, [at('c.whl')]: { status: 500 } }],
  ])('is unreadable, not absent: %s', async (_, answers) => {
    expect((await client.attestations?.('tin-mint', release, fakeHttp(answers)))?.state).toBe('unreadable');
  });

  it('is absent, without a request, where the index says that there are none', async () => {
    const http = fakeHttp({});
    const none = { ...release, files: [of('b.tar.gz', 'no')] };
    expect((await client.attestations?.('tin-mint', none, http))?.state).toBe('absent');
    expect(http.asked).toEqual([]);
  });

  it('asks for twenty files at most, with every part encoded', async () => {
    const http = fakeHttp({});
    const files = Array.from({ length: 30 }, (_, number) => of(`é "${number}"?.whl`, 'unknown'));
    await client.attestations?.('tin-mint', { ...bareRelease('1!1+x'), files }, http);
    expect(http.asked).toHaveLength(20);
    expect(http.asked[0]).toBe('pypi main /integrity/tin-mint/1!1%2Bx/%C3%A9%20%220%22%3F.whl/provenance');
  });
});

describe('on the network', () => {
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });

  it('asks PyPI by the addresses and with the headers that it documents', async () => {
    nock.disableNetConnect();
    const scope = nock('https://pypi.org')
      .get('/simple/tin-mint/')
      .matchHeader('accept', 'application/vnd.pypi.simple.v1+json')
      .reply(200, simple)
      .get('/pypi/tin-mint/json')
      .matchHeader('accept', 'application/json')
      .reply(200, json);
    const http = overNetwork({ main: 'https://pypi.org' }, 'pypi');
    expect(seen(await client.history('Tin.Mint', http))?.releases).toHaveLength(3);
    scope.done();
  });
});
