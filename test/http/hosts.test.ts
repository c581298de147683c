import nock from 'nock';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openHttp } from '../../src/http/index.ts';
import { userAgent } from '../../src/http/user-agent.ts';

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

const open = (bases = {}) =>
  openHttp({ keeper: null, contact: 'a@example.org', version: '1', spaced: false, retryAfter: 1, bases });

it('asks each service where it is, and follows it to its own hosts', async () => {
  nock('https://crates.io')
    .get('/api/v1/crates/dough/1.0.0/download')
    .reply(302, '', { location: 'https://static.crates.io/crates/dough/dough-1.0.0.crate' });
  nock('https://static.crates.io').get('/crates/dough/dough-1.0.0.crate').reply(200, 'archive');
  const reply = await open().ask({
    service: 'crates.io',
    base: 'main',
    path: '/api/v1/crates/dough/1.0.0/download',
  });
  expect(reply).toMatchObject({ text: 'archive', source: 'https://crates.io/api/v1/crates/dough/1.0.0/download' });
});

it("does not follow one service to another's host", async () => {
  nock('https://crates.io').get('/a').reply(302, '', { location: 'https://rubygems.org/' });
  expect(await open().ask({ service: 'crates.io', base: 'main', path: '/a' })).toMatchObject({
    reason: 'crates.io redirects to another host (rubygems.org), which is not followed.',
  });
});

it("follows npm to its own hosts, whatever they are called, and asks the library's default", async () => {
  const registry = `https://registry.npm${'js.org'}`;
  nock(registry)
    .get('/dough')
    .reply(301, '', { location: `https://cdn.npm${'js.com'}/dough` });
  nock(`https://cdn.npm${'js.com'}`).get('/dough').reply(200, '{}');
  expect(await open().ask({ service: 'npm', base: 'main', path: '/dough' })).toMatchObject({
    text: '{}',
    source: `${registry}/dough`,
  });
});

it("sends a mirror's credential to the mirror only", async () => {
  const bases = { pypi: { main: 'https://someone:open%20sesame@mirror.example/pypi/' } };
  const header = `Basic ${Buffer.from('someone:open sesame').toString('base64')}`;
  const seen: unknown[] = [];
  const answers = [new Response(null, { status: 302, headers: { location: 'https://files.pythonhosted.org/a' } })];
  const http = openHttp({
    keeper: null,
    contact: 'x',
    version: '1',
    bases,
    async fetch(input, init) {
      seen.push([new Request(input).url, new Headers(init?.headers).get('authorization')]);
      return answers.shift() ?? new Response(Buffer.from('x'));
    },
  });
  expect(await http.ask({ service: 'pypi', base: 'main', path: '/a' })).toEqual({
    state: 'answered',
    status: 200,
    headers: {},
    text: 'x',
    source: 'https://mirror.example/pypi/a',
    from: 'network',
  });
  expect(seen).toEqual([
    ['https://mirror.example/pypi/a', header],
    ['https://files.pythonhosted.org/a', null],
  ]);
});

it('refuses a configured address that is none', () => {
  for (const main of ['mirror.example', 'file:///etc', ''])
    expect(() => open({ pypi: { main } }), main).toThrow('has to begin with https:// or http://');
});

it('names itself as each service wants it, and nothing can be smuggled into the header', () => {
  expect(userAgent('npm', '1.0.0', 'https://example.org/')).toBe('Mintmark/1.0.0 (+https://example.org/)');
  expect(userAgent('npm', '1.0.0', 'a@example.org')).toBe('Mintmark/1.0.0 (+a@example.org)');
  expect(userAgent('packagist', '1.0.0', 'a@example.org')).toBe(
    'Mintmark/1.0.0 (+a@example.org; mailto=a@example.org)',
  );
  expect(userAgent('npm', '1\r\nx: y', 'ä)(\u0000b')).toBe('Mintmark/1x:y (+b)');
});
