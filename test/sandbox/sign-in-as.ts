import { clientIdOf } from '../../src/sandbox/http/authenticate.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { type LocalGitHub, send } from './local-github.ts';

const callback = 'http://127.0.0.1:5000/sign-in/callback';

/** Where GitHub's page leads the browser of somebody who signs in as `login`. */
export async function authorized({ url, state }: Sandbox, login: string, asked: object = {}): Promise<URL> {
  const query = { client_id: clientIdOf(state.app), redirect_uri: callback, state: 's', login, ...asked };
  const page = await fetch(`${url}/login/oauth/authorize?${new URLSearchParams(query).toString()}`, {
    redirect: 'manual',
  });
  return new URL(page.headers.get('location') ?? '', url);
}

/** What GitHub gives for a code. */
export async function exchanged({ url, state }: Sandbox, sent: object): Promise<Readonly<Record<string, unknown>>> {
  const handed = {
    client_id: clientIdOf(state.app),
    client_secret: state.app.clientSecret,
    redirect_uri: callback,
    ...sent,
  };
  const answer = await fetch(`${url}/login/oauth/access_token`, { method: 'POST', body: new URLSearchParams(handed) });
  return (await answer.json()) as Record<string, unknown>;
}

/** A token of a person for the app. */
export async function signInAs(sandbox: Sandbox, login: string): Promise<string> {
  const code = (await authorized(sandbox, login)).searchParams.get('code') ?? '';
  const { access_token: token } = await exchanged(sandbox, { code });
  if (typeof token !== 'string') throw new Error(`nobody is called ${login}`);
  return token;
}

/** Signs in as a member, reads what a person reads, and has the sign-in forgotten. */
export async function actAsPerson({ sandbox, installation }: LocalGitHub): Promise<void> {
  const token = await signInAs(sandbox, 'ana');
  const paths = ['/user', '/user/installations', `/user/installations/${installation}/repositories`];
  for (const path of paths) await send(sandbox, token, path);
  const client = clientIdOf(sandbox.state.app);
  const authorization = `basic ${Buffer.from(`${client}:${sandbox.state.app.clientSecret}`).toString('base64')}`;
  const forgetting = { method: 'DELETE', body: { access_token: token }, headers: { authorization } };
  await send(sandbox, null, `/applications/${client}/token`, forgetting);
}
