import { describe, expect, it } from 'vitest';
import { answerDeployment } from '../../src/github/deployment-answer.ts';
import { checksOfCommit } from '../../src/github/deployment-checks.ts';
import { readDeploymentRun } from '../../src/github/deployment-run.ts';
import { commitSource } from '../../src/github/deployment-source.ts';
import { type Call, fakeClient } from './fake-client.ts';

type Answer = ReturnType<Parameters<typeof fakeClient>[0]>;

const server = 'https://github.example';
const commit = 'a'.repeat(40);

/** Answers by what stands behind the repository in the route; 404 for all else. */
function github(answers: Readonly<Record<string, Answer | ((call: Call) => Answer)>>) {
  const { client, calls } = fakeClient((call) => {
    const found = answers[call.route.replace('GET /repos/{owner}/{repo}', '')];
    return typeof found === 'function' ? found(call) : (found ?? { status: 404, data: { message: 'Not Found' } });
  });
  return { place: { client, owner: 'acme', name: 'tin', server }, calls };
}

const checkRun = { name: 'test', status: 'completed', conclusion: 'success', check_suite: { id: 1 }, app: { id: 5 } };
const statuses = { data: { total_count: 0, statuses: [] } };
const runsRoute = '/commits/{ref}/check-runs';
const statusRoute = '/commits/{ref}/status';

describe('the checks of a commit', () => {
  const statesOf = async (runs: readonly object[], others: object = statuses) => {
    const { place } = github({ [runsRoute]: { data: { total_count: 1, check_runs: runs } }, [statusRoute]: others });
    const seen = await checksOfCommit(place, commit);
    return seen.state === 'seen' ? seen.value.map(({ name, state }) => `${name} ${state}`) : seen;
  };

  it.each([
    ['completed', 'success', 'green'],
    ['completed', 'neutral', 'green'],
    ['completed', 'skipped', 'green'],
    ['completed', 'failure', 'red'],
    ['completed', 'cancelled', 'red'],
    ['completed', 'timed_out', 'red'],
    ['completed', 'action_required', 'red'],
    ['completed', 'something new', 'red'],
    ['completed', null, 'red'],
    ['queued', null, 'running'],
    ['in_progress', null, 'running'],
    ['waiting', null, 'held'],
  ])('a check run that is %s with %s is %s', async (status, conclusion, state) => {
    expect(await statesOf([{ ...checkRun, status, conclusion }])).toEqual([`test ${state}`]);
  });

  it('include statuses, of which only success is green', async () => {
    const told = ['success', 'pending', 'failure', 'error'].map((state) => ({ context: state, state }));
    expect(await statesOf([], { data: { total_count: 4, statuses: told } })).toEqual([
      'success green',
      'pending running',
      'failure red',
      'error red',
    ]);
  });

  it('of an earlier run of the same workflow do not count any more', async () => {
    const { place } = github({
      [runsRoute]: {
        data: { check_runs: [1, 2, 3].map((id) => ({ ...checkRun, name: `${id}`, check_suite: { id } })) },
      },
      [statusRoute]: statuses,
      '/actions/runs': {
        data: {
          workflow_runs: [
            { id: 20, path: '.github/workflows/ci.yml@main', check_suite_id: 2 },
            { id: 10, path: '.github/workflows/ci.yml', check_suite_id: 1 },
            { id: 5, path: '.github/workflows/docs.yml', check_suite_id: 3 },
          ],
        },
      },
    });
    const seen = await checksOfCommit(place, commit);
    expect(seen.state === 'seen' && seen.value.map(({ name }) => name)).toEqual(['2', '3']);
  });

  it.each<[string, object, object]>([
    ['a permission is missing', { status: 403, data: {}, permission: null }, statuses],
    ['the permission for statuses is missing', { data: { check_runs: [] } }, { status: 403, data: {} }],
    ['a check run is strange', { data: { check_runs: [{ name: 7 }] } }, statuses],
    ['the list is none', { data: { check_runs: null } }, statuses],
    [
      'there are more statuses than were told',
      { data: { check_runs: [] } },
      { data: { total_count: 101, statuses: [] } },
    ],
    [
      'there are more check runs than are read',
      { data: { check_runs: [checkRun] }, headers: { link: '<x>; rel="next"' } },
      statuses,
    ],
  ])('are not known where %s', async (_, runs, others) => {
    const { place } = github({ [runsRoute]: runs, [statusRoute]: others });
    expect((await checksOfCommit(place, commit)).state).toBe('unreadable');
  });

  it('name the permission that statuses take', async () => {
    const { place } = github({ [runsRoute]: { data: { check_runs: [] } }, [statusRoute]: { status: 403, data: {} } });
    expect(await checksOfCommit(place, commit)).toMatchObject({ permission: 'statuses:read' });
  });
});

