import { describe, expect, it } from 'vitest';
import { acme } from './local-github.ts';

describe('issues', () => {
  it('are filed, found by who filed them, edited and closed', async () => {
    const { ask, sandbox } = await acme();
    const issues = '/repos/acme/widget/issues';
    const { body: made } = await ask(issues, {
      method: 'POST',
      body: { title: 'T', body: '<!-- mark -->', labels: ['x'] },
    });
    expect(made).toMatchObject({ number: 1, body: '<!-- mark -->', user: { login: 'mintmark[bot]', type: 'Bot' } });
    const numbers = async (query: string) =>
      (await ask(`${issues}?${query}`)).body.map(({ number }: { number: number }) => number);
    expect(await numbers('creator=mintmark%5Bbot%5D&labels=x')).toEqual([1]);
    expect(await numbers('creator=ann')).toEqual([]);
    await ask(`${issues}/1`, { method: 'PATCH', body: { body: 'new' } });
    await ask(`${issues}/1`, { method: 'PATCH', body: { state: 'closed', state_reason: 'completed' } });
    expect(await numbers('state=open')).toEqual([]);
    expect(await numbers('state=all')).toEqual([1]);
    expect(sandbox.repository('acme', 'widget').issues.get(1)).toMatchObject({ writes: 2, stateReason: 'completed' });
  });

  it('are answered as GitHub answers where they are off, deleted, locked or too long', async () => {
    const { ask, sandbox } = await acme([{ name: 'widget' }, { name: 'quiet', issuesEnabled: false }]);
    const post = (name: string, body: object) => ask(`/repos/acme/${name}/issues`, { method: 'POST', body });
    expect((await post('quiet', { title: 'T' })).status).toBe(410);
    expect((await post('widget', {})).body.errors).toMatchObject([{ field: 'title', code: 'missing_field' }]);
    expect((await post('widget', { title: 'T', body: 'x'.repeat(65_537) })).status).toBe(422);
    await post('widget', { title: 'T' });
    expect((await ask('/repos/acme/widget/issues/1/lock', { method: 'PUT' })).status).toBe(204);
    expect((await ask('/repos/acme/widget/issues/1')).body.locked).toBe(true);
    await sandbox.people.deleteIssue('acme', 'widget', 1, 'ann');
    expect((await ask('/repos/acme/widget/issues/1')).status).toBe(410);
    expect((await ask('/repos/acme/widget/issues/2')).status).toBe(404);
  });

  it('have comments, and so have pull requests', async () => {
    const { ask, sandbox } = await acme();
    await sandbox.people.openPull('acme', 'widget', {
      title: 'P',
      branch: 'b',
      by: 'ann',
      commit: { files: { b: '1' } },
    });
    await sandbox.people.comment('acme', 'widget', 1, 'first', 'ann');
    const comments = '/repos/acme/widget/issues/1/comments';
    const { body: made } = await ask(comments, { method: 'POST', body: { body: 'second' } });
    await ask(`/repos/acme/widget/issues/comments/${made.id}`, { method: 'PATCH', body: { body: 'third' } });
    expect((await ask(comments)).body.map(({ body }: { body: string }) => body)).toEqual(['first', 'third']);
    expect((await ask('/repos/acme/widget/issues/1')).body.pull_request.url).toContain('/pulls/1');
  });
});
