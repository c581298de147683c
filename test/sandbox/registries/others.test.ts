import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { build, commit, first, packageOf, second, started } from './started.ts';

/** The shapes are those of real documents; an object knows its keys, so that one too many is noticed as well. */
const moment = z.iso.datetime();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const url = z.url();
const yanked = { ...first, withdrawn: { kind: 'yanked', reason: 'broken', at: '2026-03-12T00:00:00Z' } } as const;

describe('the documents of other registries', () => {
  it('Maven Central: metadata, description, signature and checksum', async () => {
    const { ask } = await started(packageOf('maven-central', 'org.coin:mint'));
    const text = async (path: string) => (await ask('maven-central', 'main', path)).text();
    expect(await text('/org/coin/mint/maven-metadata.xml')).toMatch(
      /<latest>1\.1\.0<\/latest>\s*<release>1\.1\.0<\/release>\s*<versions>\s*<version>1\.0\.0<\/version>\s*<version>1\.1\.0<\/version>/,
    );
    const folder = '/org/coin/mint/1.1.0/mint-1.1.0';
    expect(await text(`${folder}.pom`)).toContain('<url>https://github.com/coin/mint</url>');
    expect(await text(`${folder}.jar.asc`)).toMatch(/^-----BEGIN PGP SIGNATURE-----/);
    expect(await text(`${folder}.jar.sha256`)).toMatch(/^[0-9a-f]{64}$/);
    expect(await text('/org/coin/mint/1.1.0/')).toContain('mint-1.1.0.jar.sigstore.json');
  });

  it('Packagist: what does not change is not said again', async () => {
    const releases = [
      { ...first, version: 'v1.0.0', claimedCommit: 'fix', dependencies: ['a/b'] },
      { ...second, version: 'v1.1.0', build: { ...build, commit: 'a'.repeat(40) } },
    ];
    const { json } = await started(packageOf('packagist', 'coin/mint', { releases }));
    const metadata = z.strictObject({
      minified: z.literal('composer/2.0'),
      packages: z.strictObject({
        'coin/mint': z.tuple([
          z.looseObject({ version: z.string(), source: z.looseObject({ reference: z.string() }) }),
          z.looseObject({ version: z.string(), source: z.looseObject({ reference: z.string() }) }),
        ]),
      }),
      'security-advisories': z.array(z.unknown()),
    });
    const document = metadata.parse(await json('packagist', 'repo', '/p2/coin/mint.json'));
    const [newer, older] = document.packages['coin/mint'];
    expect(newer).toMatchObject({
      name: 'coin/mint',
      version: 'v1.1.0',
      version_normalized: '1.1.0.0',
      source: { type: 'git', url: 'https://github.com/coin/mint.git', reference: 'a'.repeat(40) },
      'published-time': '2026-03-11T10:00:00+00:00',
    });
    expect(Object.keys(older)).not.toContain('name');
    expect(older).toMatchObject({ version: 'v1.0.0', source: { reference: commit }, require: { 'a/b': '^1.0' } });
    expect(await json('packagist', 'main', '/packages/coin/mint.json')).toMatchObject({
      package: { name: 'coin/mint', repository: 'https://github.com/coin/mint', maintainers: [{ name: 'ada' }, {}] },
    });
    expect(await json('packagist', 'main', '/packages/list.json?vendor=coin')).toEqual({ packageNames: ['coin/mint'] });
  });

  it('RubyGems: an entry for each platform, and no attestation where there is none', async () => {
    const files = [{ name: 'mint-1.1.0.gem' }, { name: 'mint-1.1.0-x86_64-linux.gem' }];
    const releases = [first, { ...second, files, attested: false }];
    const { ask, json } = await started(packageOf('rubygems', 'mint', { twoFactorRequired: true, releases }));
    const entry = z.looseObject({
      number: z.string(),
      platform: z.string(),
      created_at: moment,
      sha: sha256,
      metadata: z.strictObject({ source_code_uri: url, rubygems_mfa_required: z.literal('true') }),
    });
    const versions = z.array(entry).parse(await json('rubygems', 'main', '/api/v1/versions/mint.json'));
    expect(versions.map(({ number, platform }) => `${number} ${platform}`)).toEqual([
      '1.1.0 x86_64-linux',
      '1.1.0 ruby',
      '1.0.0 ruby',
    ]);
    expect(await json('rubygems', 'main', '/api/v1/attestations/mint-1.1.0-x86_64-linux.json')).toEqual([]);
    expect((await ask('rubygems', 'main', '/api/v1/attestations/mint-9.9.9.json')).status).toBe(404);
    const week = '/api/v1/timeframe_versions.json?from=2026-03-08T00:00:00Z&to=2026-03-12T00:00:00Z';
    expect(await json('rubygems', 'main', week)).toMatchObject([{ version: '1.1.0' }, { version: '1.1.0' }]);
    expect(await (await ask('rubygems', 'main', '/info/mint')).text()).toMatch(
      /^---\n1\.0\.0 \|checksum:[0-9a-f]{64},created_at:2026-03-01T10:00:00Z\n/,
    );
  });

  it('NuGet: an index that leads to the rest', async () => {
    const { registries } = await started(packageOf('nuget', 'Coin.Mint', { releases: [yanked, second] }));
    const get = async (address: string) => (await fetch(address)).json();
    const index = z.strictObject({
      version: z.literal('3.0.0'),
      resources: z.array(z.strictObject({ '@id': url, '@type': z.string() })),
    });
    const { resources } = index.parse(await get(`${registries.bases['nuget']?.['main']}/v3/index.json`));
    const resource = (type: string) => resources.find((each) => each['@type'] === type)?.['@id'] ?? '';
    const entry = z.looseObject({ '@id': url, version: z.string(), listed: z.boolean(), published: z.string() });
    const registration = z.looseObject({
      count: z.literal(1),
      items: z.tuple([z.looseObject({ count: z.literal(2), items: z.array(z.looseObject({ catalogEntry: entry })) })]),
    });
    const { items } = registration.parse(await get(`${resource('RegistrationsBaseUrl/3.6.0')}coin.mint/index.json`));
    const entries = items[0].items.map(({ catalogEntry }) => catalogEntry);
    expect(entries.map(({ version, listed, published }) => [version, listed, published.slice(0, 10)])).toEqual([
      ['1.0.0', false, '1900-01-01'],
      ['1.1.0', true, '2026-03-11'],
    ]);
    // The catalogue keeps when it really came.
    expect(await get(entries[0]?.['@id'] ?? '')).toMatchObject({ created: '2026-03-01T10:00:00.000+00:00' });
    const query = `${resource('SearchQueryService')}?q=packageid:Coin.Mint&prerelease=true`;
    expect(await get(query)).toMatchObject({ data: [{ owners: ['ada', 'mint'], version: '1.1.0' }] });
    const flat = resource('PackageBaseAddress/3.0.0');
    expect(await get(`${flat}coin.mint/index.json`)).toEqual({ versions: ['1.0.0', '1.1.0'] });
    const nuspec = await (await fetch(`${flat}coin.mint/1.1.0/coin.mint.nuspec`)).text();
    expect(nuspec).toContain(`commit="${commit}"`);
  });

  it('pub.dev, JSR and Hex', async () => {
    const { json } = await started(
      packageOf('pub.dev', 'mint'),
      packageOf('jsr', '@coin/mint', { releases: [yanked, second] }),
      packageOf('hex', 'mint', { releases: [yanked, second] }),
    );
    expect(await json('pub.dev', 'main', '/api/packages/mint')).toMatchObject({
      latest: { version: '1.1.0' },
      versions: [
        { published: '2026-03-01T10:00:00.000Z' },
        { pubspec: { repository: 'https://github.com/coin/mint' } },
      ],
    });
    expect(await json('pub.dev', 'main', '/api/packages/mint/publisher')).toEqual({ publisherId: 'mint' });
    expect(await json('jsr', 'main', '/@coin/mint/meta.json', { headers: { accept: '*/*' } })).toEqual({
      scope: 'coin',
      name: 'mint',
      latest: '1.1.0',
      githubRepository: { owner: 'coin', name: 'mint' },
      versions: {
        '1.0.0': { createdAt: '2026-03-01T10:00:00.000Z', yanked: true },
        '1.1.0': { createdAt: '2026-03-11T10:00:00.000Z' },
      },
    });
    const version = '/scopes/coin/packages/mint/versions';
    expect(await json('jsr', 'api', `${version}/1.0.0`)).toMatchObject({ rekorLogId: null, user: { name: 'ada' } });
    expect(await json('jsr', 'api', `${version}/1.1.0`)).toMatchObject({ rekorLogId: expect.stringMatching(/^\d+$/) });
    expect(await json('hex', 'main', '/api/packages/mint')).toMatchObject({
      releases: [{ version: '1.1.0' }, { version: '1.0.0' }],
      retirements: { '1.0.0': { reason: 'other', message: 'broken' } },
    });
    expect(await json('hex', 'main', '/api/packages/mint/releases/1.0.0')).toMatchObject({
      publisher: { username: 'ada' },
      checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('Go: the tag and its sum', async () => {
    const releases = [
      { ...first, version: 'v1.0.0', withdrawn: { kind: 'retracted', at: '2026-03-12T00:00:00Z' } as const },
      { ...second, version: 'v1.1.0' },
    ];
    const { ask, json } = await started(packageOf('go', 'github.com/Coin/mint', { releases }));
    const module = '/github.com/!coin/mint';
    const text = async (base: string, path: string) => (await ask('go', base, path)).text();
    expect(await text('main', `${module}/@v/list`)).toBe('v1.0.0\nv1.1.0\n');
    expect(await json('go', 'main', `${module}/@latest`)).toEqual({
      Version: 'v1.1.0',
      Time: '2026-03-11T10:00:00Z',
      Origin: { VCS: 'git', URL: 'https://github.com/coin/mint', Hash: commit, Ref: 'refs/tags/v1.1.0' },
    });
    expect(await text('main', `${module}/@v/v1.1.0.mod`)).toContain('retract v1.0.0');
    expect(await text('main', `${module}/@v/v1.0.0.mod`)).not.toContain('retract');
    expect(await text('sum', `/lookup${module}@v1.1.0`)).toMatch(
      /^\d+\ngithub\.com\/Coin\/mint v1\.1\.0 h1:\S+\ngithub\.com\/Coin\/mint v1\.1\.0\/go\.mod h1:\S+\n\ngo\.sum database tree\n/,
    );
  });

  it('deps.dev and OSV join them', async () => {
    const advisories = [{ id: 'MAL-2026-7', at: '2026-03-12T00:00:00Z', versions: ['1.1.0'] }];
    const { json } = await started(packageOf('npm', '@coin/mint', { advisories }), packageOf('crates.io', 'mint'));
    expect(await json('deps.dev', 'main', '/v3/systems/npm/packages/%40coin%2Fmint/versions/1.1.0')).toMatchObject({
      versionKey: { system: 'NPM', name: '@coin/mint', version: '1.1.0' },
      publishedAt: '2026-03-11T10:00:00Z',
      advisoryKeys: [{ id: 'MAL-2026-7' }],
      relatedProjects: [{ projectKey: { id: 'github.com/coin/mint' } }],
    });
    const versions = z.object({
      versions: z.array(z.looseObject({ versionKey: z.looseObject({ system: z.string() }) })),
    });
    const joined = versions.parse(
      await json('deps.dev', 'main', '/v3/projects/github.com%2Fcoin%2Fmint:packageversions'),
    );
    expect(joined.versions.map(({ versionKey }) => versionKey.system)).toEqual(['NPM', 'NPM', 'CARGO', 'CARGO']);

    const ask = (body: unknown, path = '/v1/query') =>
      json('osv', 'main', path, { method: 'POST', body: JSON.stringify(body) });
    const question = { package: { ecosystem: 'npm', name: '@coin/mint' } };
    expect(await ask({ ...question, version: '1.0.0' })).toEqual({});
    expect(await ask({ ...question, version: '1.1.0' })).toMatchObject({ vulns: [{ id: 'MAL-2026-7' }] });
    expect(
      await ask({ queries: [question, { package: { ecosystem: 'constructor', name: 'x' } }] }, '/v1/querybatch'),
    ).toEqual({
      results: [{ vulns: [{ id: 'MAL-2026-7', modified: '2026-03-12T00:00:00Z' }] }, {}],
    });
    expect(await json('osv', 'main', '/v1/vulns/MAL-2026-7')).toMatchObject({ id: 'MAL-2026-7' });
  });
});
