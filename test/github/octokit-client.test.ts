import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GitHubUnavailable } from '../../src/github/client.ts';
import type { RequestRecord } from '../../src/github/octokit-client.ts';
import { json, loopback, secret } from './loopback.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const place = { owner: 'acme', repo: 'press' };
const releases = 'GET /repos/{owner}/{repo}/releases';

/** What a request throws, checked for the secret. */
async function unavailable(asked: Promise<unknown>): Promise<GitHubUnavailable> {
  const error = await asked.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(GitHubUnavailable);
  expect(String(error)).not.toContain(secret);
  return error as GitHubUnavailable;
}

describe('answers', () => {
  it.each([200, 204, 403, 404, 410, 422, 451])('come back with status %i', async (status) => {
    const { client } = await loopback((_, response) =>
      status === 204 ? response.writeHead(204).end() : json(response, status, { message: 'so' }),
    );
    const answer = await client.request(releases, place);
    expect(answer.status).toBe(status);
    expect(answer.notModified).toBe(false);
    if (status !== 204) expect(answer.data).toEqual({ message: 'so' });
    expect(client.counted).toEqual({ counted: 1, free: 0, writes: 0, graphql: 0 });
  });

  it('name the permission from the header', async () => {
    const { client } = await loopback((_, response) =>
      json(response, 403, { message: 'no' }, { 'X-Accepted-GitHub-Permissions': 'administration=read' }),
    );
    expect((await client.request(releases, place)).permission).toBe('administration:read');
  });

  it('that are the same again cost nothing, whatever the order of the query', async () => {
    const seen: RequestRecord[] = [];
    const { client, received } = await loopback(
      ({ headers }, response) =>
        headers['if-none-match'] === '"one"'
          ? response.writeHead(304, { etag: '"one"' }).end()
          : json(response, 200, [1], { etag: '"one"', link: '<https://x/?page=2>; rel="next"' }),
      { onRequest: (request) => seen.push(request) },
    );
    const first = await client.request(releases, { ...place, per_page: 30, page: 1 });
    const second = await client.request(releases, { page: 1, per_page: 30, ...place });
    expect([first.notModified, second.notModified]).toEqual([false, true]);
    expect(second).toMatchObject({ status: 200, data: [1], headers: { link: first.headers['link'] } });
    expect(client.counted).toEqual({ counted: 1, free: 1, writes: 0, graphql: 0 });
    expect(received).toHaveLength(2);
    expect(seen.map(({ route, free }) => [route, free])).toEqual([
      [releases, false],
      [releases, true],
    ]);
  });

  it('are not kept where they are larger than a mebibyte, or a tree', async () => {
    const { client, caches } = await loopback(({ url }, response) =>
      json(response, 200, { text: 'x'.repeat(url.includes('releases') ? 1024 * 1024 : 1) }, { etag: '"one"' }),
    );
    await client.request(releases, place);
    await client.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', { ...place, tree_sha: 'a'.repeat(40) });
    expect([...caches.stored]).toEqual([]);
    await client.request('GET /repos/{owner}/{repo}', place);
    expect([...caches.stored.keys()]).toEqual(['GET /repos/acme/press']);
  });

  it('with numbers too large for JSON are given and not kept', async () => {
    const { client, caches } = await loopback((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', etag: '"one"' }).end('{"id":12345678901234567890}');
    });
    expect((await client.request(releases, place)).status).toBe(200);
    expect(caches.stored.size).toBe(0);
  });

  it('follow a rename, and count both requests', async () => {
    const { client, received, url } = await loopback((request, response) =>
      request.url.startsWith('/repositories/7/')
        ? json(response, 200, ['moved'])
        : response.writeHead(301, { location: `${url}/repositories/7/releases` }).end(),
    );
    expect((await client.request(releases, place)).data).toEqual(['moved']);
    expect(received.map(({ headers }) => headers.authorization)).toEqual([`token ${secret}`, `token ${secret}`]);
    expect(client.counted.counted).toBe(2);
  });

  it.each([307, 308])('follow %i with the method and the body of a write', async (status) => {
    const { client, received } = await loopback((request, response) =>
      request.url === '/repositories/7/issues'
        ? json(response, 201, { number: 1 })
        : response.writeHead(status, { location: '/repositories/7/issues' }).end(),
    );
    const answer = await client.request('POST /repos/{owner}/{repo}/issues', { ...place, title: 'one' });
    expect(answer.status).toBe(201);
    expect(received[1]).toMatchObject({ method: 'POST', body: received[0]?.body });
    expect(client.counted).toEqual({ counted: 2, free: 0, writes: 2, graphql: 0 });
  });

  it('never send a write on as a read, nor a token to another server', async () => {
    const elsewhere = await loopback((_, response) => json(response, 200, 'stolen'));
    const { client } = await loopback((_, response) =>
      response.writeHead(301, { location: `${elsewhere.url}/x` }).end(),
    );
    expect((await client.request(releases, place)).status).toBe(301);
    expect((await client.request('POST /repos/{owner}/{repo}/issues', place)).status).toBe(301);
    expect(elsewhere.received).toEqual([]);
  });

  it('go round in no circle', async () => {
    const { client } = await loopback(({ url }, response) => response.writeHead(302, { location: url }).end());
    expect((await client.request(releases, place)).status).toBe(302);
    expect(client.counted.counted).toBe(4);
  });
});

