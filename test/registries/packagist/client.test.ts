import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { client } from '../../../src/registries/packagist/client.ts';
import { seen } from '../../../src/types/observation.ts';
import { historyWith, noDocuments, withWrongTypes } from '../hostile.ts';
import { overNetwork } from '../over-network.ts';
import { fakeHttp } from '../replies.ts';

const commit = (digit: string) => digit.repeat(40);

const newest = {
  name: 'tin-works/mint',
  version: 'v2.1.0',
  version_normalized: '2.1.0.0',
  homepage: 'https://mint.example/',
  source: { type: 'git', url: 'https://github.com/tin-works/mint.git', reference: commit('c') },
  dist: {
    type: 'zip',
    url: 'https://api.github.com/repos/tin-works/mint/zipball/cc',
    reference: commit('c'),
    shasum: '',
  },
  require: { php: '>=8.2', 'tin-works/press': '^1.0' },
  time: '2026-07-01T10:00:00+00:00',
  'published-time': '2026-07-01T10:04:30+00:00',
};
const older = [
  {
    version: 'v2.0.0',
    version_normalized: '2.0.0.0',
    source: { type: 'git', url: 'https://github.com/tin-works/mint.git', reference: commit('b') },
    time: '2025-07-01T10:00:00+00:00',
    'published-time': '__unset',
  },
  {
    version: '1.0.0-RC1',
    version_normalized: '1.0.0.0-RC1',
    source: { type: 'git', url: 'https://gitlab.com/tin-works/mint.git', reference: commit('a') },
    require: '__unset',
    time: '2024-07-01T10:00:00+00:00',
  },
];
const metadata = {
  minified: 'composer/2.0',
  packages: { 'tin-works/mint': [newest, ...older] },
  'security-advisories': [],
};
const page = {
  package: {
    name: 'tin-works/mint',
    time: '2024-07-01T10:05:00+00:00',
    maintainers: [
      { name: 'ada', avatar_url: 'https://avatars.example/ada' },
      { name: 'grace', avatar_url: 'https://avatars.example/grace' },
    ],
    type: 'library',
    repository: 'https://github.com/tin-works/mint',
    versions: {},
  },
};

const address = 'packagist repo /p2/tin-works/mint.json';
const pageAddress = 'packagist main /packages/tin-works/mint.json';
const answers = { [address]: { body: metadata }, [pageAddress]: { body: page } };

const withMetadata = (body: unknown) => historyWith(client, 'tin-works/mint', answers, { address, body });
const withPage = (body: unknown) => historyWith(client, 'tin-works/mint', answers, { address: pageAddress, body });

