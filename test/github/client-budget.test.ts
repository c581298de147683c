import { describe, expect, it } from 'vitest';
import { GitHubUnavailable, type PlannedRequest, type RequestBudget } from '../../src/github/client.ts';
import { gitHubClient, type Octokit } from '../../src/github/octokit-client.ts';
import { json, loopback } from './loopback.ts';
import { memoryCaches } from './memory-caches.ts';

const place = { owner: 'acme', repo: 'press' };
const releases = 'GET /repos/{owner}/{repo}/releases';
const issues = 'POST /repos/{owner}/{repo}/issues';
const left = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': '1795435200' };

/** A budget that writes down what it is told, and refuses where it is to. */
function diary(refusal?: GitHubUnavailable) {
  const lines: string[] = [];
  const words = ({ route, resource, isWrite }: PlannedRequest) => `${isWrite ? 'write' : 'read'} ${resource} ${route}`;
  const budget: RequestBudget = {
    async ask(request) {
      lines.push(`ask ${words(request)}`);
      if (refusal !== undefined) throw refusal;
      return () => void lines.push('over');
    },
    async answered(_, headers) {
      lines.push(`answered ${headers['x-ratelimit-remaining']}`);
    },
    async refused({ resource }, { kind }) {
      lines.push(`refused ${resource} ${kind}`);
    },
  };
  return { budget, lines };
}

describe('a client with a budget', () => {
  it('asks before each request, tells what was answered, and says when it is over', async () => {
    const { budget, lines } = diary();
    const { client } = await loopback((_, response) => json(response, 200, {}, left), { budget });
    await client.request(releases, place);
    await client.request(issues, place);
    await client.graphql('{ viewer { login } }', {});
    await client.graphql('\n  mutation { x }', {});
    const rest = ['answered 4999', 'over'];
    expect(lines).toEqual([
      `ask read core ${releases}`,
      ...rest,
      `ask write core ${issues}`,
      ...rest,
      'ask read graphql POST /graphql',
      ...rest,
      'ask write graphql POST /graphql',
      ...rest,
    ]);
  });

  it('does not send what may not go out', async () => {
    const refusal = new GitHubUnavailable('primary-limit', 5, 'not now');
    const { budget, lines } = diary(refusal);
    const { client, received } = await loopback((_, response) => json(response, 200, {}), { budget });
    await expect(client.request(releases, place)).rejects.toBe(refusal);
    await expect(client.graphql('{ x }', {})).rejects.toBe(refusal);
    expect(received).toEqual([]);
    expect(lines).toEqual([`ask read core ${releases}`, 'ask read graphql POST /graphql']);
  });

  it.each([
    ['a secondary limit', 403, { 'retry-after': '60' }, {}, 'refused core secondary-limit'],
    ['a used up hour', 403, { ...left, 'x-ratelimit-remaining': '0' }, {}, 'refused core primary-limit'],
    ['an outage', 502, left, {}, 'refused core outage'],
    ['another refusal', 403, left, { message: 'no' }, 'answered 4999'],
  ])('tells %s', async (_, status, headers, body, told) => {
    const { budget, lines } = diary();
    const { client } = await loopback((__, response) => json(response, status, body, headers), { budget });
    await client.request(releases, place).catch((error: unknown) => expect(error).toBeInstanceOf(GitHubUnavailable));
    expect(lines).toEqual([`ask read core ${releases}`, told, 'over']);
  });

  it('tells a limit that GraphQL names among its errors, and takes it for no answer', async () => {
    const { budget, lines } = diary();
    const body = { errors: [{ message: 'a field' }, { type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] };
    const { client } = await loopback((_, response) => json(response, 200, body, left), { budget });
    await expect(client.graphql('{ x }', {})).rejects.toMatchObject({ kind: 'primary-limit' });
    expect(lines).toEqual(['ask read graphql POST /graphql', 'refused graphql primary-limit', 'over']);
  });

  it('frees its place where no answer comes', async () => {
    const { budget, lines } = diary();
    const { client } = await loopback((_, response) => response.destroy(), { budget });
    await expect(client.request(releases, place)).rejects.toMatchObject({ kind: 'outage' });
    expect(lines.at(-1)).toBe('over');
  });

  it('takes an answer to signing in for none of the installation', async () => {
    const { budget, lines } = diary();
    // What octokit throws where it is refused a token: the request itself was never sent
    const refused = (status: number) =>
      Object.assign(new Error('no token'), { status, response: { status, headers: left, data: { message: 'no' } } });
    const failures = [refused(404), refused(403), refused(401)];
    const endpoint = Object.assign(() => ({ method: 'GET', url: 'https://api.example/x' }), {
      DEFAULTS: { baseUrl: 'https://api.example' },
    });
    const octokit: Octokit = { request: Object.assign(() => Promise.reject(failures.shift()), { endpoint }) };
    const client = gitHubClient(octokit, { ...memoryCaches(), budget });
    for (const status of ['404', '403', 'not accept'])
      await expect(client.request(releases, place)).rejects.toMatchObject({
        kind: 'no-access',
        message: expect.stringContaining(status),
      });
    expect(lines.filter((line) => line.startsWith('answered'))).toEqual([]);
    expect(client.counted.counted).toBe(0);
  });
});
