import { describe, expect, it } from 'vitest';
import { acme, jwt, send } from '../local-github.ts';

describe('who asks', () => {
  it('is an app by a JWT that holds, and nobody by another', async () => {
    const { sandbox } = await acme();
    const ask = (token: string | null) => send(sandbox, token, '/app');
    const now = Math.floor(Date.now() / 1000);
    expect(await ask(jwt(sandbox))).toMatchObject({ status: 200, body: { slug: 'mintmark' } });
    expect((await ask(null)).status).toBe(401);
    expect((await ask(jwt(sandbox, { exp: now - 5 }))).body.message).toMatch(/'exp'/);
    expect((await ask(jwt(sandbox, { iat: now + 120 }))).body.message).toMatch(/'iat'/);
    expect((await ask(jwt(sandbox, { exp: now + 3600 }))).status).toBe(401);
    expect((await ask(jwt(sandbox, { iss: 77 }))).status).toBe(404);
    expect((await ask(`${jwt(sandbox).slice(0, -8)}AAAAAAAA`)).status).toBe(401);
  });

  it('gets a token narrowed to repositories and permissions', async () => {
    const { sandbox, installation, askAsApp } = await acme([
      { name: 'one', commits: [{ files: { a: '1' } }] },
      { name: 'two' },
    ]);
    const one = sandbox.repository('acme', 'one').id;
    const path = `/app/installations/${installation}/access_tokens`;
    const given = await askAsApp(path, {
      method: 'POST',
      body: { repository_ids: [one], permissions: { contents: 'read' } },
    });
    expect(given).toMatchObject({
      status: 201,
      body: { repository_selection: 'selected', permissions: { contents: 'read' } },
    });
    expect((await send(sandbox, given.body.token, '/repos/acme/one/contents/a')).status).toBe(200);
    expect((await send(sandbox, given.body.token, '/repos/acme/one/issues')).status).toBe(403);
    expect((await send(sandbox, given.body.token, '/repos/acme/two')).status).toBe(404);
    expect((await askAsApp(path, { method: 'POST', body: { repository_ids: [1] } })).status).toBe(422);
    expect((await askAsApp(path, { method: 'POST', body: { permissions: { contents: 'write' } } })).status).toBe(422);
  });

  it('loses the token after an hour, by suspension and by uninstalling', async () => {
    const { sandbox, ask, askAsApp, installation } = await acme();
    expect((await ask('/repos/acme/widget')).status).toBe(200);
    await sandbox.people.suspend('acme');
    expect((await ask('/repos/acme/widget')).status).toBe(403);
    expect((await askAsApp(`/app/installations/${installation}/access_tokens`, { method: 'POST' })).status).toBe(403);
    await sandbox.people.unsuspend('acme');
    expect((await ask('/repos/acme/widget')).status).toBe(200);
    const [[text, token] = ['', undefined]] = sandbox.state.tokens;
    if (token !== undefined)
      sandbox.state.tokens.set(text, { ...token, expiresAt: new Date(Date.now() - 1).toISOString() });
    expect((await ask('/repos/acme/widget')).status).toBe(401);
    await sandbox.people.uninstall('acme');
    expect((await askAsApp(`/app/installations/${installation}`)).status).toBe(404);
  });

  it('registers an app by its manifest, with a code that is good once', async () => {
    const { sandbox } = await acme();
    const manifest = JSON.stringify({ name: 'Mine', redirect_url: 'http://127.0.0.1:1/done' });
    const answer = await fetch(`${sandbox.url}/settings/apps/new?state=xyz`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ manifest }),
    });
    const back = new URL(answer.headers.get('location') ?? '');
    expect(back.searchParams.get('state')).toBe('xyz');
    const convert = () =>
      send(sandbox, null, `/api/v3/app-manifests/${back.searchParams.get('code')}/conversions`, { method: 'POST' });
    expect((await convert()).body).toMatchObject({ slug: 'mintmark', pem: expect.stringContaining('PRIVATE KEY') });
    expect((await convert()).status).toBe(404);
  });
});
