import { randomBytes } from 'node:crypto';
import { html } from 'hono/html';
import type { Answer } from '../http/answer.ts';
import { clientIdOf } from '../http/authenticate.ts';
import { page } from '../pages/layout.ts';
import { appOwner } from '../shapes/app.ts';
import type { SandboxApp, SandboxState } from '../state.ts';

/**
 * The page on which a person signs in and lets the app know who they are. There are no passwords here: whoever looks
 * chooses one of the people, or is one at once where the address says `login`.
 */
export async function authorize(state: SandboxState, query: URLSearchParams): Promise<Answer> {
  const app = [state.app, state.fixer].find((each) => clientIdOf(each) === query.get('client_id'));
  if (app === undefined) return { status: 404, body: await message('There is no such app.') };
  const back = callbackOf(app, query.get('redirect_uri'));
  if (back === null)
    return { status: 400, body: await message('The redirect_uri is none of the callback URLs of the app.') };
  const to = (answer: Readonly<Record<string, string>>): string => {
    const target = new URL(back);
    const sent = { ...answer, state: query.get('state') ?? '' };
    for (const [name, value] of Object.entries(sent)) target.searchParams.set(name, value);
    return target.href;
  };
  const login = [...state.accounts.values()].find(({ login: name }) => name === query.get('login'))?.login;
  if (login !== undefined)
    return { status: 302, headers: { location: to({ code: codeFor(state, app, login, query) }) } };
  const declined = to({ error: 'access_denied', error_description: 'The user has denied your application access.' });
  return { status: 200, body: await choice(state, app, query, declined) };
}

/** Of a loopback address any port is the app's own. */
function callbackOf({ callbackUrls }: SandboxApp, asked: string | null): string | null {
  const [first] = callbackUrls;
  if (asked === null) return first ?? null;
  const url = URL.parse(asked);
  const isKnown = callbackUrls.some((known) => {
    const registered = new URL(known);
    if (url?.hostname === '127.0.0.1') registered.port = url.port;
    return registered.href === url?.href;
  });
  return isKnown ? asked : null;
}

function codeFor(state: SandboxState, app: SandboxApp, login: string, query: URLSearchParams): string {
  const code = randomBytes(10).toString('hex');
  state.oauthCodes.set(code, {
    app: app.id,
    login,
    redirectUri: query.get('redirect_uri') ?? '',
    challenge: query.get('code_challenge_method') === 'S256' ? query.get('code_challenge') : null,
    expiresAt: new Date(Date.now() + tenMinutes).toISOString(),
  });
  return code;
}

const tenMinutes = 600_000;

async function choice(state: SandboxState, app: SandboxApp, query: URLSearchParams, declined: string): Promise<string> {
  const people = [...state.accounts.values()].filter(({ type, login }) => type === 'User' && login !== appOwner);
  const as = (login: string) => {
    const chosen = new URLSearchParams(query);
    chosen.set('login', login);
    return `/login/oauth/authorize?${chosen.toString()}`;
  };
  const shown = page(
    `Sign in to ${app.name}`,
    [],
    html`<h1>Sign in to ${app.name}</h1>
<p>GitHub would ask for a password here, and whether ${app.name} may know who you are. Here you choose who you are:</p>
<ul class="box list">
${people.map(({ login }) => html`<li><h2><a href="${as(login)}">${login}</a></h2><p class="state quiet">${standing(state, login)}</p></li>`)}
</ul>
<p><a href="${declined}">Do not allow it</a></p>`,
  );
  return String(await shown);
}

/** `member of coin-press`. */
function standing(state: SandboxState, login: string): string {
  const of = [...state.accounts.values()].filter(({ members }) => members.has(login)).map(({ login: name }) => name);
  const helps = [...state.repositories.values()].filter(({ collaborators }) => collaborators.has(login)).length;
  const member = of.length === 0 ? 'member of no organisation' : `member of ${of.join(', ')}`;
  return helps === 0 ? member : `${member}; collaborator of ${helps} ${helps === 1 ? 'repository' : 'repositories'}`;
}

async function message(sentence: string): Promise<string> {
  return String(await page('Sign in', [], html`<h1>Sign in</h1><p>${sentence}</p>`));
}
