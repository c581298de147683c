import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { answer, hurried, keeperInMemory, question, useLoopback } from './loopback.ts';

const serve = useLoopback();

describe('an answer with a validator', () => {
  it('is asked for again by its ETag and its date, and taken from the store when nothing changed', async () => {
    const { url, requests } = await serve((request, response) => {
      if (request.headers['if-none-match'] === '"one"') answer(response, 304, { etag: '"one"' });
      else answer(response, 200, { etag: '"one"', 'last-modified': 'Mon, 01 Jun 2026 00:00:00 GMT' }, 'text');
    });
    const keeper = keeperInMemory();
    let now = 1000;
    const http = hurried(url, { keeper, now: () => now });
    expect(await http.ask(question('/a'))).toMatchObject({ status: 200, text: 'text', from: 'network' });
    now = 2000;
    expect(await http.ask(question('/a'))).toMatchObject({ status: 200, text: 'text', from: 'unchanged' });
    expect(requests[1]?.headers['if-modified-since']).toBe('Mon, 01 Jun 2026 00:00:00 GMT');
    expect([...keeper.answers.values()].map(({ at }) => at)).toEqual([2000]);
    expect(await http.ask(question('/a', { freshSeconds: 1 }))).toMatchObject({ text: 'text', from: 'kept' });
    now = 3001;
    expect(await http.ask(question('/a', { freshSeconds: 1 }))).toMatchObject({ from: 'unchanged' });
    expect(requests).toHaveLength(3);
  });

  it('is replaced by a newer one', async () => {
    let version = 1;
    const { url, requests } = await serve((_, response) =>
      answer(response, 200, { etag: `"${version}"` }, `version ${version}`),
    );
    const http = hurried(url, { keeper: keeperInMemory() });
    await http.ask(question('/a'));
    version = 2;
    expect(await http.ask(question('/a'))).toMatchObject({ text: 'version 2', from: 'network' });
    await http.ask(question('/a'));
    expect(requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"', '"2"']);
  });

  it('is what a 304 confirms, and nothing else', async () => {
    let status = 200;
    const { url } = await serve((_, response) => answer(response, status, {}, status === 200 ? 'x' : ''));
    let now = 0;
    const http = hurried(url, { keeper: keeperInMemory(), now: () => now });
    await http.ask(question('/a', { freshSeconds: 60 }));
    status = 304;
    now = 60_000;
    expect(await http.ask(question('/a', { freshSeconds: 60 }))).toMatchObject({
      status: 304,
      text: '',
      from: 'network',
    });
  });

  it('is another one for another question', async () => {
    const { url, requests } = await serve((_, response) => answer(response, 200, { etag: '"1"' }, 'x'));
    const http = hurried(url, { keeper: keeperInMemory() });
    const distil = { name: 'nothing/1', distil: async () => '' };
    const others = [{}, { accept: 'text/html' }, { method: 'POST', body: {} }, { distil }] as const;
    for (const other of others) await http.ask(question('/a', other));
    expect(requests.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('what is kept', () => {
  it.each([
    ['there, with a date', 200, { 'last-modified': 'Mon, 01 Jun 2026 00:00:00 GMT' }, 0, 1],
    ['there, without a validator', 200, {}, 0, 0],
    ['there, to be fresh for a while', 200, {}, 60, 1],
    ['missing, with an ETag', 404, { etag: '"1"' }, 0, 1],
    ['missing, with a date', 404, { 'last-modified': 'Mon, 01 Jun 2026 00:00:00 GMT' }, 0, 0],
    ['gone, to be fresh for a while', 410, {}, 60, 1],
    ['refused', 403, { etag: '"1"' }, 60, 0],
    ['broken', 500, { etag: '"1"' }, 60, 0],
  ] as const)('%s', async (_, status, headers, freshSeconds, kept) => {
    const { url } = await serve((__, response) => answer(response, status, headers, 'x'));
    const keeper = keeperInMemory();
    expect(await hurried(url, { keeper }).ask(question('/a', { freshSeconds }))).toMatchObject({ status });
    expect(keeper.answers.size).toBe(kept);
  });

  it('is not trusted where it comes from the future', async () => {
    const { url, requests } = await serve((_, response) => answer(response, 200, { etag: '"1"' }, 'x'));
    let now = 10_000_000;
    const http = hurried(url, { keeper: keeperInMemory(), now: () => now });
    await http.ask(question('/a', { freshSeconds: 60 }));
    now = 0;
    await http.ask(question('/a', { freshSeconds: 60 }));
    expect(requests).toHaveLength(2);
  });

  it('does not matter where the store fails', async () => {
    const { url } = await serve((_, response) => answer(response, 200, { etag: '"1"' }, 'x'));
    const broken = () => Promise.reject(new Error('no disk'));
    const http = hurried(url, { keeper: { get: broken, put: broken } });
    expect(await http.ask(question('/a'))).toMatchObject({ state: 'answered', text: 'x' });
  });
});

describe('questions', () => {
  it('that are the same and under way are one', async () => {
    const { url, requests } = await serve((_, response) => {
      setTimeout(() => answer(response, 200, {}, 'x'), 20);
    });
    const http = hurried(url);
    const replies = await Promise.all([1, 2, 3].map(() => http.ask(question('/a'))));
    expect(replies.map((reply) => reply.state === 'answered' && reply.text)).toEqual(['x', 'x', 'x']);
    expect(requests).toHaveLength(1);
    await http.ask(question('/a'));
    expect(requests).toHaveLength(2);
  });

  it('say who asks, and go out with nothing else', async () => {
    const { url, requests } = await serve((_, response) => answer(response, 200, { 'set-cookie': 'a=b' }, 'x'));
    const http = hurried(url);
    await http.ask(question('/a?b=c', { accept: 'application/json' }));
    await http.ask(question('/a'));
    expect(requests[0]?.url).toBe('/a?b=c');
    expect(requests[0]?.headers).toMatchObject({
      'user-agent': 'Mintmark/1.2.3 (+https://example.org/mintmark)',
      accept: 'application/json',
    });
    for (const { headers } of requests) {
      expect(headers).not.toHaveProperty('cookie');
      expect(headers).not.toHaveProperty('authorization');
    }
  });

  it('can be sent as JSON, or for the headers alone', async () => {
    const bodies: string[] = [];
    const { url } = await serve((request, response) => {
      void text(request).then((body) => {
        bodies.push(`${request.method} ${request.headers['content-type']} ${body}`);
        answer(response, 200, { etag: '"1"' }, request.method === 'HEAD' ? '' : 'x');
      });
    });
    const http = hurried(url);
    await http.ask(question('/query', { method: 'POST', body: { names: ['ä'] } }));
    expect(await http.ask(question('/query', { method: 'HEAD' }))).toMatchObject({
      status: 200,
      text: '',
      headers: { etag: '"1"' },
    });
    expect(bodies).toEqual(['POST application/json {"names":["ä"]}', 'HEAD undefined ']);
  });

  it('do not go out offline, not even to the store', async () => {
    const { url, requests } = await serve((_, response) => answer(response, 200, { etag: '"1"' }, 'x'));
    const keeper = keeperInMemory();
    await hurried(url, { keeper }).ask(question('/a'));
    expect(await hurried(url, { keeper, offline: true }).ask(question('/a', { freshSeconds: 60 }))).toEqual({
      state: 'unavailable',
      reason: 'pypi was not asked: this run is offline.',
      source: `${url}/a`,
      until: null,
    });
    expect(requests).toHaveLength(1);
  });

  it('of a service without an address, or to an address out of the base, are unavailable', async () => {
    const { url, requests } = await serve((_, response) => answer(response, 200, {}, 'x'));
    const http = hurried(`${url}/mirror`);
    expect(await http.ask({ service: 'ghcr', base: 'main', path: '/' })).toMatchObject({
      reason: 'No address is known for ghcr (main).',
    });
    for (const path of ['a', '/../a', '/x/%2E%2e/a', '/..', '/a\\b', '/a#b', '/a\nb', `/${'a'.repeat(5000)}`])
      expect(await http.ask(question(path)), path).toMatchObject({ state: 'unavailable', source: `${url}/mirror` });
    expect(requests).toHaveLength(0);
    for (const path of ['//example.org/a', '/a..b/...', '/%2e%2ea?x=../..'])
      expect(await http.ask(question(path)), path).toMatchObject({ state: 'answered', source: `${url}/mirror${path}` });
  });
});
