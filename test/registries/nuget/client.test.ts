import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { client } from '../../../src/registries/nuget/client.ts';
import { bareRelease } from '../../../src/registries/release.ts';
import { seen } from '../../../src/types/observation.ts';
import { historyWith, noDocuments, withWrongTypes } from '../hostile.ts';
import { overNetwork } from '../over-network.ts';
import { type Answer, fakeHttp } from '../replies.ts';

/** As the fake registry calls itself. */
const site = 'https://main.nuget.example';
const folder = '/v3/registration5-gz-semver2';
const commit = 'c'.repeat(40);

const services = {
  version: '3.0.0',
  resources: [
    { '@id': `${site}/v3/registration5-semver1/`, '@type': 'RegistrationsBaseUrl' },
    { '@id': `${site}${folder}/`, '@type': 'RegistrationsBaseUrl/3.6.0' },
  ],
};

function leaf(version: string, published: string, more: Record<string, unknown> = {}) {
  const dependencies = [{ '@id': `${site}/x`, id: 'Tin.Press', range: '[1.0.0, )' }];
  return {
    '@id': `${site}${folder}/tin.mint/${version}.json`,
    catalogEntry: {
      '@id': `${site}/v3/catalog0/data/2026/tin.mint.${version}.json`,
      id: 'Tin.Mint',
      version,
      published,
      listed: true,
      projectUrl: 'https://mint.example/',
      dependencyGroups: [{ targetFramework: 'net8.0', dependencies }, { targetFramework: 'net9.0' }],
      ...more,
    },
    packageContent: `${site}/v3-flatcontainer/tin.mint/${version}/tin.mint.${version}.nupkg`,
  };
}

const leaves = [
  leaf('1.0.0', '1900-01-01T00:00:00+00:00', { listed: false }),
  leaf('1.1.0', '2025-03-01T09:00:00.28+00:00', { deprecation: { reasons: ['Legacy'], message: 'Use 2' } }),
  leaf('2.0.0', '2026-03-01T09:00:00+00:00'),
  leaf('2.1.0-rc.1', '2026-04-01T09:00:00+00:00'),
];
const index = {
  count: 1,
  items: [{ '@id': `${site}${folder}/tin.mint/index.json#page/1.0.0/2.1.0-rc.1`, count: 4, items: leaves }],
};
const search = {
  totalHits: 1,
  data: [{ id: 'Tin.Mint', version: '2.1.0-rc.1', owners: ['ada', 'tin-works'], verified: true }],
};
const nuspec = `<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata><id>Tin.Mint</id><version>2.0.0</version>
<repository type="git" url="https://github.com/tin-works/mint" commit="${commit}" /></metadata></package>`;

const addresses = {
  services: 'nuget main /v3/index.json',
  index: `nuget main ${folder}/tin.mint/index.json`,
  nuspec: 'nuget main /v3-flatcontainer/tin.mint/2.0.0/tin.mint.nuspec',
  search: 'nuget search /query?q=packageid:Tin.Mint&prerelease=true&semVerLevel=2.0.0',
};
const answers: Readonly<Record<string, Answer>> = {
  [addresses.services]: { body: services },
  [addresses.index]: { body: index },
  [addresses.nuspec]: { body: nuspec },
  [addresses.search]: { body: search },
};
const withBody = (address: keyof typeof addresses, body: unknown) =>
  historyWith(client, 'Tin.Mint', answers, { address: addresses[address], body });