describe('where a commit stands', () => {
  const deployed = { commit, ref: 'v1', defaultBranch: 'main', head: 'tip of main' };
  const lineOf = (name: string, isProtected = true) => ({
    name,
    commit: { sha: `tip of ${name}` },
    protected: isProtected,
  });
  const branches = (...names: string[]) => ({ data: names.map((name) => lineOf(name)) });
  const holding =
    (...names: string[]) =>
    ({ parameters }: Call): Answer => {
      const [tip = ''] = String(parameters['basehead']).split('...');
      return { data: { status: names.some((name) => tip === `tip of ${name}`) ? 'behind' : 'diverged' } };
    };
  const tagOf = (type: string, sha: string) => ({ data: { object: { type, sha } } });

  it('is the default branch before any other, and a branch counts only where it is protected', async () => {
    const compare = '/compare/{basehead}';
    const both = github({ '/branches': branches('next', 'main'), [compare]: holding('main', 'next') });
    expect(await commitSource(both.place, { ...deployed, ref: 'refs/heads/next' })).toMatchObject({
      state: 'seen',
      value: { branch: 'main', tag: null },
    });
    const open = github({ '/branches': branches(), [compare]: holding('main') });
    expect(await commitSource(open.place, deployed)).toMatchObject({ value: { branch: null } });
    const other = github({ '/branches': branches('release/1'), [compare]: holding('release/1') });
    expect(await commitSource(other.place, deployed)).toMatchObject({ value: { branch: 'release/1' } });
    const own = github({
      '/branches': branches(),
      '/branches/{branch}': { data: lineOf('v1', false) },
      '/rules/branches/{branch}': { data: [{ type: 'update' }] },
      [compare]: holding('v1'),
    });
    expect(await commitSource(own.place, deployed)).toMatchObject({ value: { branch: 'v1' } });
  });

  it('is no branch where the name is that of a tag or of a pull request, whatever rules such a branch would have', async () => {
    for (const ref of ['v1', 'refs/pull/3/merge', 'refs/tags/v1']) {
      const { place, calls } = github({
        '/branches': branches(),
        '/rules/branches/{branch}': { data: [{ type: 'pull_request' }] },
        '/compare/{basehead}': ({ parameters }) => ({
          data: { status: String(parameters['basehead']).startsWith('tip of main') ? 'ahead' : 'identical' },
        }),
      });
      expect(await commitSource(place, { ...deployed, ref }), ref).toMatchObject({ value: { branch: null } });
      const compared = calls.flatMap(({ parameters }) => parameters['basehead'] ?? []);
      expect(compared, ref).toEqual([`tip of main...${commit}`]);
    }
  });

  it.each([
    ['pull_request', 'main'],
    ['non_fast_forward', 'main'],
    ['required_status_checks', 'main'],
    ['creation', null],
    ['commit_message_pattern', null],
  ])('a branch under a ruleset with %s', async (type, branch) => {
    const { place } = github({
      '/branches': branches(),
      '/compare/{basehead}': holding('main'),
      '/rules/branches/{branch}': { data: [{ type }] },
    });
    expect(await commitSource(place, deployed)).toMatchObject({ value: { branch } });
  });

  it('tells a tag, where it leads and whether it is signed', async () => {
    const of = async (ref: Answer, object: Answer = { status: 404 }) => {
      const routes = { '/git/ref/{ref}': ref, '/git/tags/{tag_sha}': object, '/branches': branches() };
      const seen = await commitSource(github(routes).place, { ...deployed, ref: 'refs/tags/v1' });
      return seen.state === 'seen' ? seen.value.tag : seen.state;
    };
    const target = { object: { sha: commit }, verification: { verified: true } };
    expect(await of(tagOf('commit', commit))).toEqual({ name: 'v1', leadsHere: true, isSigned: false });
    expect(await of(tagOf('commit', 'b'))).toEqual({ name: 'v1', leadsHere: false, isSigned: false });
    expect(await of(tagOf('tag', 'b'), { data: target })).toEqual({ name: 'v1', leadsHere: true, isSigned: true });
    expect(await of(tagOf('tag', 'b'), { data: { ...target, verification: null } })).toMatchObject({ isSigned: false });
    expect(await of({ data: [{ ref: 'refs/tags/v10' }] })).toBe(null);
    expect(await of(tagOf('tag', 'b'))).toBe('unreadable');
    expect(await of({ data: 'strange' })).toBe('unreadable');
    expect(await of({ status: 403, data: {} })).toBe('unreadable');
  });

  it('takes a branch that is called as a tag for a branch', async () => {
    const { place } = github({
      '/git/ref/{ref}': tagOf('commit', 'b'),
      '/branches': branches('v1'),
      '/branches/{branch}': { data: lineOf('v1') },
      '/compare/{basehead}': holding('v1'),
    });
    expect(await commitSource(place, deployed)).toMatchObject({ value: { branch: 'v1', tag: null } });
  });

  it('is not known where branches, comparisons or rules are not shown', async () => {
    const hidden = { status: 403, data: {} };
    const rest = { '/branches': branches(), '/compare/{basehead}': holding('main') };
    for (const route of ['/branches', '/branches/{branch}', '/compare/{basehead}', '/rules/branches/{branch}'])
      expect((await commitSource(github({ ...rest, [route]: hidden }).place, deployed)).state, route).toBe(
        'unreadable',
      );
  });
});

