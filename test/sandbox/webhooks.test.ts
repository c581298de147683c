import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { acme, listen, names } from './local-github.ts';

describe('webhooks', () => {
  it('are signed, addressed, and carry repository, organisation, sender and installation', async () => {
    const { sandbox, installation } = await acme(undefined, {}, { webhookSecret: 'a secret' });
    const letters = await listen(sandbox);
    await sandbox.people.archive('acme', 'widget');
    const [letter] = letters;
    const signature = createHmac('sha256', 'a secret')
      .update(letter?.text ?? '')
      .digest('hex');
    expect(letter?.headers).toMatchObject({
      'x-hub-signature-256': `sha256=${signature}`,
      'x-github-event': 'repository',
      'x-github-hook-installation-target-type': 'integration',
      'x-github-delivery': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(letter?.payload).toMatchObject({
      action: 'archived',
      repository: { full_name: 'acme/widget', archived: true },
      organization: { login: 'acme' },
      sender: { login: 'ann' },
      installation: { id: installation },
    });
  });

  it('are recorded with what the app answered, never tried again by themselves, and sent again on demand', async () => {
    const { sandbox, askAsApp } = await acme();
    let status = 500;
    const letters = await listen(sandbox, () => status);
    await sandbox.people.push('acme', 'widget', 'main', { files: { b: '1' } });
    expect(sandbox.state.deliveries.map(({ statusCode }) => statusCode)).toEqual([500, 500]);
    status = 202;
    const { body: failed } = await askAsApp('/app/hook/deliveries?status=failure');
    const push = failed.find(({ event }: { event: string }) => event === 'push');
    expect((await askAsApp(`/app/hook/deliveries/${push.id}`)).body.request.payload.ref).toBe('refs/heads/main');
    expect((await askAsApp(`/app/hook/deliveries/${push.id}/attempts`, { method: 'POST' })).status).toBe(202);
    await sandbox.delivered();
    expect(names(letters)).toEqual(['push', 'check_suite.requested', 'push']);
    expect(letters[2]?.headers['x-github-delivery']).toBe(letters[0]?.headers['x-github-delivery']);
    expect(letters[2]?.text).toBe(letters[0]?.text);
    await sandbox.redeliver(push.guid);
    expect(sandbox.state.deliveries.at(-1)).toMatchObject({ redelivery: true, statusCode: 202, guid: push.guid });
  });

  it('are recorded as not delivered where nobody answers', async () => {
    const { sandbox } = await acme();
    sandbox.state.app.webhookUrl = 'http://127.0.0.1:1/';
    await sandbox.people.archive('acme', 'widget');
    expect(sandbox.state.deliveries).toMatchObject([{ statusCode: 0, status: 'failed to connect to host' }]);
  });

  it('are listed page by page with a cursor, newest first', async () => {
    const { sandbox, askAsApp } = await acme();
    await listen(sandbox);
    for (const action of ['one', 'two', 'three']) await sandbox.people.send('member', { action });
    const actions = (body: { action: string }[]) => body.map(({ action }) => action);
    const first = await askAsApp('/app/hook/deliveries?per_page=2');
    expect(actions(first.body)).toEqual(['three', 'two']);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const second = await askAsApp(next.replace(sandbox.url, ''));
    expect(actions(second.body)).toEqual(['one']);
    expect(second.headers.get('link')).toBeNull();
  });

  it('go to installations that are told of such events, and reach the repository', async () => {
    const { sandbox } = await acme([{ name: 'widget' }, { name: 'other' }], { repositories: ['widget'] });
    const letters = await listen(sandbox);
    await sandbox.people.archive('acme', 'other');
    await sandbox.people.send('star', { action: 'created' });
    expect(letters).toEqual([]);
    await sandbox.people.suspend('acme');
    await sandbox.people.archive('acme', 'widget');
    expect(names(letters)).toEqual(['installation.suspend']);
  });
});