describe('a package on nuget.org', () => {
  it('has its versions, owners, source and what was withdrawn', async () => {
    const http = fakeHttp(answers);
    const history = seen(await client.history('Tin.Mint', http));
    expect(http.asked).toEqual([addresses.services, addresses.index, addresses.nuspec, addresses.search]);
    expect(history).toMatchObject({
      registry: 'nuget',
      name: 'Tin.Mint',
      newest: '2.0.0',
      status: 'active',
      omitted: 0,
      sourceLinks: ['https://github.com/tin-works/mint', 'https://mint.example'],
      owners: { state: 'seen', value: [{ name: 'ada', kind: 'person', role: null }, { name: 'tin-works' }] },
    });
    expect(history?.releases).toMatchObject([
      { version: '1.0.0', publishedAt: null, withdrawn: { kind: 'unlisted', reason: null } },
      { version: '1.1.0', publishedAt: '2025-03-01T09:00:00.280Z', withdrawn: { kind: 'deprecated', reason: 'Use 2' } },
      { version: '2.0.0', publishedAt: '2026-03-01T09:00:00.000Z', withdrawn: null, dependencies: ['Tin.Press'] },
      { version: '2.1.0-rc.1', attested: 'no', publisher: { kind: 'unknown' } },
    ]);
  });

  it('spells its name as the registry does', async () => {
    const lower = { ...answers, [addresses.search.replace('Tin.Mint', 'tin.mint')]: { body: search } };
    const history = seen(await client.history('tin.mint', fakeHttp(lower)));
    expect(history).toMatchObject({ name: 'Tin.Mint', owners: { state: 'seen' } });
  });

  it('is unlisted by the year 1900 alone', async () => {
    const items = [{ count: 1, items: [leaf('1.0.0', '1900-01-01T00:00:00Z', { listed: undefined })] }];
    expect(seen(await withBody('index', { items }))).toMatchObject({
      newest: null,
      releases: [{ withdrawn: { kind: 'unlisted' } }],
    });
  });

  it('has one owner without a list, and none to read where search does not find it', async () => {
    const one = seen(await withBody('search', { data: [{ id: 'tin.mint', owners: 'ada' }] }));
    expect(one?.owners).toMatchObject({ value: [{ name: 'ada' }] });
    const other = seen(await withBody('search', { data: [{ id: 'Tin.Mint.Two', owners: 'eve' }] }));
    expect(other?.owners.state).toBe('unreadable');
  });

  it('is absent without a question where the name cannot be one', async () => {
    const http = fakeHttp({});
    for (const name of ['', 'a/b', '..', 'a..b', 'a b', 'a"', '💥', 'a%2fb', 'x'.repeat(101)]) {
      expect(client.isName(name), name).toBe(false);
      expect((await client.history(name, http)).state, name).toBe('absent');
    }
    expect(http.asked).toEqual([]);
    expect((await client.history('__proto__', http)).state).toBe('absent');
  });
});

describe('pages of versions', () => {
  const page = (at: number, more: Record<string, unknown> = {}) => ({
    '@id': `${site}${folder}/tin.mint/page/${at}.0.0/${at}.9.0.json`,
    count: 64,
    lower: `${at}.0.0`,
    upper: `${at}.9.0`,
    ...more,
  });
  const pageAddress = (at: number) => `nuget main ${folder}/tin.mint/page/${at}.0.0/${at}.9.0.json`;
  const filled = (at: number) => ({ items: [leaf(`${at}.0.0`, '2026-01-01T00:00:00Z')] });

  it('are asked for where the index does not hold them, the newest twenty', async () => {
    const pages = Array.from({ length: 25 }, (_, at) => page(at + 1));
    const bodies = pages.map((_, at) => [pageAddress(at + 1), { body: filled(at + 1) }] as const);
    const http = fakeHttp({ ...answers, ...Object.fromEntries(bodies), [addresses.index]: { body: { items: pages } } });
    const history = seen(await client.history('Tin.Mint', http));
    expect(history?.releases).toHaveLength(20);
    expect(history?.releases.at(-1)?.version).toBe('25.0.0');
    expect(history?.omitted).toBe(5 * 64);
  });

  it.each([
    'https://evil.example/v3/page.json',
    `${site}.evil.example/v3/page.json`,
    `${site}/../elsewhere.json`,
    `${site}/v3/%2e%2e/elsewhere.json`,
    `${site}/v3/page.json?x=1`,
    'file:///etc/passwd',
    7,
  ])('are asked for at the documented address where %s is named', async (id) => {
    const http = fakeHttp({
      ...answers,
      [addresses.index]: { body: { items: [page(1, { '@id': id })] } },
      [pageAddress(1)]: { body: filled(1) },
    });
    expect(seen(await client.history('Tin.Mint', http))?.releases).toHaveLength(1);
    expect(http.asked).toContain(pageAddress(1));
  });

  it('that are missing leave nothing to be read', async () => {
    expect((await withBody('index', { items: [page(1)] })).state).toBe('unreadable');
  });

  it('are found by the folder that the service index names on the same host, and no other', async () => {
    const named = (id: unknown) => ({ resources: [{ '@id': id, '@type': 'RegistrationsBaseUrl/3.6.0' }] });
    const moved = { [addresses.services]: { body: named(`${site}/v4/registration/`) } };
    const http = fakeHttp(moved);
    await client.history('Tin.Mint', http);
    expect(http.asked).toContain('nuget main /v4/registration/tin.mint/index.json');
    for (const id of ['https://evil.example/v3/', `${site}/v3`, `${site}/../`, 7, null])
      expect((await withBody('services', named(id))).state).toBe('seen');
  });
});

