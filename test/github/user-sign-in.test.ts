import { describe, expect, it } from 'vitest';
import { userSignIn } from '../../src/github/user-sign-in.ts';
import { fakeClient } from './fake-client.ts';
import { json, loopback } from './loopback.ts';

const clientSecret = 'c'.repeat(40);
const handed = { code: 'abc', verifier: 'proof', redirectUri: 'https://mint.test/sign-in/callback' };

function signIn(web: string, answer: Parameters<typeof fakeClient>[0] = () => ({ status: 204 })) {
  const { client, calls } = fakeClient(answer);
  return { calls, signIn: userSignIn({ clientId: 'Iv23li', clientSecret, web, client }) };
}

describe('a code', () => {
  it('is handed in with its proof and taken for a token', async () => {
    const { received, url } = await loopback((_, response) =>
      json(response, 200, { access_token: 'ghu_0123456789', token_type: 'bearer', expires_in: 28_800 }),
    );
    expect(await signIn(url).signIn.exchange(handed)).toEqual({ token: 'ghu_0123456789', seconds: 28_800 });
    const [{ method, url: path, body, headers } = { method: '', url: '', body: '', headers: {} }] = received;
    expect([method, path, headers.accept]).toEqual(['POST', '/login/oauth/access_token', 'application/json']);
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      client_id: 'Iv23li',
      client_secret: clientSecret,
      code: 'abc',
      code_verifier: 'proof',
      redirect_uri: handed.redirectUri,
    });
  });

  it.each([
    ['a refusal', 200, { error: 'bad_verification_code' }],
    ['a page', 404, '<html>'],
    ['a token of another kind', 200, { access_token: 'ghu_0123456789', token_type: 'mac' }],
    ['a token that would break out of a header', 200, { access_token: 'ghu_0123\r\nx: y', token_type: 'bearer' }],
  ])('is worth nothing after %s', async (_, status, data) => {
    const { url } = await loopback((__, response) => json(response, status, data));
    expect(await signIn(url).signIn.exchange(handed)).toBe(null);
  });

  it('stays worth something where GitHub does not answer, and no message tells it or the secret', async () => {
    const { url, close } = await loopback((_, response) => json(response, 503, {}));
    const outage = JSON.stringify(await signIn(url).signIn.exchange(handed).catch(String));
    await close();
    const broken = JSON.stringify(await signIn(url).signIn.exchange(handed).catch(String));
    expect([outage, broken]).toEqual([
      expect.stringContaining('GitHub answers 503'),
      expect.stringContaining('the server refuses the connection'),
    ]);
    expect(outage + broken).not.toMatch(/abc|proof|cccc/);
  });
});

describe('a token', () => {
  it.each([204, 404, 422])(
    'is forgotten by whom it was handed out to, also where GitHub has forgotten it (%i)',
    async (status) => {
      const { calls, signIn: door } = signIn('https://github.test', () => ({ status }));
      await door.forget('ghu_0123456789');
      expect(calls).toEqual([
        {
          route: 'DELETE /applications/{client_id}/token',
          parameters: {
            client_id: 'Iv23li',
            access_token: 'ghu_0123456789',
            headers: { authorization: `basic ${Buffer.from(`Iv23li:${clientSecret}`).toString('base64')}` },
          },
        },
      ]);
    },
  );

  it('is not forgotten where GitHub says something else', async () => {
    await expect(
      signIn('https://github.test', () => ({ status: 418 })).signIn.forget('ghu_0123456789'),
    ).rejects.toThrow(/GitHub answers 418/);
  });
});
