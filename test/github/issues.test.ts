import { describe, expect, it } from 'vitest';
import { GitHubUnavailable } from '../../src/github/client.ts';
import {
  closeIssue,
  commentOn,
  createIssue,
  editIssue,
  findIssue,
  readIssue,
  reopenIssue,
} from '../../src/github/issues.ts';
import { markerLine } from '../../src/types/issue-marker.ts';
import { fakeClient } from './fake-client.ts';

const place = { owner: 'acme', repo: 'widgets' };
const app = { slug: 'mintmark' };
const text = { title: 'title', body: 'body' };

function issue(number: number, own: Readonly<Record<string, unknown>> = {}) {
  return {
    number,
    user: { login: 'mintmark[bot]', type: 'Bot' },
    state: 'open',
    title: 'title',
    body: `${markerLine({ key: 'rollup', repositoryId: 7 })}\n\ntext`,
    locked: false,
    ...own,
  };
}

describe('findIssue', () => {
  const find = (items: readonly unknown[], repositoryId?: number) =>
    findIssue(fakeClient(() => ({ data: items })).client, place, 'rollup', app, repositoryId);

  it('finds the oldest open one of ours', async () => {
    const items = [issue(9), issue(4, { state: 'closed', state_reason: 'not_planned' }), issue(6)];
    expect(await find(items)).toMatchObject({ number: 6, state: 'open', stateReason: null, locked: false });
    expect(await find(items.slice(1, 2))).toMatchObject({ number: 4, state: 'closed', stateReason: 'not_planned' });
  });

  it('never takes what somebody else wrote, a pull request, another key or another repository', async () => {
    const others = [
      issue(1, { user: { login: 'mintmark', type: 'User' } }),
      issue(2, { user: { login: 'evil-mintmark[bot]' } }),
      issue(3, { user: null }),
      issue(4, { pull_request: {} }),
      issue(5, { body: `> ${issue(5).body}` }),
      issue(6, { body: markerLine({ key: 'publish-pins', repositoryId: 7 }) }),
      issue(7, { body: null }),
      'nonsense',
      null,
    ];
    expect(await find(others)).toBeNull();
    expect(await find([issue(8)], 7)).toMatchObject({ number: 8 });
    expect(await find([issue(8)], 8)).toBeNull();
  });

  it('asks once where there are few issues', async () => {
    const { client, calls } = fakeClient(() => ({ data: [issue(3, { user: null })] }));
    expect(await findIssue(client, place, 'rollup', app)).toBeNull();
    expect(calls).toHaveLength(1);
  });

  it('asks for those of our bot where there are many, and then looks at all, within bounds', async () => {
    const { client, calls } = fakeClient(({ parameters }) => {
      if (parameters['creator'] !== undefined) return { data: [] };
      const items = parameters['page'] === 3 ? [issue(3)] : [];
      return { data: items, headers: { link: '<x>; rel="next"' } };
    });
    expect(await findIssue(client, place, 'rollup', app)).toMatchObject({ number: 3 });
    expect(calls.map(({ parameters }) => [parameters['creator'] ?? null, parameters['page'] ?? 1])).toEqual([
      [null, 1],
      ['mintmark[bot]', 1],
      [null, 1],
      [null, 2],
      [null, 3],
    ]);
    expect(calls[0]?.parameters).toMatchObject({ state: 'all', sort: 'updated', direction: 'desc', per_page: 100 });
  });

  it.each([
    ['disabled', { status: 410 }],
    ['refused', { status: 403 }],
    ['invalid', { data: {} }],
  ])('does not say that there is none where it may not look: %s', async (outcome, answer) => {
    expect(await findIssue(fakeClient(() => answer).client, place, 'rollup', app)).toMatchObject({ outcome });
  });

  it('does not believe that there is no list', async () => {
    const { client } = fakeClient(() => ({ status: 404 }));
    await expect(findIssue(client, place, 'rollup', app)).rejects.toThrow(GitHubUnavailable);
  });
});

