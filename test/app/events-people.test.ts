import { describe, expect, it } from 'vitest';
import type { StoredIssue } from '../../src/store/store.ts';
import { hearing, known, payloadOf, sha } from './hearing.ts';

const base = { ref: 'main', sha: sha('c') };
const pulls = [{ number: 3, base }];

function run(change: object = {}) {
  const suite = { head_branch: 'topic' };
  return { id: 1000, head_sha: sha('b'), app: { id: 42 }, check_suite: suite, pull_requests: [], ...change };
}

async function checked(options: Parameters<typeof hearing>[0] = {}) {
  const heard = hearing(options);
  await heard.hear(
    'pull_request',
    payloadOf({ action: 'opened', pull_request: { number: 3, head: { sha: sha('b') }, base } }),
  );
  heard.queued.length = 0;
  return heard;
}

describe('a check that is asked for again', () => {
  it('is made anew with what it was for, where it is known', async () => {
    const { hear, store, queued } = await checked();
    await hear('check_run', payloadOf({ action: 'rerequested', check_run: run() }));
    const suite = { head_sha: sha('b'), head_branch: 'topic', app: { id: 42 }, pull_requests: [] };
    await hear('check_suite', payloadOf({ action: 'rerequested', check_suite: suite }));
    const again = {
      repositoryId: 7,
      headSha: sha('b'),
      purpose: 'pull-request',
      base,
      pullNumber: 3,
      again: true,
      now: 5000,
    };
    expect(store.wanted.slice(1)).toEqual([again, again]);
    expect(queued).toEqual(['repository 7', 'repository 7']);
  });

  it.each([
    [
      'the default branch',
      { check_suite: { head_branch: 'main' } },
      { purpose: 'default-branch', base: null, pullNumber: null },
    ],
    ['a pull request', { pull_requests: pulls }, { purpose: 'pull-request', base, pullNumber: 3 }],
  ])('is taken for one of %s where it is not known', async (_, change, expected) => {
    const { hear, store } = hearing();
    await hear('check_run', payloadOf({ action: 'rerequested', check_run: run(change) }));
    expect(store.wanted).toEqual([{ repositoryId: 7, headSha: sha('b'), ...expected, again: true, now: 5000 }]);
  });

  it('is left where nothing is known of it, as of one from a fork', async () => {
    const { hear, queued } = hearing();
    await hear('check_run', payloadOf({ action: 'rerequested', check_run: run() }));
    expect(queued).toEqual([]);
  });

  it('of another app is not ours', async () => {
    const { hear, queued } = await checked();
    await hear('check_run', payloadOf({ action: 'rerequested', check_run: run({ app: { id: 43 } }) }));
    const suite = { head_sha: sha('b'), head_branch: 'main', app: { id: 43 }, pull_requests: pulls };
    await hear('check_suite', payloadOf({ action: 'rerequested', check_suite: suite }));
    expect(queued).toEqual([]);
  });
});

describe('a button', () => {
  const pressed = (identifier: string, change: object = {}) =>
    payloadOf({ action: 'requested_action', check_run: run(change), requested_action: { identifier } });

  it('to run again does, for a person who may push', async () => {
    const { hear, store, asked } = await checked({ writers: ['octocat'] });
    await hear('check_run', pressed('rerun'));
    expect(store.wanted.at(-1)).toMatchObject({ headSha: sha('b'), again: true });
    expect(asked).toEqual(['octocat on acme/tools']);
  });

  it('to explain does', async () => {
    const { hear, explained, queued } = await checked({ writers: ['octocat'] });
    await hear('check_run', pressed('explain'));
    expect(explained).toMatchObject([{ headSha: sha('b'), checkRunId: 1000 }]);
    expect(queued).toEqual([]);
  });

  it.each(['rerun', 'explain'])('does nothing for anybody else: %s', async (identifier) => {
    const { hear, explained, queued } = await checked({ writers: ['someone-else'] });
    await hear('check_run', pressed(identifier));
    expect([explained, queued]).toEqual([[], []]);
  });

  it.each([
    ['mend', {}],
    ['constructor', {}],
    ['rerun', { app: { id: 43 } }],
  ])('that is none of ours does nothing and asks nothing: %s %j', async (identifier, change) => {
    const { hear, asked, queued } = await checked({ writers: ['octocat'] });
    await hear('check_run', pressed(identifier, change));
    expect([asked, queued]).toEqual([[], []]);
  });
});