describe('a package on Packagist', () => {
  it('has the commit of each version, and a time only where Packagist wrote one itself', async () => {
    const http = fakeHttp(answers);
    const history = seen(await client.history('Tin-Works/Mint', http));
    expect(http.asked).toEqual([address, pageAddress]);
    expect(history).toMatchObject({
      registry: 'packagist',
      name: 'tin-works/mint',
      newest: 'v2.1.0',
      status: 'active',
      malware: [],
      sourceLinks: ['https://github.com/tin-works/mint', 'https://mint.example'],
      owners: { state: 'seen', value: [{ name: 'ada', kind: 'person', role: null }, { name: 'grace' }] },
    });
    expect(history?.releases).toMatchObject([
      {
        version: '1.0.0-RC1',
        publishedAt: null,
        recorded: { repository: null, commit: commit('a') },
        dependencies: [],
      },
      { version: 'v2.0.0', publishedAt: null, recorded: { repository: 'tin-works/mint', commit: commit('b') } },
      { version: 'v2.1.0', publishedAt: '2026-07-01T10:04:30.000Z', dependencies: ['php', 'tin-works/press'] },
    ]);
    expect(history?.releases[1]?.dependencies).toEqual(['php', 'tin-works/press']);
    expect(history?.releases.every(({ publisher }) => publisher.kind === 'unknown')).toBe(true);
  });

  it('inherits nothing in a list that is not minified', async () => {
    const history = seen(await withMetadata({ packages: metadata.packages }));
    expect(history?.releases.find(({ version }) => version === 'v2.0.0')?.dependencies).toEqual([]);
  });

  it('has no branches among its releases', async () => {
    const branches = [newest, { version: 'dev-main' }, { version: '2.x-dev' }];
    const history = seen(await withMetadata({ ...metadata, packages: { 'tin-works/mint': branches } }));
    expect(history?.releases.map(({ version }) => version)).toEqual(['v2.1.0']);
  });

  it('tells what Packagist calls malware, in its words', async () => {
    const flagged = { constraint: '2.1.0', url: 'https://feed.example/1', reason: 'steals', id: 'F-1', source: 'feed' };
    const history = seen(await withMetadata({ ...metadata, filter: { malware: [flagged, { constraint: 7 }, null] } }));
    expect(history?.malware).toEqual(['2.1.0']);
  });

  it.each([
    [true, 'deprecated'],
    ['tin-works/new-mint', 'deprecated'],
    [false, 'active'],
    ['', 'active'],
    [{}, 'active'],
  ])('abandoned: %j is %s', async (abandoned, status) => {
    expect(seen(await withPage({ package: { ...page.package, abandoned } }))?.status).toBe(status);
  });

  it('stands without its page, with owners that cannot be read', async () => {
    const history = seen(await client.history('tin-works/mint', fakeHttp({ [address]: { body: metadata } })));
    expect(history?.releases).toHaveLength(3);
    expect(history?.owners.state).toBe('absent');
    const troubled = { [address]: { body: metadata }, [pageAddress]: { status: 500 } };
    expect(seen(await client.history('tin-works/mint', fakeHttp(troubled)))?.owners.state).toBe('unreadable');
  });

  it('is absent without a question where the name cannot be one', async () => {
    const http = fakeHttp({});
    for (const name of [
      'mint',
      'a/b/c',
      '../mint',
      'tin/..',
      'tin/mi nt',
      'tin/"',
      'tin/💥',
      '__proto__',
      '/',
      'tin/a..b',
    ]) {
      expect(client.isName(name), name).toBe(false);
      expect((await client.history(name, http)).state, name).toBe('absent');
    }
    expect(http.asked).toEqual([]);
  });
});

describe('answers that are not to be believed', () => {
  it.each(Object.entries(noDocuments))('%s is unreadable', async (_, text) => {
    expect((await withMetadata(text)).state).toBe('unreadable');
    expect(seen(await withPage(text))?.owners.state).toBe('unreadable');
  });

  it.each([
    ['a form of minifying that is not known', { ...metadata, minified: 'composer/3.0' }],
    ['another package', { ...metadata, packages: { 'tin-works/other': [newest] } }],
    ['an object where the list should be', { ...metadata, packages: { 'tin-works/mint': { '1.0.0': newest } } }],
    ['a document that is cut short', JSON.stringify(metadata).slice(0, -40)],
  ])('%s is unreadable', async (_, body) => {
    expect((await withMetadata(body)).state).toBe('unreadable');
  });

  it('lose what has the wrong type, at every level', async () => {
    for (const wrong of withWrongTypes(metadata)) await withMetadata(wrong);
    for (const wrong of withWrongTypes(page)) await withPage(wrong);
  });

  it('cannot reach what every object has', async () => {
    const text = `{"minified":"composer/2.0","packages":{"__proto__":[],"tin-works/mint":[{"version":"1.0.0","__proto__":{"source":{"url":"https://github.com/e/e","reference":"${commit('e')}"}},"constructor":"__unset"},{"version":"__proto__"}]}}`;
    expect(seen(await withMetadata(text))?.releases).toMatchObject([{ version: '1.0.0', recorded: null }]);
  });

  it('lose commits that are none, odd versions and times to come', async () => {
    const list = [
      { ...newest, version: '3.0.0', 'published-time': '2999-01-01T00:00:00+00:00' },
      { ...newest, version: '2.9.0', source: { ...newest.source, reference: 'main' } },
      { ...newest, version: '../2.8.0' },
      { ...newest, version: '💥' },
    ];
    const history = seen(await withMetadata({ packages: { 'tin-works/mint': list } }));
    expect(history?.releases.map(({ version }) => version).toSorted()).toEqual(['2.9.0', '3.0.0']);
    expect(history?.releases.find(({ version }) => version === '3.0.0')?.publishedAt).toBeNull();
    expect(history?.releases.find(({ version }) => version === '2.9.0')?.recorded).toBeNull();
  });

  it('keep the highest thousand of ten thousand versions', async () => {
    const many = Array.from({ length: 9999 }, (_, at) => ({ version: `1.0.${9998 - at}` }));
    const list = [{ ...newest, 'published-time': null }, ...many];
    const history = seen(await withMetadata({ ...metadata, packages: { 'tin-works/mint': list } }));
    expect(history).toMatchObject({ omitted: 9000, newest: 'v2.1.0' });
    expect(history?.releases.at(-1)?.version).toBe('v2.1.0');
  });
});