describe('refusals', () => {
  const refused = { message: 'Resource not accessible by integration' };

  it('are remembered for the route, with the permission', async () => {
    const { client, received, caches } = await loopback((_, response) =>
      json(response, 403, refused, { 'x-accepted-github-permissions': 'secrets=read' }),
    );
    const route = 'GET /repos/{owner}/{repo}/actions/secrets';
    const first = await client.request(route, place);
    const second = await client.request(route, { ...place, repo: 'another' });
    expect([first, second].map(({ status, permission }) => [status, permission])).toEqual([
      [403, 'secrets:read'],
      [403, 'secrets:read'],
    ]);
    expect(received).toHaveLength(1);
    expect([...caches.refused]).toEqual([[route, 'secrets:read']]);
    expect(client.counted.counted).toBe(1);
  });

  it.each([
    ['another reason', 403, { message: 'Upgrade to GitHub Pro' }, 'administration=read'],
    ['no permission named', 403, refused, ''],
    ['a 404', 404, refused, 'administration=read'],
  ])('are not remembered for %s', async (_, status, body, header) => {
    const { client, caches } = await loopback((__, response) =>
      json(response, status, body, { 'x-accepted-github-permissions': header }),
    );
    await client.request(releases, place);
    expect(caches.refused.size).toBe(0);
  });

  it('of a write are not remembered', async () => {
    const { client, caches } = await loopback((_, response) =>
      json(response, 403, refused, { 'x-accepted-github-permissions': 'issues=write' }),
    );
    await client.request('POST /repos/{owner}/{repo}/issues', place);
    expect(caches.refused.size).toBe(0);
  });

  it('by leaving a field out are remembered, too', async () => {
    const { client, received } = await loopback((_, response) => json(response, 200, { login: 'acme' }));
    const first = await client.request('GET /orgs/{org}', { org: 'acme' });
    const second = await client.request('GET /orgs/{org}', { org: 'acme' });
    expect([first.status, second.status, second.permission]).toEqual([200, 403, 'organization_administration:read']);
    expect(received).toHaveLength(1);
  });
});

describe('limits and outages', () => {
  it.each([
    [
      'the hour is used up',
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${now / 1000 + 90}` },
      {},
      'primary-limit',
      90,
    ],
    [
      '429 with the hour used up',
      429,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${now / 1000 + 90}` },
      {},
      'primary-limit',
      90,
    ],
    ['a time to wait', 403, { 'retry-after': '30', 'x-ratelimit-remaining': '4000' }, {}, 'secondary-limit', 30],
    ['429 without a time', 429, {}, {}, 'secondary-limit', 60],
    ['words only', 403, {}, { message: 'You have exceeded a secondary rate limit.' }, 'secondary-limit', 60],
    ['a date to wait for', 429, { 'retry-after': new Date(now + 45_000).toUTCString() }, {}, 'secondary-limit', 45],
    ['a time that never comes', 429, { 'retry-after': '99999999' }, {}, 'secondary-limit', 7_200],
    ['an outage', 502, {}, 'Bad Gateway', 'outage', 30],
    ['an outage with a time', 503, { 'retry-after': '120' }, {}, 'outage', 120],
    ['a time-out', 408, {}, {}, 'timeout', 30],
    ['credentials that do not hold', 401, {}, { message: 'Bad credentials' }, 'no-access', 30],
  ])('%s: %i', async (_, status, headers, body, kind, seconds) => {
    const { client } = await loopback((__, response) => json(response, status, body, headers as {}), {
      now: () => now,
    });
    const error = await unavailable(client.request(releases, place));
    expect([error.kind, error.until - now]).toEqual([kind, seconds * 1000]);
    expect(client.counted.counted).toBe(1);
  });

  it('are told by GraphQL with status 200', async () => {
    const headers = { 'x-ratelimit-reset': `${now / 1000 + 600}` };
    const answers = [
      { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] },
      { errors: [{ message: 'You have exceeded a secondary rate limit' }] },
    ];
    const { client } = await loopback((_, response) => json(response, 200, answers.shift(), headers), {
      now: () => now,
    });
    const errors = [await unavailable(client.graphql('{ x }', {})), await unavailable(client.graphql('{ x }', {}))];
    expect(errors.map(({ kind, until }) => [kind, until - now])).toEqual([
      ['primary-limit', 600_000],
      ['secondary-limit', 60_000],
    ]);
  });

  it('a connection that breaks', async () => {
    const { client } = await loopback((_, response) => response.destroy());
    const error = await unavailable(client.request(releases, place));
    expect(error.kind).toBe('outage');
    expect(error.message).toContain('the connection broke');
    expect(client.counted.counted).toBe(0);
  });

  it('a body that breaks off, which is no empty answer', async () => {
    const { client } = await loopback((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"a":', () => response.destroy());
    });
    expect((await unavailable(client.request(releases, place))).kind).toBe('outage');
  });

  it('a body that is no JSON though it says so', async () => {
    const { client } = await loopback((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('<html>');
    });
    expect((await unavailable(client.request(releases, place))).kind).toBe('outage');
  });

  it('a server that says nothing', async () => {
    const { client } = await loopback(() => {}, { timeout: 60 });
    expect((await unavailable(client.request(releases, place))).kind).toBe('timeout');
  });

  it('a body without end', async () => {
    const block = Buffer.alloc(4 * 1024 * 1024, 0x20);
    const { client } = await loopback((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const write = (): void => {
        while (!response.destroyed && response.write(block));
        if (!response.destroyed) response.once('drain', write);
      };
      write();
    });
    const error = await unavailable(client.request(releases, place));
    expect(error.message).toContain('larger than 32 MiB');
  });

  it('no server at all', async () => {
    const { client, close } = await loopback(() => {});
    await close();
    const error = await unavailable(client.request(releases, place));
    expect(error.message).toContain('the server refuses the connection');
    expect(client.counted.counted).toBe(0);
  });
});