describe('our issue', () => {
  const ours: StoredIssue = {
    repositoryId: 7,
    key: 'rollup',
    number: 12,
    state: 'open',
    obeyed: false,
    written: 'a digest',
    solved: [],
    open: [],
  };
  const happened = async (action: string, change: object = {}, stored: StoredIssue = ours, sender = 'octocat') => {
    const heard = hearing();
    heard.store.filed.set(12, stored);
    const issue = { number: 12, state: 'open', state_reason: null, ...change };
    await heard.hear('issues', { ...payloadOf({ action, issue }), sender: { login: sender } });
    return { ...heard, now: heard.store.filed.get(12) };
  };

  it.each([
    ['closed', { state: 'closed', state_reason: 'not_planned' }, 'closed'],
    ['locked', {}, 'open'],
    ['deleted', {}, 'open'],
    ['transferred', {}, 'open'],
  ])('that a person has %s %j is left alone', async (action, change, state) => {
    const { now, queued } = await happened(action, change);
    expect(now).toMatchObject({ state, obeyed: true });
    expect(queued).toEqual([]);
  });

  it.each([
    ['edited', {}, 'open'],
    ['labeled', {}, 'open'],
    ['closed', { state: 'closed', state_reason: 'completed' }, 'closed'],
  ])('that a person has %s %j is made to say what is true', async (action, change, state) => {
    const { now, queued } = await happened(action, change);
    expect(now).toEqual({ ...ours, state, written: '' });
    expect(queued).toEqual(['repository 7']);
  });

  it('that a person reopens is ours again', async () => {
    const { now, queued } = await happened('reopened', {}, { ...ours, state: 'closed', obeyed: true });
    expect(now).toMatchObject({ state: 'open', obeyed: false });
    expect(queued).toEqual(['repository 7']);
  });

  it('that a person edits after all stays left alone', async () => {
    const { now, queued } = await happened('edited', { state: 'closed' }, { ...ours, state: 'closed', obeyed: true });
    expect([now?.obeyed, queued]).toEqual([true, []]);
  });

  it.each(['edited', 'closed', 'reopened'])('that we have %s ourselves is no news', async (action) => {
    const { now, queued } = await happened(
      action,
      { state: 'closed', state_reason: 'not_planned' },
      ours,
      'mintmark[bot]',
    );
    expect([now, queued]).toEqual([ours, []]);
  });

  it('is not an issue of the same number elsewhere', async () => {
    const { now, queued } = await happened('closed', { number: 12, state: 'closed' }, { ...ours, repositoryId: 8 });
    expect([now?.state, queued]).toEqual(['open', []]);
  });
});

describe('a comment', () => {
  const comment = (body: string, issue: object = {}) =>
    payloadOf({ action: 'created', issue: { number: 3, ...issue }, comment: { body } });

  it('with the command has the repository audited anew, for a person who may push', async () => {
    const { hear, store, queued } = hearing({ writers: ['octocat'] });
    await hear('issue_comment', comment('Thanks!\r\n\r\n  /mintmark audit  \r\n'));
    expect(store.known.get(known.id)).toMatchObject({ auditWanted: true, settingsStale: true });
    expect(queued).toEqual(['repository 7']);
  });

  it('on a pull request has its head checked again', async () => {
    const { hear, store, queued } = hearing({ writers: ['octocat'], pull: { headSha: sha('b'), base } });
    await hear('issue_comment', comment('/mintmark audit', { pull_request: { url: '…' } }));
    expect(store.wanted).toEqual([
      { repositoryId: 7, headSha: sha('b'), purpose: 'pull-request', base, pullNumber: 3, again: true, now: 5000 },
    ]);
    expect(queued).toEqual(['repository 7']);
  });

  it.each([
    '/mintmark audit please',
    'please /mintmark audit',
    '> /mintmark audit',
    '/mintmark',
    '/Mintmark audit',
    '`/mintmark audit`',
  ])('that only mentions it does nothing and asks nothing: %s', async (body) => {
    const { hear, asked, queued } = hearing({ writers: ['octocat'] });
    await hear('issue_comment', comment(body));
    expect([asked, queued]).toEqual([[], []]);
  });

  it('of anybody else does nothing', async () => {
    const { hear, queued } = hearing({ writers: [] });
    await hear('issue_comment', comment('/mintmark audit'));
    expect(queued).toEqual([]);
  });
});
