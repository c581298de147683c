import { describe, expect, it } from 'vitest';
import { client } from '../../../src/registries/npm/client.ts';
import { bareRelease, type PackageHistory } from '../../../src/registries/release.ts';
import { seen } from '../../../src/types/observation.ts';
import { fakeHttp } from '../replies.ts';
import { dist, packumentDocument, trusted, versionDocument } from './packuments.ts';

describe('the history of a package', () => {
  it('tells who published each version, with what evidence and when', async () => {
    const { releases } = await historyOf([
      versionDocument('nest', '1.0.0'),
      versionDocument('nest', '1.1.0', {
        _npmUser: trusted('oidc:one'),
        dist: { ...dist('nest', '1.1.0'), attestations: { url: 'https://birds.example', provenance: {} } },
      }),
      versionDocument('nest', '1.2.0', { _npmUser: trusted('oidc:two', { approver: { name: 'wren', email: 'w@b' } }) }),
    ]);
    expect(releases.map(({ version, publishedAt }) => [version, publishedAt])).toEqual([
      ['1.0.0', '2025-01-01T00:00:00.000Z'],
      ['1.1.0', '2025-02-01T00:00:00.000Z'],
      ['1.2.0', '2025-03-01T00:00:00.000Z'],
    ]);
    expect(releases.map(({ publisher }) => publisher)).toEqual([
      {
        kind: 'person',
        name: 'wren',
        email: 'wren@birds.example',
        provider: null,
        configuration: null,
        approver: null,
      },
      { kind: 'trusted', name: null, email: null, provider: 'github', configuration: 'oidc:one', approver: null },
      { kind: 'trusted', name: null, email: null, provider: 'github', configuration: 'oidc:two', approver: 'wren' },
    ]);
    expect(releases.map(({ attested }) => attested)).toEqual(['no', 'yes', 'no']);
  });

  it('does not know the publisher, nor that there is no attestation, where a mirror leaves it out', async () => {
    const [release] = (await historyOf([versionDocument('nest', '1.0.0', { _npmUser: undefined })])).releases;
    expect(release).toMatchObject({ publisher: { kind: 'unknown', name: null }, attested: 'unknown' });
  });

  it.each([
    ['a trusted publisher that is none', { _npmUser: trusted('x', { trustedPublisher: 'github' }) }],
    ['a user without a name', { _npmUser: { email: 'wren@birds.example' } }],
    ['a user that is a list', { _npmUser: ['wren'] }],
    ['a name that is a number', { _npmUser: { name: 7 } }],
  ])('takes nobody for the publisher from %s', async (_, over) => {
    const [release] = (await historyOf([versionDocument('nest', '1.0.0', over)])).releases;
    expect(release?.publisher).toEqual(bareRelease('1.0.0').publisher);
  });

  it('names the tarball and its digests in hexadecimal', async () => {
    const [release] = (await historyOf([versionDocument('@birds/nest', '1.0.0')], '@birds/nest')).releases;
    expect(release?.files).toEqual([
      {
        name: 'nest-1.0.0.tgz',
        digests: { sha512: Buffer.alloc(64, '1.0.0').toString('hex'), sha1: 'c0'.repeat(20) },
        publishedAt: '2025-01-01T00:00:00.000Z',
        attested: 'no',
      },
    ]);
  });

  it.each([
    'sha512-AAAA',
    'sha512-!!!',
    `sha512-${Buffer.alloc(63).toString('base64')}`,
    `md5-${Buffer.alloc(16).toString('base64')}`,
    `constructor-${Buffer.alloc(64).toString('base64')}`,
    12,
    null,
  ])('takes no digest from the integrity %j', async (integrity) => {
    const over = { dist: { ...dist('nest', '1.0.0'), integrity, shasum: 'not one' } };
    const [release] = (await historyOf([versionDocument('nest', '1.0.0', over)])).releases;
    expect(release?.files).toMatchObject([{ digests: {} }]);
  });

  it('tells what runs on installing and what it depends on, optional ones too', async () => {
    const { releases } = await historyOf([
      versionDocument('nest', '1.0.0', { dependencies: { twig: '1' }, optionalDependencies: { moss: '2', twig: '1' } }),
      versionDocument('nest', '1.1.0', { scripts: { postinstall: 'node steal.js' } }),
      versionDocument('nest', '1.2.0', { scripts: { preinstall: '' }, hasInstallScript: true }),
      versionDocument('nest', '1.3.0', { scripts: 'none', dependencies: ['twig'] }),
      versionDocument('nest', '1.4.0', { scripts: { install: 5 }, dependencies: null }),
      versionDocument('nest', '1.5.0', { scripts: undefined }),
    ]);
    expect(releases.map(({ installScript }) => installScript)).toEqual([false, true, true, null, null, false]);
    expect(releases.map(({ dependencies }) => dependencies)).toEqual([['moss', 'twig'], [], [], null, null, []]);
  });

  it('takes a commit that the client wrote for a claim, and nothing else for one', async () => {
    const { releases } = await historyOf([
      versionDocument('nest', '1.0.0', { gitHead: 'A1'.repeat(20) }),
      versionDocument('nest', '1.1.0', { gitHead: 'main' }),
      versionDocument('nest', '1.2.0', { gitHead: { sha: 'a1'.repeat(20) } }),
    ]);
    expect(releases.map(({ claimed }) => claimed.commit)).toEqual(['a1'.repeat(20), null, null]);
    expect(releases.every(({ recorded }) => recorded === null)).toBe(true);
  });

  it('tells of deprecation, of which an empty text is none', async () => {
    const history = await historyOf([
      versionDocument('nest', '1.0.0', { deprecated: '' }),
      versionDocument('nest', '1.1.0', { deprecated: false }),
      versionDocument('nest', '1.2.0', { deprecated: 'use `burrow`' }),
    ]);
    expect(history.releases.map(({ withdrawn }) => withdrawn)).toEqual([
      null,
      null,
      { kind: 'deprecated', reason: 'use `burrow`' },
    ]);
    expect(history).toMatchObject({ status: 'deprecated', newest: '1.2.0' });
  });

  it('finds versions that only the times remember, and no words of the registry among them', async () => {
    const { vanished, releases } = await historyOf(
      [versionDocument('nest', '1.0.0'), versionDocument('nest', '0.0.0-stage')],
      'nest',
      {
        '1.0.1': '2025-05-01T10:00:00.000Z',
        '1.0.2': 'soon',
        unpublished: { name: 'wren' },
        '0.0.0-stage': '2025-01-01T00:00:00.000Z',
      },
    );
    expect(vanished).toEqual([
      { version: '1.0.2', publishedAt: null },
      { version: '1.0.1', publishedAt: '2025-05-01T10:00:00.000Z' },
    ]);
    expect(releases.map(({ version }) => version)).toEqual(['1.0.0']);
  });

  it('sees a package that the registry holds, and takes the holding for no release', async () => {
    const history = await historyOf([versionDocument('nest', '0.0.1-security')], 'nest', {
      '1.0.0': '2025-05-01T10:00:00.000Z',
    });
    expect(history).toMatchObject({ status: 'held', newest: null, releases: [] });
    expect(history.vanished).toHaveLength(1);
  });

  it('sees a name that was held once and was given to somebody since', async () => {
    const history = await historyOf([versionDocument('nest', '1.0.0')], 'nest', {
      '0.0.1-security': '2020-05-01T10:00:00.000Z',
      '0.0.1-security.0': '2020-05-02T10:00:00.000Z',
    });
    expect(history).toMatchObject({ status: 'active', newest: '1.0.0', vanished: [] });
  });

  it('reads a package that was unpublished as a whole', async () => {
    const times = { '1.0.0': '2025-01-01T00:00:00.000Z', unpublished: { time: '2025-02-01T00:00:00.000Z' } };
    const answer = await ask({ _id: 'nest', name: 'nest', time: times });
    expect(seen(answer)).toMatchObject({ releases: [], newest: null, vanished: [{ version: '1.0.0' }] });
    expect(seen(answer)?.owners.state).toBe('unreadable');
  });

  it('lists maintainers as owners and leaves out what is none', async () => {
    const { owners } = await historyOf(
      [versionDocument('nest', '1.0.0')],
      'nest',
      {},
      {
        maintainers: [{ name: 'wren', email: 'w@b' }, 'owl', { name: '' }, null, { name: 'lark' }],
      },
    );
    expect(seen(owners)).toEqual([
      { name: 'wren', kind: 'person', role: null },
      { name: 'lark', kind: 'person', role: null },
    ]);
    const other = await historyOf([versionDocument('nest', '1.0.0')], 'nest', {}, { maintainers: 'wren' });
    expect(other.owners.state).toBe('unreadable');
  });

  it('has the source links of the newest release first, each once', async () => {
    const { sourceLinks } = await historyOf([
      versionDocument('nest', '1.0.0', { repository: { type: 'git', url: 'git+https://github.com/birds/old.git' } }),
      versionDocument('nest', '1.1.0', { repository: 'birds/nest' }),
      versionDocument('nest', '1.2.0', { repository: { url: ['x'] } }),
      versionDocument('nest', '1.3.0', { repository: 'birds/nest' }),
    ]);
    expect(sourceLinks).toEqual(['birds/nest', 'git+https://github.com/birds/old.git']);
  });

  it('puts releases in order of time, whatever the order of the document, with those without one first', async () => {
    const { releases } = await historyOf(
      ['2.0.0', '1.0.1', '3.0.0'].map((version) => versionDocument('nest', version)),
      'nest',
      { '2.0.0': '2025-02-01T00:00:00.000Z', '1.0.1': '2025-03-01T00:00:00+02:00', '3.0.0': 'yesterday' },
    );
    expect(releases.map(({ version, publishedAt }) => `${version} ${publishedAt}`)).toEqual([
      '3.0.0 null',
      '2.0.0 2025-02-01T00:00:00.000Z',
      '1.0.1 2025-02-28T22:00:00.000Z',
    ]);
  });

  it('asks once, with the slash of a scope encoded, and bounded', async () => {
    const http = fakeHttp({ 'npm main /@birds%2fnest': { body: packumentDocument('@birds/nest', [], {}) } });
    expect((await client.history('@birds/nest', http)).state).toBe('seen');
    expect(http.questions).toMatchObject([{ path: '/@birds%2fnest', mostBytes: 128 * 1024 * 1024 }]);
    expect(http.questions[0]?.distil?.name).toBe('npm-packument/1');
  });

  it('is absent for a package that is not there, and unreadable for whatever else is no answer', async () => {
    const states = [];
    for (const answer of [
      { status: 404 },
      { status: 410 },
      { status: 403 },
      { status: 500, body: packumentDocument('nest', [], {}) },
      { unavailable: 'time-out' },
      { body: packumentDocument('other', [], {}) },
    ])
      states.push((await client.history('nest', fakeHttp({ 'npm main /nest': answer }))).state);
    expect(states).toEqual(['absent', 'absent', 'unreadable', 'unreadable', 'unreadable', 'unreadable']);
  });
});

