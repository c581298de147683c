import { z } from 'zod';
import { boundedFetch } from './bounded-fetch.ts';
import type { GitHubClient } from './client.ts';
import { failureOf } from './request-failure.ts';
import { outage, unavailability } from './unavailable.ts';

/** GitHub's sign-in for people, as the app's settings page has it on. Secrets are in no error. */
export interface UserSignIn {
  /** The page on which GitHub asks the person, and from which it leads back with a code. */
  authorizePage(asked: { readonly state: string; readonly challenge: string; readonly redirectUri: string }): string;
  /**
   * Hands in a code, which GitHub takes once. Null where it does not take it.
   * @throws GitHubUnavailable where GitHub does not answer
   */
  exchange(handed: {
    readonly code: string;
    readonly verifier: string;
    readonly redirectUri: string;
  }): Promise<UserToken | null>;
  /**
   * Has GitHub forget a token. One that it does not know is forgotten.
   * @throws GitHubUnavailable where GitHub does not answer
   */
  forget(token: string): Promise<void>;
}

export interface UserToken {
  readonly token: string;
  /** How long it holds; null: until somebody ends it. */
  readonly seconds: number | null;
}

export interface SignInOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where people open pages, without a slash at the end. */
  readonly web: string;
  /** Signed in as nobody. */
  readonly client: GitHubClient;
  readonly fetch?: typeof globalThis.fetch;
  readonly now?: () => number;
}

export function userSignIn(options: SignInOptions): UserSignIn {
  const { clientId, clientSecret, web, client, now = Date.now } = options;
  return {
    authorizePage({ state, challenge, redirectUri }) {
      const page = new URL(`${web}/login/oauth/authorize`);
      const asked = { client_id: clientId, redirect_uri: redirectUri, state, code_challenge: challenge };
      for (const [name, value] of Object.entries({ ...asked, code_challenge_method: 'S256' }))
        page.searchParams.set(name, value);
      return page.href;
    },

    async exchange({ code, verifier, redirectUri }) {
      const handed = { client_id: clientId, client_secret: clientSecret, code, code_verifier: verifier };
      const { status, data } = await handIn({ ...handed, redirect_uri: redirectUri }, options);
      const unavailable = status === 401 ? null : unavailability(route, { status, headers: {}, message: '' }, now());
      if (unavailable !== null) throw unavailable;
      // GitHub tells a code that it does not take with status 200
      const answer = given.safeParse(data).data;
      return answer === undefined ? null : { token: answer.access_token, seconds: answer.expires_in ?? null };
    },

    async forget(token) {
      const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
      const { status } = await client.request(forgetting, {
        client_id: clientId,
        access_token: token,
        headers: { authorization: `basic ${basic}` },
      });
      if (status !== 204 && status !== 404 && status !== 422)
        throw outage(forgetting, `GitHub answers ${status}`, now());
    },
  };
}

const route = 'POST /login/oauth/access_token';
const forgetting = 'DELETE /applications/{client_id}/token';

const given = z.object({
  access_token: z.string().regex(/^[\w.-]{10,2000}$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.number().positive().optional(),
});

async function handIn(
  handed: Readonly<Record<string, string>>,
  { web, now = Date.now, fetch = globalThis.fetch }: SignInOptions,
): Promise<{ readonly status: number; readonly data: unknown }> {
  try {
    const answer = await boundedFetch(fetch, { answers: [], bytes: 0 })(`${web}/login/oauth/access_token`, {
      method: 'POST',
      headers: { accept: 'application/json', 'user-agent': 'mintmark' },
      body: new URLSearchParams(handed),
      signal: AbortSignal.timeout(longest),
    });
    const text = await answer.text();
    return { status: answer.status, data: jsonIn(text) };
  } catch (error) {
    throw failureOf(route, error, now());
  }
}

/** In milliseconds: somebody waits. */
const longest = 10_000;

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