describe('what is written', () => {
  it.each([
    ['create', 'POST', { ...text }],
    ['edit', 'PATCH', { issue_number: 12, ...text }],
    ['close', 'PATCH', { issue_number: 12, state: 'closed', state_reason: 'completed' }],
    ['reopen', 'PATCH', { issue_number: 12, state: 'open', state_reason: 'reopened' }],
    ['comment', 'POST', { issue_number: 12, body: 'thanks' }],
  ] as const)('by %s is one request', async (verb, method, parameters) => {
    const { client, calls } = fakeClient(() => ({ status: 201, data: issue(12) }));
    expect(await verbs[verb](client)).toEqual({ outcome: 'written', number: 12 });
    expect(calls).toEqual([
      { route: expect.stringMatching(`^${method} /repos/`), parameters: { ...place, ...parameters } },
    ]);
  });
});

const verbs = {
  create: (client: Client) => createIssue(client, place, text),
  edit: (client: Client) => editIssue(client, place, 12, text),
  close: (client: Client) => closeIssue(client, place, 12),
  reopen: (client: Client) => reopenIssue(client, place, 12),
  comment: (client: Client) => commentOn(client, place, 12, 'thanks'),
};

type Client = Parameters<typeof createIssue>[0];

describe('what GitHub does not take', () => {
  it.each([
    ['create', { status: 410, data: { message: 'Issues has been disabled in this repository.' } }, 'disabled'],
    ['edit', { status: 410, data: { message: 'This issue was deleted' } }, 'gone'],
    ['edit', { status: 410, data: { message: 'Issues are disabled for this repo' } }, 'disabled'],
    ['edit', { status: 404, data: { message: 'Not Found' } }, 'gone'],
    ['edit', { status: 301, data: { message: 'Moved Permanently' } }, 'gone'],
    ['edit', { status: 200, data: issue(13) }, 'gone'],
    ['comment', { status: 403, data: { message: 'Unable to create comment because issue is locked.' } }, 'locked'],
    [
      'close',
      { status: 422, data: { message: 'Validation Failed', errors: [{ message: 'issue is locked' }] } },
      'locked',
    ],
    ['create', { status: 403, data: { message: 'Repository was archived so is read-only.' } }, 'archived'],
    [
      'reopen',
      { status: 403, data: { message: 'Resource not accessible by integration' }, permission: 'issues:write' },
      'refused',
    ],
    ['create', { status: 422, data: { message: 'body is too long' } }, 'invalid'],
  ] as const)('by %s, answered %j, is %s', async (verb, answer, outcome) => {
    expect(await verbs[verb](fakeClient(() => answer).client)).toMatchObject({ outcome });
  });
});

describe('an issue that GitHub does not find', () => {
  const answers = (statuses: readonly number[]) => {
    const left = [...statuses];
    return fakeClient(() => {
      const status = left.shift() ?? 500;
      return status === 200 ? { status, data: issue(12) } : { status };
    });
  };

  it('is gone where it is not shown either', async () => {
    expect(await editIssue(answers([404, 404]).client, place, 12, text)).toEqual({ outcome: 'gone' });
    expect(await readIssue(answers([404, 404]).client, place, 12, app)).toEqual({ outcome: 'gone' });
    expect(await readIssue(answers([410]).client, place, 12, app)).toEqual({ outcome: 'gone' });
  });

  it('and shows is written to later', async () => {
    await expect(editIssue(answers([404, 200]).client, place, 12, text)).rejects.toThrow(GitHubUnavailable);
    expect(await readIssue(answers([404, 200]).client, place, 12, app)).toMatchObject({ outcome: 'read' });
  });
});

describe('readIssue', () => {
  const read = (data: unknown, status = 200) => readIssue(fakeClient(() => ({ data, status })).client, place, 12, app);

  it('tells ours from others, and sees one that was transferred', async () => {
    expect(await read(issue(12, { state: 'closed', state_reason: 'not_planned', locked: true }))).toMatchObject({
      outcome: 'read',
      issue: { number: 12, state: 'closed', stateReason: 'not_planned', locked: true },
    });
    expect(await read(issue(12, { user: { login: 'octocat' } }))).toEqual({ outcome: 'foreign' });
    expect(await read(issue(3))).toEqual({ outcome: 'gone' });
    expect(await read({ message: 'This issue was deleted' }, 410)).toEqual({ outcome: 'gone' });
  });
});
