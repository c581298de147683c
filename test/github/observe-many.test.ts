import { describe, expect, it } from 'vitest';
import { GitHubUnavailable, type GraphqlAnswer, type GraphqlError } from '../../src/github/client.ts';
import { looksTogether } from '../../src/github/observe-many.ts';
import { acme } from '../sandbox/local-github.ts';
import { fakeGitHub } from './fake-github.ts';
import { press } from './press.ts';
import { sandboxClient } from './sandbox-client.ts';

const places = (count: number) => Array.from({ length: count }, (_, index) => ({ owner: 'acme', name: `p${index}` }));

/** How many repositories a query asks for. */
const sizeOf = (variables: Readonly<Record<string, unknown>>) => Object.keys(variables).length / 2;

type Answer = (size: number, query: string) => GraphqlAnswer<unknown>;

function github(answer: Answer) {
  const sizes: number[] = [];
  const fake = fakeGitHub({}, (query, variables) => {
    sizes.push(sizeOf(variables));
    return answer(sizeOf(variables), query);
  });
  return { ...fake, sizes };
}

function all(size: number, each: (index: number) => unknown = () => press): GraphqlAnswer<unknown> {
  return { data: Object.fromEntries(Array.from({ length: size }, (_, n) => [`r${n}`, each(n)])), errors: [] };
}

const noAnswer = () => new GitHubUnavailable('timeout', 1, 'no answer in time');
const tooMuch: GraphqlError = { type: 'MAX_NODE_LIMIT_EXCEEDED', message: 'too much', path: [] };

describe('repositories that are looked at together', () => {
  it('come twenty in a request with their files, and sixty without', async () => {
    const { client, sizes } = github((size) => all(size));
    const looks = looksTogether(client);
    expect(await looks.look('first', places(45))).toHaveLength(45);
    expect(await looks.look('daily', places(61))).toHaveLength(61);
    expect(sizes).toEqual([20, 20, 5, 60, 1]);
  });

  it.each<[string, Answer]>([
    [
      'does not answer in time',
      (size) => {
        if (size > 5) throw noAnswer();
        return all(size);
      },
    ],
    ['says that it is too much', (size) => (size > 5 ? { data: null, errors: [tooMuch] } : all(size))],
  ])('come by halves where GitHub %s, and stay so', async (_, answer) => {
    const { client, sizes } = github(answer);
    const looks = looksTogether(client);
    expect((await looks.look('first', places(20))).every((parts) => parts !== null)).toBe(true);
    expect(sizes).toEqual([20, 10, 5, 5, 5, 5]);
    await looks.look('first', places(5));
    expect(sizes.at(-1)).toBe(5);
  });

  it('are not to be had where GitHub does not answer for a single one', async () => {
    const { client, sizes } = github(() => {
      throw noAnswer();
    });
    await expect(looksTogether(client).look('first', places(20))).rejects.toThrow(GitHubUnavailable);
    expect(sizes).toEqual([20, 10, 5, 3, 2, 1]);
  });

  it('have errors of their own: what is gone or has too much is left to its own query', async () => {
    const many = { ...press, rulesets: { nodes: Array.from({ length: 20 }, () => press.rulesets.nodes[0]) } };
    const errors = [
      { type: 'NOT_FOUND', message: 'gone', path: ['r1'] },
      { type: 'FORBIDDEN', message: 'no', path: ['r3', 'refs'] },
    ];
    const { client } = github((size) => ({ ...all(size, (n) => [press, null, many, press][n]), errors }));
    const [whole, gone, cut, part] = await looksTogether(client).look('first', places(4));
    expect(whole).toMatchObject({ facts: { id: 7 }, tags: { state: 'value' } });
    expect([gone, cut]).toEqual([null, null]);
    expect(part).toMatchObject({ facts: { id: 7 }, tags: { state: 'withheld' } });
  });

  it('are asked for without a field that the server does not know, once for all', async () => {
    const unknown = { type: 'undefinedField', message: 'no', path: ['fragment Looked', 'rulesets'] };
    const { client, queries } = github((size, query) =>
      query.includes('rulesets') ? { data: null, errors: [unknown] } : all(size),
    );
    const found = await looksTogether(client).look('first', places(30));
    expect(found.map((parts) => parts?.rulesets)).toEqual(found.map(() => ({ state: 'not-offered' })));
    expect(queries.map((query) => query.includes('rulesets'))).toEqual([true, false, false]);
  });

  it('are understood by GitHub in the numbers that are asked for', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `p${index}`);
    const files = { 'package.json': '{}', '.github/workflows/ci.yml': 'on: push\n' };
    const local = await acme(names.map((name) => ({ name, commits: [{ files }] })));
    const looks = looksTogether(await sandboxClient(local));
    const seen = await looks.look('first', places(20));
    expect(seen.map((parts) => [parts?.facts.name, parts?.blobs.size, parts?.issueBots])).toEqual(
      names.slice(0, 20).map((name) => [name, 2, []]),
    );
    expect((await looks.look('daily', places(60))).map((parts) => parts?.blobs.size)).toEqual(names.map(() => 0));
    expect(local.sandbox.requests.filter(({ path }) => path === '/graphql')).toHaveLength(2);
  });
});
