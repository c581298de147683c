import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { client } from '../../../src/registries/jsr/client.ts';
import { bareRelease } from '../../../src/registries/release.ts';
import { seen } from '../../../src/types/observation.ts';
import { fakeHttp } from '../replies.ts';

const frame = { scope: 'birds', name: 'nest', latest: '1.1.0', versions: {} };

const history = (body: unknown, name = '@birds/nest') =>
  client.history(name, fakeHttp({ [`jsr main /${name}/meta.json`]: { body } }));

describe('the history of a package', () => {
  it('has versions with time and whether they were yanked, and the linked repository', async () => {
    const answer = await history({
      ...frame,
      githubRepository: { owner: 'birds', name: 'nest.ts' },
      versions: {
        '1.1.0': { createdAt: '2026-02-01T10:00:00.123456Z' },
        '1.0.0': { createdAt: '2026-01-01T10:00:00Z', yanked: true },
      },
    });
    expect(answer).toMatchObject({
      state: 'seen',
      value: {
        registry: 'jsr',
        name: '@birds/nest',
        releases: [
          { version: '1.0.0', publishedAt: '2026-01-01T10:00:00.000Z', withdrawn: { kind: 'yanked', reason: null } },
          {
            version: '1.1.0',
            publishedAt: '2026-02-01T10:00:00.123Z',
            withdrawn: null,
            publisher: { kind: 'unknown' },
          },
        ],
        newest: '1.1.0',
        sourceLinks: ['https://github.com/birds/nest.ts'],
        page: 'https://jsr.io/@birds/nest',
      },
    });
  });

  it('has no times where JSR gives none, which it does for packages that were not published to for long', async () => {
    const value = seen(await history({ ...frame, versions: { '1.0.0': {}, '1.1.0': { yanked: false } } }));
    expect(value?.releases.map(({ publishedAt }) => publishedAt)).toEqual([null, null]);
  });

  it('asks for JSON, once', async () => {
    const http = fakeHttp({});
    expect((await client.history('@birds/nest', http)).state).toBe('absent');
    expect(http.questions).toEqual([
      { service: 'jsr', base: 'main', path: '/@birds/nest/meta.json', accept: 'application/json' },
    ]);
  });

  it('keeps the newest thousand', async () => {
    const versions = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, n) => [`1.${n}.0`, { createdAt: new Date(1.6e12 + n * 1e6).toISOString() }]),
    );
    const value = seen(await history({ ...frame, versions }));
    expect([value?.releases.length, value?.omitted, value?.releases.at(-1)?.version]).toEqual([1000, 9000, '1.9999.0']);
  });
});

describe('details', () => {
  const path = 'jsr api /scopes/birds/packages/nest/versions/1.0.0';
  const details = (body: unknown, version = '1.0.0') =>
    client.details?.('@birds/nest', bareRelease(version), fakeHttp({ [path]: { body } }));

  const document = { scope: 'birds', package: 'nest', version: '1.0.0', createdAt: '2026-01-01T10:00:00Z' };

  it('say that it has provenance, which only GitHub Actions leaves behind', async () => {
    expect(await details({ ...document, rekorLogId: '123456', user: { name: 'Wren' } })).toMatchObject({
      state: 'seen',
      value: {
        publishedAt: '2026-01-01T10:00:00.000Z',
        attested: 'yes',
        publisher: { kind: 'trusted', name: 'Wren', provider: 'github' },
      },
    });
  });

  it('say that it has none, and not how it was published then', async () => {
    expect(await details({ ...document, rekorLogId: null, user: { name: 'Wren' } })).toMatchObject({
      value: { attested: 'no', publisher: { kind: 'unknown', name: 'Wren', provider: null } },
    });
  });

  it.each([undefined, '', 7, true, {}])('do not say whether for a log id of %j', async (rekorLogId) => {
    expect(await details({ ...document, rekorLogId, user: 'Wren' })).toMatchObject({
      value: { attested: 'unknown', publisher: { kind: 'unknown', name: null } },
    });
  });

  it.each([{ ...document, version: '1.0.1' }, { rekorLogId: 'x' }, '<html>', '', '{"version":', [], null])(
    'are unreadable in %j',
    async (body) => {
      expect((await details(body))?.state).toBe('unreadable');
    },
  );

  it.each(['../1.0.0', '__proto__', '🐦', '', '1.0'])('are not asked for the version %j', async (version) => {
    expect((await details(document, version))?.state).toBe('absent');
  });
});

describe('hostile answers', () => {
  it.each([
    '<!doctype html>',
    '',
    'null',
    '[]',
    '{}',
    '7',
    '{"scope":"birds"',
    { ...frame, versions: [] },
    { ...frame, versions: null },
    { ...frame, versions: 'x' },
    { ...frame, scope: 'owls' },
    { ...frame, name: ['nest'] },
  ])('leave %j unreadable', async (body) => {
    expect((await history(body)).state).toBe('unreadable');
  });

  it.each([null, 7, 'x', [], {}, true, { owner: '..', name: '../x' }, { owner: 'a b', name: '"' }])(
    'drop what says %j where something else belongs',
    async (wrong) => {
      const versions = { '1.0.0': wrong, '1.1.0': { createdAt: wrong, yanked: wrong } };
      const value = seen(await history({ ...frame, latest: wrong, githubRepository: wrong, versions }));
      expect(value?.releases.map(({ version, publishedAt }) => [version, publishedAt])).toEqual([
        ['1.0.0', null],
        ['1.1.0', null],
      ]);
      expect(value).toMatchObject({ newest: null, sourceLinks: [] });
    },
  );

  it('take only versions for versions', async () => {
    const text =
      '{"scope":"birds","name":"nest","versions":{"__proto__":{},"constructor":{},"1.0":{},"🐦":{},"1.0.0":{}}}';
    expect(seen(await history(text))?.releases.map(({ version }) => version)).toEqual(['1.0.0']);
  });

  it.each(['nest', '@birds', '@birds/nest/x', '@Birds/nest', '@birds/../x', '@bïrds/nest', '@b/"', '@🐦/x', ''])(
    'are not even asked for under the name %j',
    async (name) => {
      const http = fakeHttp({});
      expect(client.isName(name)).toBe(false);
      expect((await client.history(name, http)).state).toBe('absent');
      expect(http.asked).toEqual([]);
    },
  );

  it('never throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()), async (anything, versions) => {
        expect((await history(anything)).state).toBe('unreadable');
        expect((await history({ ...frame, latest: anything, githubRepository: anything, versions })).state).toBe(
          'seen',
        );
      }),
    );
  });
});
