import fc from 'fast-check';
import { expect, it } from 'vitest';
import { GitHubUnavailable, type GraphqlError } from '../../src/github/client.ts';
import { fakeGitHub, type Told } from './fake-github.ts';
import { observeRepository } from './observe-whole.ts';
import { press, pressRoutes } from './press.ts';

const place = { owner: 'acme', name: 'press' };

/** A value with some parts of it replaced by anything. */
function damaged(value: unknown): fc.Arbitrary<unknown> {
  const anything = fc.jsonValue({ maxDepth: 2 });
  const kept = (): fc.Arbitrary<unknown> => {
    if (Array.isArray(value)) return fc.tuple(...value.map(damaged));
    if (typeof value !== 'object' || value === null) return fc.constant(value);
    const fields = Object.fromEntries(Object.entries(value).map(([name, field]) => [name, damaged(field)]));
    return fc.record(fields);
  };
  return fc.oneof({ weight: 12, arbitrary: kept() }, { weight: 1, arbitrary: anything });
}

const errors: fc.Arbitrary<GraphqlError[]> = fc.array(
  fc.record({
    message: fc.constantFrom('no', 'Something went wrong', 'Repository access blocked'),
    type: fc.constantFrom(null, 'FORBIDDEN', 'NOT_FOUND', 'undefinedField', 'HTTP_502'),
    path: fc.oneof(
      fc.constantFrom(['repository'], ['repository', 'rulesets'], ['query Snapshot', 'repository', 'refs'], []),
      fc.array(fc.oneof(fc.string(), fc.nat(3)), { maxLength: 3 }),
    ),
  }),
  { maxLength: 2 },
);

const told: fc.Arbitrary<Told> = fc.record(
  {
    status: fc.constantFrom(200, 200, 200, 204, 301, 403, 404, 409, 422, 451),
    data: fc.oneof(
      ...Object.values(pressRoutes).flatMap((row) => (typeof row === 'function' ? [] : [damaged(row.data)])),
      fc.constantFrom({ message: 'Branch not protected' }, { message: 'Upgrade to GitHub Pro' }, null, ''),
    ),
    permission: fc.constantFrom('administration:read', 'metadata:read'),
    headers: fc.constantFrom({}, { link: '<x>; rel="next"' }, { 'x-github-enterprise-version': '3.14' }),
  },
  { requiredKeys: ['status', 'data'] },
);

it('no sequence of answers makes it throw anything but GitHubUnavailable, nor ask without end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(damaged(press), { minLength: 1, maxLength: 3 }),
      fc.array(errors, { maxLength: 3 }),
      fc.infiniteStream(told),
      async (repositories, failures, answers) => {
        const row = () => answers.next().value;
        const routes = new Proxy({}, { get: () => row });
        let at = -1;
        const github = fakeGitHub(routes, () => {
          at += 1;
          return { data: { repository: repositories[at % repositories.length] }, errors: failures[at] ?? [] };
        });
        const observed = await observeRepository(github.client, place, 5).catch((error: unknown) => error);
        if (observed instanceof Error) expect(observed).toBeInstanceOf(GitHubUnavailable);
        else expect(() => JSON.stringify(observed)).not.toThrow();
        expect(github.queries.length).toBeLessThanOrEqual(4);
        expect(github.asked.length).toBeLessThan(150);
      },
    ),
    { numRuns: 150 },
  );
});

it('GitHub being unavailable at any point makes it throw just that', async () => {
  for (const failing of Object.keys(pressRoutes)) {
    const down = () => {
      throw new GitHubUnavailable('outage', 9, 'down');
    };
    const { client } = fakeGitHub({ ...pressRoutes, [failing]: down }, () => ({
      data: { repository: press },
      errors: [],
    }));
    await expect(observeRepository(client, place, 5), failing).rejects.toThrow(GitHubUnavailable);
  }
});
