import { describe, expect, it } from 'vitest';
import { blobsQuery, snapshotQuery } from '../../../src/github/queries.ts';
import { graphqlEndpoint } from '../../../src/sandbox/graphql/endpoint.ts';
import { add, addCommit, addTag, addTree, release, repository, ruleset, stateWith } from './state-fixture.ts';

/** Asks as an installation, by default for the repository of the fixture. */
async function ask(stage: ReturnType<typeof stateWith>, query: string, variables: object = {}) {
  const { state, installation } = stage;
  const { status, body } = await graphqlEndpoint(state)(
    { query, variables: { owner: 'minters', name: 'coin', ...variables } },
    { installation },
  );
  expect(status).toBe(200);
  // Through JSON, as a client gets it: what graphql-js makes has no prototypes.
  return JSON.parse(JSON.stringify(body)) as {
    data: { repository: Record<string, unknown> | null };
    errors?: unknown[];
  };
}

const about = (fields: string) => `query About($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) { ${fields} }
}`;

function withFiles(files: Parameters<typeof addTree>[1] = { 'README.md': 'Coins.\n' }) {
  const stage = stateWith();
  const head = addCommit(stage.coin, addTree(stage.coin, files));
  stage.coin.refs.set('refs/heads/main', head);
  return { ...stage, head };
}

describe('the snapshot', () => {
  it('tells all that a repository has', async () => {
    const workflow = 'on: push\n';
    const stage = withFiles({ '.github': { workflows: { 'release.yml': workflow } }, 'package.json': '{}' });
    const { coin, installation, head } = stage;
    installation.permissions = { contents: 'read', administration: 'write', organization_administration: 'read' };
    coin.rulesets.push(ruleset());
    coin.releases.push(release('v1.0.0'), release('v2.0.0', true));
    coin.refs.set('refs/tags/v1.0.0', addTag(coin, 'v1.0.0', head));
    coin.branchProtection.set('main', {
      approvals: 1,
      codeOwnerReview: true,
      forcePushes: false,
      deletions: false,
      adminsEnforced: true,
    });

    const { data, errors } = await ask(stage, snapshotQuery);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      repository: {
        databaseId: 101,
        owner: { __typename: 'Organization', login: 'Minters', requiresTwoFactorAuthentication: true },
        visibility: 'PUBLIC',
        isEmpty: false,
        hasVulnerabilityAlertsEnabled: true,
        isSecurityPolicyEnabled: false,
        defaultBranchRef: {
          name: 'main',
          target: { oid: head, tree: { oid: expect.stringMatching(/^[0-9a-f]{40}$/) } },
          branchProtectionRule: { requiresApprovingReviews: true, requiredApprovingReviewCount: 1 },
        },
        workflows: {
          entries: [{ name: 'release.yml', type: 'blob', object: { byteSize: 9, isBinary: false, text: workflow } }],
        },
        github: { entries: [{ name: 'workflows', type: 'tree', object: {} }] },
        rulesets: {
          nodes: [
            {
              target: 'TAG',
              enforcement: 'ACTIVE',
              source: { __typename: 'Repository' },
              conditions: { refName: { include: ['refs/tags/v*'], exclude: [] } },
              bypassActors: { totalCount: 3 },
              rules: {
                nodes: [
                  { type: 'DELETION', parameters: null },
                  {
                    type: 'PULL_REQUEST',
                    parameters: { requiredApprovingReviewCount: 2, requireCodeOwnerReview: true },
                  },
                ],
              },
            },
          ],
        },
        releases: { totalCount: 1 },
        refs: { nodes: [{ name: 'v1.0.0', target: { __typename: 'Tag', target: { oid: head } } }] },
      },
      rateLimit: { cost: 1, limit: 5000, remaining: 4999, resetAt: '2026-11-01T13:00:00Z' },
    });
  });

  it('tells little of an empty repository', async () => {
    const { data, errors } = await ask(stateWith(), snapshotQuery);
    expect(errors).toBeUndefined();
    const nothing = { isEmpty: true, defaultBranchRef: null, workflows: null, refs: { nodes: [] } };
    expect(data.repository).toMatchObject(nothing);
  });
});