describe('GraphQL', () => {
  it('gives data and the errors of single fields, and counts', async () => {
    const { client, received } = await loopback((_, response) =>
      json(response, 200, {
        data: { repository: { rulesets: null } },
        errors: [
          { type: 'FORBIDDEN', path: ['repository', 'rulesets'], message: 'no' },
          { extensions: { code: 'undefinedField' } },
        ],
      }),
    );
    const answer = await client.graphql('query Q($a: Int) { x(a: $a) }', { a: 1 });
    expect(answer.data).toEqual({ repository: { rulesets: null } });
    expect(answer.errors).toEqual([
      { type: 'FORBIDDEN', path: ['repository', 'rulesets'], message: 'no' },
      { type: 'undefinedField', path: [], message: 'no reason given' },
    ]);
    expect(received[0]).toMatchObject({ method: 'POST', url: '/graphql' });
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      query: 'query Q($a: Int) { x(a: $a) }',
      variables: { a: 1 },
    });
    expect(client.counted).toEqual({ counted: 1, free: 0, writes: 0, graphql: 1 });
  });

  it('is beside REST on an Enterprise Server', async () => {
    const { client, received } = await loopback((_, response) => json(response, 200, { data: {} }), {
      prefix: '/api/v3',
    });
    await client.graphql('{ x }', {});
    await client.request('GET /repos/{owner}/{repo}', place);
    expect(received.map(({ url }) => url)).toEqual(['/api/graphql', '/api/v3/repos/acme/press']);
  });

  it('gives a status as an error', async () => {
    const { client } = await loopback((_, response) => json(response, 403, { message: 'Not for you' }));
    expect(await client.graphql('{ x }', {})).toEqual({
      data: null,
      errors: [{ type: 'HTTP_403', message: 'Not for you', path: [] }],
    });
  });

  it('of an installation that is suspended says nothing of what was asked for', async () => {
    const { client } = await loopback((_, response) =>
      json(response, 403, { message: 'This installation has been suspended' }),
    );
    await expect(client.graphql('{ x }', {})).rejects.toMatchObject({ kind: 'no-access' });
    await expect(client.request('GET /repos/{owner}/{repo}', place)).rejects.toMatchObject({ kind: 'no-access' });
  });
});

describe('whatever a server answers', () => {
  it('is an answer, or GitHubUnavailable', async () => {
    let next: { status: number; type: string; body: string; headers: Record<string, string> };
    const { client } = await loopback((_, response) => {
      response.writeHead(next.status, { 'content-type': next.type, ...next.headers }).end(next.body);
    });
    const header = fc.constantFrom(
      'retry-after',
      'x-ratelimit-remaining',
      'x-ratelimit-reset',
      'etag',
      'link',
      'location',
    );
    const value = fc.constantFrom('', '0', '-1', 'soon', '1e999', '/', '"e"', '<x>; rel="next"', 'a=read;b=write');
    const answer = fc.record({
      status: fc.constantFrom(200, 201, 202, 206, 301, 302, 307, 400, 401, 403, 404, 409, 418, 429, 451, 500, 503, 599),
      type: fc.constantFrom('application/json', 'text/html', 'application/octet-stream'),
      body: fc.oneof(fc.json(), fc.string()),
      headers: fc.dictionary(header, value),
    });
    await fc.assert(
      fc.asyncProperty(answer, fc.boolean(), async (generated, isGraphql) => {
        next = generated;
        const asked = isGraphql ? client.graphql('{ x }', {}) : client.request(releases, place);
        const given = await asked.catch((error: unknown) => error);
        if (given instanceof Error) expect(given).toBeInstanceOf(GitHubUnavailable);
        else expect(given).toHaveProperty('data');
      }),
      { numRuns: 150 },
    );
  });
});
