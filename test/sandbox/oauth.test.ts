import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { clientIdOf } from '../../src/sandbox/http/authenticate.ts';
import { type LocalGitHub, localGitHub, send } from './local-github.ts';
import { authorized, exchanged, signInAs } from './sign-in-as.ts';

async function github(): Promise<LocalGitHub> {
  return localGitHub({
    organisations: [
      {
        login: 'acme',
        members: ['ann'],
        installation: {},
        repositories: [{ name: 'open' }, { name: 'hidden', visibility: 'private', collaborators: { cat: 'maintain' } }],
      },
      { login: 'other', members: ['olaf'], installation: {}, repositories: [{ name: 'press' }] },
      { login: 'aside', members: ['ann'], installation: null, repositories: [{ name: 'away' }] },
    ],
    users: ['bob'],
  });
}

describe('signing in at the local GitHub', () => {
  it('lets a person choose, leads back with a code and the state, and takes the code once', async () => {
    const { sandbox } = await github();
    const client = clientIdOf(sandbox.state.app);
    const page = await fetch(`${sandbox.url}/login/oauth/authorize?client_id=${client}&state=x`);
    expect(await page.text()).toMatch(
      /ann<\/a><\/h2><p class="state quiet">member of acme, aside.*cat.*collaborator of 1 repository/s,
    );
    const back = await authorized(sandbox, 'ann');
    expect([back.origin, back.pathname, back.searchParams.get('state')]).toEqual([
      'http://127.0.0.1:5000',
      '/sign-in/callback',
      's',
    ]);
    const code = back.searchParams.get('code') ?? '';
    expect(await exchanged(sandbox, { code })).toMatchObject({ token_type: 'bearer', expires_in: 28_800 });
    expect(await exchanged(sandbox, { code })).toMatchObject({ error: 'bad_verification_code' });
  });

  it('refuses a foreign address, another secret, another address, and a proof that does not belong to it', async () => {
    const { sandbox } = await github();
    const elsewhere = await fetch(
      `${sandbox.url}/login/oauth/authorize?client_id=${clientIdOf(sandbox.state.app)}&login=ann&redirect_uri=https%3A%2F%2Fevil.test%2F`,
      { redirect: 'manual' },
    );
    expect(elsewhere.status).toBe(400);
    const codeOf = async (asked: object = {}) =>
      (await authorized(sandbox, 'ann', asked)).searchParams.get('code') ?? '';
    const refusal = async (sent: object) => (await exchanged(sandbox, sent))['error'];
    expect(await refusal({ code: await codeOf(), client_secret: 'x' })).toBe('incorrect_client_credentials');
    expect(await refusal({ code: await codeOf(), redirect_uri: 'http://127.0.0.1/' })).toBe('redirect_uri_mismatch');
    const challenge = createHash('sha256').update('proof').digest('base64url');
    const asked = { code_challenge: challenge, code_challenge_method: 'S256' };
    expect(await refusal({ code: await codeOf(asked) })).toBe('bad_verification_code');
    expect(await refusal({ code: await codeOf(asked), code_verifier: 'proof' })).toBe(undefined);
  });
});

describe('what a person sees', () => {
  it.each([
    ['a member', 'ann', ['acme/open pull', 'acme/hidden pull']],
    ['a collaborator', 'cat', ['acme/hidden pull push maintain']],
    ['a member of another organisation', 'olaf', ['other/press pull']],
    ['a stranger', 'bob', []],
  ])('%s: what was given to them, and nothing because it is public', async (_, login, expected) => {
    const { sandbox } = await github();
    const token = await signInAs(sandbox, login);
    expect((await send(sandbox, token, '/user')).body.login).toBe(login);
    const { body } = await send(sandbox, token, '/user/installations');
    const seen: string[] = [];
    for (const { id } of body.installations)
      for (const { full_name: name, permissions } of (
        await send(sandbox, token, `/user/installations/${id}/repositories`)
      ).body.repositories)
        seen.push([name, ...['pull', 'push', 'maintain'].filter((right) => permissions[right])].join(' '));
    expect(seen).toEqual(expected);
  });

  it('ends with the membership, and with the token', async () => {
    const { sandbox } = await github();
    const token = await signInAs(sandbox, 'ann');
    sandbox.people.removeMember('acme', 'ann');
    expect((await send(sandbox, token, '/user/installations')).body.installations).toEqual([]);
    const basic = Buffer.from(`${clientIdOf(sandbox.state.app)}:${sandbox.state.app.clientSecret}`).toString('base64');
    const path = `/applications/${clientIdOf(sandbox.state.app)}/token`;
    const forget = (secret: string) =>
      send(sandbox, null, path, {
        method: 'DELETE',
        body: { access_token: token },
        headers: { authorization: `Basic ${secret}` },
      });
    expect((await forget('eDp5')).status).toBe(401);
    expect((await forget(basic)).status).toBe(204);
    expect((await send(sandbox, token, '/user')).status).toBe(401);
  });
});