describe('a security policy', () => {
  const enabled = async (stage: ReturnType<typeof stateWith>) =>
    (await ask(stage, about('isSecurityPolicyEnabled'))).data.repository?.['isSecurityPolicyEnabled'];

  it.each<[string, Parameters<typeof addTree>[1]]>([
    ['the root', { 'SECURITY.md': 'x' }],
    ['docs', { docs: { 'SECURITY.md': 'x' } }],
    ['.github', { '.github': { 'SECURITY.md': 'x' } }],
  ])('is shown from %s, and from nowhere in an empty repository', async (_, files) => {
    expect(await enabled(withFiles(files))).toBe(true);
    expect(await enabled(stateWith())).toBe(false);
  });

  it.each<[string, Parameters<typeof addTree>[1]]>([
    ['another folder', { src: { 'SECURITY.md': 'x' } }],
    ['a folder of that name', { 'SECURITY.md': { 'README.md': 'x' } }],
  ])('is not shown from %s', async (_, files) => {
    expect(await enabled(withFiles(files))).toBe(false);
  });

  it.each([
    ['public repository `.github`', 'minters', 'public', true],
    ['private repository `.github`', 'minters', 'private', false],
    ["repository `.github` of another's", 'forgers', 'public', false],
  ] as const)('is the default of the owner: %s', async (_, owner, visibility, expected) => {
    const stage = withFiles();
    const defaults = { ...repository(102, owner, '.github'), visibility };
    defaults.refs.set('refs/heads/main', addCommit(defaults, addTree(defaults, { 'SECURITY.md': 'x' })));
    stage.state.repositories.set(defaults.id, defaults);
    expect(await enabled(stage)).toBe(expected);
  });
});

describe('what permissions hide', () => {
  it('is null, or reads as off, without administration', async () => {
    const stage = withFiles();
    stage.coin.rulesets.push(ruleset(), ruleset({ from: 'Organization' }));
    stage.coin.branchProtection.set('main', {
      approvals: 0,
      codeOwnerReview: false,
      forcePushes: false,
      deletions: false,
      adminsEnforced: false,
    });
    const { data, errors } = await ask(stage, snapshotQuery);
    expect(errors).toBeUndefined();
    expect(data.repository).toMatchObject({
      owner: { requiresTwoFactorAuthentication: null },
      hasVulnerabilityAlertsEnabled: false,
      defaultBranchRef: { branchProtectionRule: null },
      rulesets: { nodes: [{ bypassActors: null }, { bypassActors: null, source: { __typename: 'Organization' } }] },
    });
  });

  it('shows who may pass a ruleset by to those who may edit it', async () => {
    const stage = withFiles();
    stage.coin.rulesets.push(ruleset(), ruleset({ from: 'Organization' }));
    stage.installation.permissions = { administration: 'write' };
    const { data } = await ask(stage, about('rulesets(first: 2) { nodes { bypassActors(first: 1) { totalCount } } }'));
    expect(data.repository).toEqual({
      rulesets: { nodes: [{ bypassActors: { totalCount: 3 } }, { bypassActors: null }] },
    });
  });

  it('is forbidden for contents, field by field', async () => {
    const stage = withFiles();
    stage.installation.permissions = { metadata: 'read' };
    const { data, errors } = await ask(stage, about('name readme: object(expression: "HEAD:README.md") { oid }'));
    expect(data.repository).toEqual({ name: 'coin', readme: null });
    expect(errors).toEqual([
      {
        type: 'FORBIDDEN',
        path: ['repository', 'readme'],
        extensions: { saml_failure: false },
        locations: [{ line: 2, column: 49 }],
        message: 'Resource not accessible by integration',
      },
    ]);
  });
});

describe('which repositories are found', () => {
  const found = async (stage: ReturnType<typeof stateWith>, name = 'coin') => {
    const { data, errors } = await ask(stage, about('name'), { name });
    return data.repository ?? errors?.[0];
  };
  const notFound = (name: string) => ({
    type: 'NOT_FOUND',
    path: ['repository'],
    message: `Could not resolve to a Repository with the name 'minters/${name}'.`,
  });

  it('a renamed one by its old name, unless that is another one now', async () => {
    const stage = stateWith();
    stage.state.redirects.set('minters/penny', 101);
    expect(await found(stage, 'Penny')).toEqual({ name: 'coin' });
    stage.state.repositories.set(102, repository(102, 'minters', 'penny'));
    expect(await found(stage, 'Penny')).toEqual({ name: 'penny' });
  });

  it('none that was deleted', async () => {
    const stage = stateWith();
    stage.coin.deleted = true;
    expect(await found(stage)).toMatchObject(notFound('coin'));
  });

  it('none that the installation was not given', async () => {
    const stage = stateWith();
    stage.installation.repositories = new Set([102]);
    expect(await found(stage)).toMatchObject(notFound('coin'));
  });

  it('none that another owner has', async () => {
    const stage = stateWith();
    stage.state.redirects.set('minters/coin', 101);
    stage.coin.owner = 'others';
    expect(await found(stage)).toMatchObject(notFound('coin'));
  });
});