describe('names', () => {
  it.each(['nest', '@birds/nest', 'JSONStream', "it's~(old)!", 'a.b', '@b-1/n_2', 'x'])('takes %s for one', (name) => {
    expect(client.isName(name)).toBe(true);
  });

  it.each([
    '',
    '.',
    '..',
    '.hidden',
    '@birds',
    '@birds/',
    '@/nest',
    '@birds/nest/deep',
    'a/b',
    'a\\b',
    'a b',
    'nést',
    '🐦',
    'a?b',
    'a#b',
    'a%2fb',
    '"quoted"',
    'node_modules',
    '-',
    'x'.repeat(215),
    '@birds/..',
    'new\nline',
    '\uD800',
  ])('does not take %j for one, and does not ask', async (name) => {
    const http = fakeHttp({});
    expect(client.isName(name)).toBe(false);
    expect((await client.history(name, http)).state).toBe('absent');
    expect((await client.attestations?.(name, bareRelease('1.0.0'), http))?.state).toBe('absent');
    expect(http.asked).toEqual([]);
  });
});

describe('attestations', () => {
  const path = 'npm main /-/npm/v1/attestations/@birds%2fnest@1.0.0';
  const attestationsOf = (answer: Parameters<typeof fakeHttp>[0][string]) =>
    client.attestations?.('@birds/nest', bareRelease('1.0.0'), fakeHttp({ [path]: answer }));

  it('come as one document about the release, as the registry sent it', async () => {
    const body = { attestations: [{ predicateType: 'https://slsa.dev/provenance/v1', bundle: { mediaType: 'x' } }] };
    expect(await attestationsOf({ body })).toMatchObject({
      state: 'seen',
      value: [{ file: null, text: JSON.stringify(body) }],
    });
  });

  it.each([
    ['absent', { status: 404 }],
    ['absent', { body: { attestations: [] } }],
    ['unreadable', { body: { attestations: {} } }],
    ['unreadable', { body: { error: 'try later' } }],
    ['unreadable', { body: '<html>' }],
    ['unreadable', { body: '' }],
    ['unreadable', { status: 429 }],
  ])('are %s for %j', async (state, answer) => {
    expect((await attestationsOf(answer))?.state).toBe(state);
  });

  it('are asked for with a version that leads nowhere else', async () => {
    const http = fakeHttp({});
    await client.attestations?.('nest', bareRelease('1/../../x?y#z'), http);
    expect(http.asked).toEqual(['npm main /-/npm/v1/attestations/nest@1%2F..%2F..%2Fx%3Fy%23z']);
  });
});

function ask(body: unknown, name = 'nest') {
  return client.history(name, fakeHttp({ [`npm main /${name.replace('/', '%2f')}`]: { body } }));
}

/** Versions a month apart from January 2025 on. */
async function historyOf(
  versions: readonly Record<string, unknown>[],
  name = 'nest',
  times: Readonly<Record<string, unknown>> = {},
  over: object = {},
): Promise<PackageHistory> {
  const monthly = versions.map(({ version }, month) => [version, new Date(Date.UTC(2025, month)).toISOString()]);
  const answer = await ask(packumentDocument(name, versions, { ...Object.fromEntries(monthly), ...times }, over), name);
  if (answer.state !== 'seen') throw new Error(`the document was ${answer.state}: ${JSON.stringify(answer)}`);
  return answer.value;
}