describe('the feed', () => {
  const changes = (body: unknown, since = '17800000000000') =>
    client.feed?.changes(since, fakeHttp({ [`packagist main /metadata/changes.json?since=${since}`]: { body } }));

  it('tells where to begin by the error of a question without a time', async () => {
    const error = {
      status: 400,
      body: { error: 'Invalid or missing "since" query parameter', timestamp: 17_800_000_000_000 },
    };
    const http = fakeHttp({ 'packagist main /metadata/changes.json': error });
    expect(await client.feed?.changes(null, http)).toMatchObject({ value: { names: [], next: '17800000000000' } });
    expect(await client.feed?.changes('&a=b', http)).toMatchObject({ value: { names: [], complete: false } });
  });

  it('names each package once, and no branches', async () => {
    const action = (type: string, name: string) => ({ type, package: name, time: 1_780_000_001 });
    const actions = [
      action('update', 'a/b'),
      action('update', 'a/b~dev'),
      action('delete', 'c/d'),
      action('update', 'a/b'),
    ];
    expect(await changes({ timestamp: 17_800_000_010_000, actions })).toMatchObject({
      value: { names: ['a/b', 'c/d'], next: '17800000010000', complete: true },
    });
  });

  it('is not complete where the log does not reach back', async () => {
    const actions = [{ type: 'resync', time: 1_780_000_001, package: '*' }];
    expect(await changes({ timestamp: 17_800_000_010_000, actions })).toMatchObject({
      value: { names: [], complete: false },
    });
  });

  it.each(Object.entries(noDocuments))('is unreadable: %s', async (_, text) => {
    expect((await changes(text))?.state).toBe('unreadable');
  });

  it('loses what has the wrong type', async () => {
    const document = { timestamp: 1, actions: [{ type: 'update', package: 'a/b', time: 1 }] };
    for (const wrong of withWrongTypes(document)) {
      const answer = await changes(wrong);
      expect(answer?.state === 'seen' ? answer.value.names.every((name) => name.length < 251) : true).toBe(true);
    }
  });
});

describe('over the network', () => {
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });

  it('asks by the addresses that Packagist documents', async () => {
    nock.disableNetConnect();
    const files = nock('https://repo.packagist.org').get('/p2/tin-works/mint.json').reply(200, metadata);
    const site = nock('https://packagist.org').get('/packages/tin-works/mint.json').reply(200, page);
    const bases = { main: 'https://packagist.org', repo: 'https://repo.packagist.org' };
    expect(seen(await client.history('tin-works/mint', overNetwork(bases, 'packagist')))?.releases).toHaveLength(3);
    files.done();
    site.done();
  });
});
