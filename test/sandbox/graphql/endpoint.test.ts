import { describe, expect, it } from 'vitest';
import { graphqlEndpoint } from '../../../src/sandbox/graphql/endpoint.ts';
import { stateWith } from './state-fixture.ts';

async function ask(query: string, variables: Record<string, unknown> = {}) {
  const { state, installation } = stateWith();
  const { status, body } = await graphqlEndpoint(state)({ query, variables }, { installation });
  return { status, ...(JSON.parse(JSON.stringify(body)) as { data?: unknown; errors?: Record<string, unknown>[] }) };
}

const coin = 'repository(owner: "minters", name: "coin")';

describe('a mistake in a query', () => {
  it('is told as GitHub tells it, with status 200', async () => {
    expect(await ask(`query Snapshot { ${coin} { name sort } }`)).toEqual({
      status: 200,
      errors: [
        {
          path: ['query Snapshot', 'repository', 'sort'],
          extensions: { code: 'undefinedField', typeName: 'Repository', fieldName: 'sort' },
          locations: [{ line: 1, column: 68 }],
          message: "Field 'sort' doesn't exist on type 'Repository'",
        },
      ],
    });
  });

  it.each([
    [`{ ${coin} { name(as: 1) } }`, 'argumentNotAccepted', "Field 'name' doesn't accept argument 'as'"],
    [
      '{ repository { name } }',
      'missingRequiredArguments',
      "Field 'repository' is missing required arguments: name, owner",
    ],
    [
      `{ ${coin} }`,
      'selectionMismatch',
      "Field must have selections (field 'repository' returns Repository but has no selections. Did you mean 'repository { ... }'?)",
    ],
    [
      `query Q { ${coin} { object(oid: $oid) { oid } } }`,
      'variableNotDefined',
      'Variable $oid is used by Q but not declared',
    ],
    [
      `query Q($oid: GitObjectID) { ${coin} { name } }`,
      'variableNotUsed',
      'Variable $oid is declared by Q but not used',
    ],
    [`{ ${coin} { ...Files } }`, 'useAndDefineFragment', 'Fragment Files was used, but not defined'],
    [
      `{ ${coin} { owner { ... on Robot { login } } } }`,
      'undefinedType',
      "No such type Robot, so it can't be a fragment condition",
    ],
    [
      `{ ${coin} { releases(first: "one") { totalCount } } }`,
      'argumentLiteralsIncompatible',
      `Argument 'first' on Field 'releases' has an invalid value ("one"). Expected type 'Int'.`,
    ],
  ])('%s', async (query, code, message) => {
    const { status, data, errors } = await ask(query);
    expect([status, data, errors?.length]).toEqual([200, undefined, 1]);
    expect(errors?.[0]).toMatchObject({ message, extensions: { code } });
  });

  it('is told where it is no GraphQL', async () => {
    const { status, errors } = await ask('{ repository( }');
    expect(status).toBe(200);
    expect(errors).toEqual([
      { message: 'Parse error: Expected Name, found "}" at [1, 15]', locations: [{ line: 1, column: 15 }] },
    ]);
  });

  it('is told of variables without a value', async () => {
    const { errors } = await ask('query Q($owner: String!) { repository(owner: $owner, name: "a") { name } }');
    expect(errors).toEqual([
      {
        extensions: { value: null, problems: [{ path: [], explanation: 'Expected value to not be null' }] },
        locations: [{ line: 1, column: 9 }],
        message: 'Variable $owner of type String! was provided invalid value',
      },
    ]);
  });

  it('is told where no operation is clear, or none is there', async () => {
    expect((await ask('query A { rateLimit { cost } } query B { rateLimit { cost } }')).errors).toHaveLength(1);
    expect((await ask('# nothing')).errors).toHaveLength(1);
  });
});

describe('a query that asks for too much', () => {
  const rulesets = (size: string, inner: string) => `{ ${coin} { rulesets${size} { nodes { ${inner} } } } }`;

  it.each([
    [rulesets('', 'name'), 'MISSING_PAGINATION_BOUNDARIES', 'You must provide a `first` or `last` value'],
    [rulesets('(first: 101)', 'name'), 'EXCESSIVE_PAGINATION', 'Requesting 101 records on the `rulesets` connection'],
  ])('%s', async (query, type, message) => {
    const { data, errors } = await ask(query);
    expect(data).toBeNull();
    expect(errors).toMatchObject([
      { type, path: ['repository', 'rulesets'], message: expect.stringContaining(message) },
    ]);
  });

  it('is refused by the number of its nodes', async () => {
    const copies = Array.from({ length: 50 }, (_, n) => `a${n}: rulesets(first: 100) { nodes { ...Rules } }`).join(' ');
    const fragment = 'fragment Rules on RepositoryRuleset { rules(first: 100) { nodes { type } } }';
    const { errors } = await ask(`{ ${coin} { ${copies} } } ${fragment}`);
    const message = 'This query requests up to 505,000 possible nodes which exceeds the maximum limit of 500,000.';
    expect(errors).toEqual([{ type: 'MAX_NODE_LIMIT_EXCEEDED', message }]);
  });

  it('is refused by its depth', async () => {
    const deep = Array.from({ length: 15 }).reduce<string>(
      (inner) => `entries { object { ... on Tree { ${inner} } } }`,
      'oid',
    );
    const { errors } = await ask(`{ ${coin} { object(expression: "HEAD:") { ... on Tree { ${deep} } } } }`);
    expect(errors).toEqual([{ message: 'Query has depth of 33, which exceeds max depth of 25' }]);
  });

  it('is refused by its length', async () => {
    const { errors } = await ask(`{ ${'rateLimit { cost } '.repeat(6000)} }`);
    expect(errors).toMatchObject([{ message: expect.stringContaining('20000') }]);
  });

  it('need not say how many where it only counts', async () => {
    expect((await ask(`{ ${coin} { releases { totalCount } } }`)).errors).toBeUndefined();
  });
});

describe('points', () => {
  it('are those of the connections, and are counted for the hour', async () => {
    const { state, installation } = stateWith();
    let time = Date.parse('2026-11-01T12:00:00Z');
    const endpoint = graphqlEndpoint({ ...state, now: () => new Date(time) });
    const rules = 'rules(first: 100) { nodes { type } }';
    const query = `{ ${coin} { rulesets(first: 100) { nodes { a: ${rules} b: ${rules} } } } rateLimit { cost remaining resetAt } }`;
    const points = async () => {
      const { body } = await endpoint({ query }, { installation });
      return { ...(body as { data: { rateLimit: object } }).data.rateLimit };
    };
    expect(await points()).toEqual({ cost: 2, remaining: 4998, resetAt: '2026-11-01T13:00:00Z' });
    expect(await points()).toMatchObject({ remaining: 4996 });
    time += 3_600_000;
    expect(await points()).toEqual({ cost: 2, remaining: 4998, resetAt: '2026-11-01T14:00:00Z' });
  });
});

describe('a request that is no query', () => {
  it('is refused without a token', async () => {
    expect(await graphqlEndpoint(stateWith().state)({ query: '{ rateLimit { cost } }' }, null)).toMatchObject({
      status: 401,
    });
  });

  it.each(['', 5, undefined])('is refused for the query %s', async (query) => {
    const { state, installation } = stateWith();
    const body = { query } as { query: string };
    expect(await graphqlEndpoint(state)(body, { installation })).toMatchObject({ status: 400 });
  });
});
