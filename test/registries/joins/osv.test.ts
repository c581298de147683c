import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Http } from '../../../src/http/http.ts';
import { advisoriesOf } from '../../../src/registries/joins/osv.ts';
import { seen } from '../../../src/types/observation.ts';
import { fakeHttp } from '../replies.ts';

const ask = (body: unknown, registry: Parameters<typeof advisoriesOf>[0] = 'npm', name = 'nest') =>
  advisoriesOf(registry, name, fakeHttp({ 'osv main /v1/query': { body } }));

const malware = {
  id: 'MAL-2026-1',
  summary: 'Malicious code in nest (npm)',
  affected: [{ package: { name: 'nest', ecosystem: 'npm' }, versions: ['1.0.1', '1.0.2', '1.0.1'] }],
};

it('tells malware from vulnerabilities, with the versions they name', async () => {
  const other = { ...malware, id: 'GHSA-aaaa-bbbb-cccc', summary: undefined };
  expect(seen(await ask({ vulns: [malware, other] }))).toEqual([
    { id: 'MAL-2026-1', kind: 'malware', versions: ['1.0.1', '1.0.2'], summary: 'Malicious code in nest (npm)' },
    { id: 'GHSA-aaaa-bbbb-cccc', kind: 'vulnerability', versions: ['1.0.1', '1.0.2'], summary: null },
  ]);
});

it('asks by name and ecosystem', async () => {
  const http = fakeHttp({ 'osv main /v1/query': { body: {} } });
  expect(seen(await advisoriesOf('maven-central', 'org.birds:nest', http))).toEqual([]);
  expect(http.questions).toMatchObject([
    { method: 'POST', body: { package: { name: 'org.birds:nest', ecosystem: 'Maven' } } },
  ]);
});

it('is absent for a registry that the database does not know', async () => {
  const http = fakeHttp({});
  expect((await advisoriesOf('jsr', '@birds/nest', http)).state).toBe('absent');
  expect(http.asked).toEqual([]);
});

it('leaves out what was taken back, and what is about another package only', async () => {
  const about = (name: string, ecosystem: string) => [{ package: { name, ecosystem }, versions: ['1.0.0'] }];
  const vulns = [
    { ...malware, id: 'MAL-1', withdrawn: '2026-01-01T00:00:00Z' },
    { ...malware, id: 'MAL-2', affected: about('burrow', 'npm') },
    { ...malware, id: 'MAL-3', affected: about('nest', 'PyPI') },
    { ...malware, id: 'MAL-4', affected: [...about('burrow', 'npm'), ...about('nest', 'npm')] },
  ];
  expect(seen(await ask({ vulns }))?.map(({ id }) => id)).toEqual(['MAL-4']);
});

it('is about every version where it names ranges only', async () => {
  const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }] }];
  const affected = [...malware.affected, { package: { name: 'nest', ecosystem: 'npm' }, ranges }];
  expect(seen(await ask({ vulns: [{ ...malware, affected }] }))).toMatchObject([{ versions: [] }]);
});

it('knows a package by the other ways of writing its name, and an ecosystem with a suffix', async () => {
  const affected = [{ package: { name: 'bird-nest.egg', ecosystem: 'PyPI:mirror' }, versions: ['1.0'] }];
  expect(seen(await ask({ vulns: [{ ...malware, affected }] }, 'pypi', 'Bird_Nest.Egg'))).toHaveLength(1);
});

describe('pages', () => {
  const paged = (pages: number): Http & { readonly tokens: unknown[] } => {
    const tokens: unknown[] = [];
    return {
      tokens,
      ask: async ({ body }) => {
        tokens.push((body as { page_token?: string }).page_token);
        const next = tokens.length < pages ? { next_page_token: `page-${tokens.length + 1}` } : {};
        const text = JSON.stringify({ vulns: [{ ...malware, id: `MAL-${tokens.length}` }], ...next });
        return { state: 'answered', status: 200, headers: {}, text, source: 'https://osv.example', from: 'network' };
      },
    };
  };

  it('are followed', async () => {
    const http = paged(3);
    expect(seen(await advisoriesOf('npm', 'nest', http))?.map(({ id }) => id)).toEqual(['MAL-1', 'MAL-2', 'MAL-3']);
    expect(http.tokens).toEqual([undefined, 'page-2', 'page-3']);
  });

  it('are not followed without end', async () => {
    const http = paged(Number.POSITIVE_INFINITY);
    expect((await advisoriesOf('npm', 'nest', http)).state).toBe('unreadable');
    expect(http.tokens).toHaveLength(5);
  });
});

it.each([
  '<html>',
  '',
  '{"vulns":[',
  'null',
  '[]',
  { vulns: {} },
  { vulns: 'none' },
  { vulns: [], next_page_token: 7 },
])('is unreadable in %j', async (body) => {
  expect((await ask(body)).state).toBe('unreadable');
});

it('does not take a missing address for a package without advisories', async () => {
  expect((await advisoriesOf('npm', 'nest', fakeHttp({}))).state).toBe('unreadable');
});

it.each(['', '"', '🐦', 'a/b', '__proto__', '\uD800'])('asks for the name %j as data', async (name) => {
  expect(seen(await ask({ vulns: [malware] }, 'npm', name))).toEqual([]);
});

it('never throws', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (anything, other) => {
      await ask(anything);
      const answer = await ask({
        vulns: [{ ...malware, summary: anything, withdrawn: other, affected: other }, anything],
      });
      expect(answer.state).toBe('seen');
      expect(seen(answer)?.every(({ id }) => id === 'MAL-2026-1')).toBe(true);
    }),
  );
});
