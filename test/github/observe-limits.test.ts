import { describe, expect, it } from 'vitest';
import { GitHubUnavailable, type GraphqlAnswer } from '../../src/github/client.ts';
import type { Settings } from '../../src/github/settings.ts';
import { fakeGitHub } from './fake-github.ts';
import { observeRepository } from './observe-whole.ts';
import { press, pressGitHub } from './press.ts';

const place = { owner: 'acme', name: 'press' };

async function settingsOf(github: ReturnType<typeof pressGitHub>): Promise<Settings> {
  const observed = await observeRepository(github.client, place, 5);
  if (observed.state !== 'seen') throw new Error(observed.reason);
  return observed.snapshot.settings;
}

describe('lists', () => {
  const page = (count: number, total: number) => ({
    data: { total_count: total, secrets: Array.from({ length: count }, (_, n) => ({ name: `S${n}`, updated_at: '' })) },
  });
  const route = 'GET /repos/{owner}/{repo}/actions/secrets';

  it('are read page by page', async () => {
    const github = pressGitHub({ routes: { [route]: ({ page: at }) => page(at === 2 ? 20 : 100, 120) } });
    const { repositorySecrets } = await settingsOf(github);
    expect(repositorySecrets.state === 'seen' && repositorySecrets.value).toHaveLength(120);
  });

  it('that go on for ever are unreadable', async () => {
    const { repositorySecrets } = await settingsOf(pressGitHub({ routes: { [route]: page(100, 99_999) } }));
    expect(repositorySecrets).toMatchObject({
      state: 'unreadable',
      reason: 'there are more than 1000 secrets, too many to list',
    });
  });

  it('of rulesets that may have been cut are unreadable', async () => {
    const [node] = press.rulesets.nodes;
    const rulesets = { nodes: Array.from({ length: 50 }, () => node) };
    expect((await settingsOf(pressGitHub({ repository: { rulesets } }))).rulesets.state).toBe('unreadable');
  });

  it('of environments ask for the secrets of ten', async () => {
    const environments = Array.from({ length: 12 }, (_, n) => ({ name: `e${n}`, protection_rules: [] }));
    const github = pressGitHub({
      routes: { 'GET /repos/{owner}/{repo}/environments': { data: { total_count: 12, environments } } },
    });
    const seen = (await settingsOf(github)).environments;
    const states = seen.state === 'seen' ? seen.value.map(({ secrets }) => secrets.state) : [];
    expect(states).toEqual([...Array.from({ length: 10 }, () => 'seen'), 'unreadable', 'unreadable']);
    expect(seen).toMatchObject({
      value: [
        { reviewers: false, selfReview: true, adminBypass: true, branchPolicy: 'none' },
        ...environments.slice(1).map(() => ({})),
      ],
    });
  });
});

describe('a repository', () => {
  it('that is empty has no head and no protection', async () => {
    const github = pressGitHub({ repository: { defaultBranchRef: null, workflows: null, github: null, root: null } });
    const observed = await observeRepository(github.client, place, 5);
    expect(observed).toMatchObject({
      state: 'seen',
      snapshot: { facts: { defaultBranch: null, head: null }, settings: { branchProtection: { state: 'absent' } } },
    });
  });

  it('of a person has no organisation that could demand anything', async () => {
    const github = pressGitHub({ repository: { owner: { __typename: 'User', login: 'octocat' } } });
    expect((await settingsOf(github)).twoFactor.state).toBe('absent');
    expect(github.routes()).not.toContain('GET /orgs/{org}');
  });

  const none = (type: string, message = 'no', path: readonly string[] = []): GraphqlAnswer<unknown> => ({
    data: null,
    errors: [{ type, message, path }],
  });

  it.each([
    ['not-found', { data: { repository: null }, errors: none('NOT_FOUND', 'no', ['repository']).errors }],
    ['not-found', { data: { repository: null }, errors: [] }],
    ['not-found', none('HTTP_404')],
    ['blocked', none('HTTP_451')],
    ['blocked', none('HTTP_403', 'Not for you')],
    ['blocked', none('NOT_FOUND', 'Repository access blocked')],
  ])('that is gone: %s', async (because, answer) => {
    const { client, asked, queries } = fakeGitHub({}, () => answer);
    expect(await observeRepository(client, place, 5)).toMatchObject({ state: 'gone', because });
    expect([asked.length, queries.length]).toEqual([0, 1]);
  });

  it('that GitHub makes no sense of is put off', async () => {
    const { client, queries } = fakeGitHub({}, () => none('', 'Something went wrong'));
    await expect(observeRepository(client, place, 5)).rejects.toThrow(GitHubUnavailable);
    expect(queries).toHaveLength(2);
  });
});

describe('a query that fails whole', () => {
  const github = (first: GraphqlAnswer<unknown>) => {
    const answers = [first];
    return fakeGitHub({}, (query) => answers.shift() ?? { data: { repository: only(query) }, errors: [] });
  };
  /** The repository without the fields that the query does not ask for. */
  const only = (query: string) =>
    Object.fromEntries(Object.entries(press).filter(([name]) => new RegExp(`\\b${name}\\b`).test(query)));

  it('for a field that the server does not know is asked again without it', async () => {
    const path = ['query Snapshot', 'repository', 'rulesets'];
    const { client, queries } = github({ data: null, errors: [{ type: 'undefinedField', message: 'no', path }] });
    const observed = await observeRepository(client, place, 5);
    expect(queries[1]).not.toContain('rulesets');
    expect(observed).toMatchObject({
      state: 'seen',
      snapshot: { settings: { rulesets: { reason: 'this GitHub server does not offer it' }, tags: { state: 'seen' } } },
    });
  });

  it('for a refused field that GitHub owes an answer is asked again without it', async () => {
    const path = ['repository', 'rulesets', 'nodes', 0, 'source'];
    const errors = [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration', path }];
    const { client } = github({ data: { repository: null }, errors });
    expect(await observeRepository(client, place, 5)).toMatchObject({
      state: 'seen',
      snapshot: { settings: { rulesets: { state: 'unreadable', permission: 'metadata:read' } } },
    });
  });

  it('for its size is asked again without contents', async () => {
    const errors = [{ type: null, message: 'Something went wrong while executing your query', path: [] }];
    const { client, queries } = github({ data: null, errors });
    const observed = await observeRepository(client, place, 5);
    expect(queries[1]).not.toContain('byteSize');
    expect(observed.state === 'seen' && observed.blobs.size).toBe(0);
  });
});