describe('the details of a version', () => {
  const release = bareRelease('2.0.0');
  const leafAddress = `nuget main ${folder}/tin.mint/2.0.0.json`;
  const entryPath = '/v3/catalog0/data/2026.03.01/tin.mint.2.0.0.json';
  const entry = {
    created: '2026-03-01T08:58:00.5Z',
    packageHash: Buffer.alloc(64, 9).toString('base64'),
    packageHashAlgorithm: 'SHA512',
  };
  const all: Readonly<Record<string, Answer>> = {
    ...answers,
    [leafAddress]: { body: { listed: true, catalogEntry: `${site}${entryPath}` } },
    [`nuget main ${entryPath}`]: { body: entry },
  };
  const details = (more: Readonly<Record<string, Answer>>) => client.details?.('Tin.Mint', release, fakeHttp(more));

  it('are the commit that it claims, when it was created and the hash of the signed file', async () => {
    expect(await details(all)).toMatchObject({
      state: 'seen',
      value: {
        publishedAt: '2026-03-01T08:58:00.500Z',
        claimed: { commit, dirty: false },
        recorded: null,
        files: [{ name: 'tin.mint.2.0.0.nupkg', digests: { sha512: '09'.repeat(64) } }],
      },
    });
  });

  it('stand without the catalog, wherever it is said to be', async () => {
    for (const catalogEntry of ['https://evil.example/x.json', `${site}/v3/missing.json`, 7])
      expect(await details({ ...all, [leafAddress]: { body: { catalogEntry } } })).toMatchObject({
        value: { publishedAt: null, files: [], claimed: { commit } },
      });
  });

  it('claim no commit that is none', async () => {
    const body = nuspec.replace(commit, 'main');
    expect(await details({ ...all, [addresses.nuspec]: { body } })).toMatchObject({
      value: { claimed: { commit: null } },
    });
  });

  it('lose what has the wrong type', async () => {
    for (const wrong of withWrongTypes(entry)) {
      const answer = await details({ ...all, [`nuget main ${entryPath}`]: { body: wrong } });
      expect(answer).toMatchObject({ state: 'seen', value: { claimed: { commit } } });
    }
  });

  it.each(Object.entries(noDocuments))('are unreadable: %s', async (_, body) => {
    expect((await details({ ...all, [addresses.nuspec]: { body } }))?.state).toBe('unreadable');
  });
});

describe('answers that are not to be believed', () => {
  it.each(Object.entries(noDocuments))('%s is unreadable', async (_, text) => {
    expect((await withBody('index', text)).state).toBe('unreadable');
    expect((await withBody('services', text)).state).toBe('seen');
    expect(seen(await withBody('search', text))?.owners.state).toBe('unreadable');
    expect(seen(await withBody('nuspec', text))?.sourceLinks).toEqual(['https://mint.example']);
  });

  it('that are cut short are unreadable', async () => {
    expect((await withBody('index', JSON.stringify(index).slice(0, -30))).state).toBe('unreadable');
  });

  it('lose what has the wrong type, at every level', async () => {
    const short = { items: [{ count: 1, items: leaves.slice(1, 2) }] };
    for (const wrong of withWrongTypes(short)) await withBody('index', wrong);
    for (const wrong of withWrongTypes(search)) await withBody('search', wrong);
    for (const wrong of withWrongTypes(services)) await withBody('services', wrong);
  });

  it('lose odd versions and times to come', async () => {
    const odd = ['../1', '1/2', '"', '💥', '__proto__'].map((version) => leaf(version, '2026-01-01T00:00:00Z'));
    const items = [{ count: 9, items: [...odd, leaf('9.0.0', '2999-01-01T00:00:00Z')] }];
    expect(seen(await withBody('index', { items }))?.releases).toMatchObject([{ version: '9.0.0', publishedAt: null }]);
  });

  it('keep the newest thousand of ten thousand versions', async () => {
    const start = Date.UTC(2020, 0, 1);
    const many = Array.from({ length: 10_000 }, (_, at) =>
      leaf(`1.0.${at}`, new Date(start + at * 60_000).toISOString()),
    );
    const history = seen(await withBody('index', { items: [{ count: 10_000, items: many }] }));
    expect(history).toMatchObject({ omitted: 9000 });
    expect(history?.releases.at(-1)?.version).toBe('1.0.9999');
  });
});

describe('over the network', () => {
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });

  it('asks by the addresses that nuget.org documents', async () => {
    nock.disableNetConnect();
    const api = nock('https://api.nuget.org')
      .get('/v3/index.json')
      .reply(200, JSON.stringify(services).replaceAll(site, 'https://api.nuget.org'))
      .get(`${folder}/tin.mint/index.json`)
      .reply(200, index)
      .get('/v3-flatcontainer/tin.mint/2.0.0/tin.mint.nuspec')
      .reply(200, nuspec);
    const found = nock('https://azuresearch-usnc.nuget.org')
      .get('/query')
      .query({ q: 'packageid:Tin.Mint', prerelease: 'true', semVerLevel: '2.0.0' })
      .reply(200, search);
    const bases = { main: 'https://api.nuget.org', search: 'https://azuresearch-usnc.nuget.org' };
    const history = seen(await client.history('Tin.Mint', overNetwork(bases, 'nuget')));
    expect(history).toMatchObject({ newest: '2.0.0', owners: { state: 'seen' } });
    api.done();
    found.done();
  });
});