it('the run that asks: its file, its commit and its suite', async () => {
  const route = '/actions/runs/{run_id}';
  const told = { path: '.github/workflows/release.yml@refs/tags/v1', head_sha: commit, check_suite_id: 9 };
  expect(await readDeploymentRun(github({ [route]: { data: told } }).place, 5)).toMatchObject({
    value: { workflow: '.github/workflows/release.yml', commit, suite: 9 },
  });
  expect((await readDeploymentRun(github({}).place, 5)).state).toBe('absent');
  expect((await readDeploymentRun(github({ [route]: { status: 403, data: {} } }).place, 5)).state).toBe('unreadable');
  expect((await readDeploymentRun(github({ [route]: { data: {} } }).place, 5)).state).toBe('unreadable');
});

it('an answer goes to the run, without a state where it is only a word', async () => {
  const { client, calls } = fakeClient(() => ({ status: 204 }));
  const answer = { runId: 5, environment: 'npm', comment: 'x' };
  const place = { owner: 'acme', repo: 'tin' };
  expect(await answerDeployment(client, place, { ...answer, state: 'approved' })).toEqual({ outcome: 'written' });
  await answerDeployment(client, place, { ...answer, state: null });
  const sent = { owner: 'acme', repo: 'tin', run_id: 5, environment_name: 'npm', comment: 'x' };
  expect(calls.map(({ parameters }) => parameters)).toEqual([{ ...sent, state: 'approved' }, sent]);
  const refusing = fakeClient(() => ({ status: 403, data: {}, permission: 'deployments:write' })).client;
  expect(await answerDeployment(refusing, place, { ...answer, state: null })).toMatchObject({ outcome: 'refused' });
});