describe('contents', () => {
  it('of many files come in one request', async () => {
    const stage = withFiles();
    const { coin } = stage;
    const binary = add(coin, { kind: 'blob', content: Uint8Array.of(71, 0, 73) });
    const text = add(coin, { kind: 'blob', content: Buffer.from('ä') });
    const { data, errors } = await ask(stage, blobsQuery(3), { o0: text, o1: binary, o2: 'f'.repeat(40) });
    expect(errors).toBeUndefined();
    expect(data.repository).toEqual({
      b0: { oid: text, byteSize: 2, isBinary: false, isTruncated: false, text: 'ä' },
      b1: { oid: binary, byteSize: 3, isBinary: true, isTruncated: false, text: null },
      b2: null,
    });
  });

  it('are cut where they are large, never through a character', async () => {
    const stage = stateWith();
    const o0 = add(stage.coin, { kind: 'blob', content: Buffer.from(`a${'ä'.repeat(256_000)}`) });
    const { data } = await ask(stage, blobsQuery(1), { o0 });
    const blob = data.repository?.['b0'];
    expect(blob).toMatchObject({ byteSize: 512_001, isTruncated: true, isBinary: false });
    expect(blob).toHaveProperty('text', `a${'ä'.repeat(255_999)}`);
  });

  it.each([
    ['HEAD', 'Commit'],
    ['HEAD:', 'Tree'],
    ['main:src/a.ts', 'Blob'],
    ['HEAD:src/', 'Tree'],
    ['refs/tags/v1', 'Tag'],
    ['v1:src', 'Tree'],
    ['heads/main', 'Commit'],
  ])('are found by %s', async (expression, type) => {
    const stage = withFiles({ src: { 'a.ts': '' } });
    stage.coin.refs.set('refs/tags/v1', addTag(stage.coin, 'v1', stage.head));
    const { data } = await ask(stage, about(`object(expression: "${expression}") { __typename }`));
    expect(data.repository).toEqual({ object: { __typename: type } });
  });

  it.each(['HEAD:none', 'HEAD:README.md/none', 'none', 'none:', ''])('are not found by "%s"', async (expression) => {
    const { data, errors } = await ask(withFiles(), about(`object(expression: "${expression}") { oid }`));
    expect([data.repository, errors]).toEqual([{ object: null }, undefined]);
  });

  it('show submodules as commits without an object', async () => {
    const stage = stateWith();
    const tree = add(stage.coin, { kind: 'tree', entries: [{ name: 'lib', mode: '160000', sha: 'a'.repeat(40) }] });
    stage.coin.refs.set('refs/heads/main', addCommit(stage.coin, tree));
    const { data } = await ask(
      stage,
      about('object(expression: "HEAD:") { ... on Tree { entries { name type object { ... on Blob { oid } } } } }'),
    );
    expect(data.repository).toEqual({
      object: { entries: [{ name: 'lib', type: 'commit', object: null }] },
    });
  });
});

describe('references', () => {
  const order = (direction: string) => `orderBy: { field: TAG_COMMIT_DATE, direction: ${direction} }`;
  const names = async (stage: ReturnType<typeof stateWith>, wanted: string) => {
    const { data } = await ask(stage, about(`refs(refPrefix: "refs/tags/", ${wanted}) { nodes { name } }`));
    const refs = data.repository?.['refs'] as { nodes: { name: string }[] } | undefined;
    return refs?.nodes.map(({ name }) => name);
  };

  it('come by the date of the commit that a tag leads to', async () => {
    const stage = withFiles();
    const { coin } = stage;
    const tree = addTree(coin, {});
    for (const [name, date] of [
      ['v3', '2026-03-01T00:00:00Z'],
      ['v1', '2026-01-01T00:00:00+02:00'],
      ['v2', '2026-02-01T00:00:00Z'],
    ] as const)
      coin.refs.set(`refs/tags/${name}`, addTag(coin, name, addCommit(coin, tree, date)));
    expect(await names(stage, `first: 2, ${order('DESC')}`)).toEqual(['v3', 'v2']);
    expect(await names(stage, `last: 1, ${order('ASC')}`)).toEqual(['v3']);
    expect(await names(stage, 'first: 10')).toEqual(['v1', 'v2', 'v3']);
    expect(await names(stage, 'first: 10, query: "2"')).toEqual(['v2']);
  });
});
