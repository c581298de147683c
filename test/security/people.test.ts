import { describe, expect, it } from 'vitest';
import { hearing, known, payloadOf, sha } from '../app/hearing.ts';

const command = { issue: { number: 3 }, comment: { body: '/mintmark audit' } };

describe('a command in a comment', () => {
  it('is obeyed once, when it is written: not when somebody edits a comment, nor when it is deleted', async () => {
    const { hear, asked, queued } = hearing({ writers: ['octocat'] });
    for (const action of ['edited', 'deleted']) await hear('issue_comment', payloadOf({ action, ...command }));
    expect([asked, queued]).toEqual([[], []]);
    await hear('issue_comment', payloadOf({ action: 'created', ...command }));
    expect(queued).toEqual(['repository 7']);
  });

  it.each(['mintmark[bot]', 'echo[bot]'])('is not obeyed from a bot, even one that may push: %s', async (login) => {
    const { hear, asked, queued } = hearing({ writers: [login] });
    await hear('issue_comment', { ...payloadOf({ action: 'created', ...command }), sender: { login, type: 'Bot' } });
    expect([asked, queued]).toEqual([[], []]);
  });

  it('is not obeyed from nobody', async () => {
    const { hear, queued } = hearing({ writers: ['undefined', ''] });
    const { sender: _, ...anonymous } = payloadOf({ action: 'created', ...command });
    await hear('issue_comment', anonymous);
    expect(queued).toEqual([]);
  });
});

describe('a box that somebody ticks in our issue', () => {
  it('is unticked again by the next audit, whoever it was, and starts nothing else', async () => {
    const { hear, store, queued, asked } = hearing();
    const ours = {
      repositoryId: known.id,
      key: 'rollup',
      number: 3,
      state: 'open',
      obeyed: false,
      written: 'a digest',
    };
    store.filed.set(3, { ...ours, state: 'open', solved: [], open: [] });
    const issue = { number: 3, state: 'open', body: '- [x] everything' };
    await hear('issues', payloadOf({ action: 'edited', issue, changes: { body: { from: '- [ ] everything' } } }));
    expect(store.filed.get(3)?.written).toBe('');
    expect([queued, asked, store.wanted]).toEqual([['repository 7'], [], []]);
  });
});

describe('a button that somebody presses', () => {
  it('does nothing where GitHub does not say who it was', async () => {
    const { hear, asked, queued, explained } = hearing({ writers: ['octocat'] });
    const run = { id: 9, head_sha: sha('b'), app: { id: 42 }, check_suite: { head_branch: 'main' }, pull_requests: [] };
    const { sender: _, ...anonymous } = payloadOf({ action: 'requested_action', check_run: run });
    for (const identifier of ['rerun', 'explain'])
      await hear('check_run', { ...anonymous, requested_action: { identifier } });
    expect([asked, queued, explained]).toEqual([[], [], []]);
  });
});
