import type { CredentialValues } from './credentials-file.ts';
import type { Trouble } from './credentials-trouble.ts';

/** What the app has people sign in by. */
export interface SignInCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Null where there are none: then nobody signs in, and the rest of the app is the same. */
export function signInCredentialsOf(values: CredentialValues): SignInCredentials | null | Trouble {
  const { CLIENT_ID: clientId, CLIENT_SECRET: clientSecret } = values;
  if (clientId === undefined && clientSecret === undefined) return null;
  if (clientId === undefined || clientSecret === undefined)
    return {
      problem: `${clientId === undefined ? 'CLIENT_ID' : 'CLIENT_SECRET'} is missing: people sign in by both, which are on the app's settings page, or by neither.`,
    };
  if (!/^[\w.-]{1,100}$/.test(clientId))
    return { problem: "CLIENT_ID has to be the client ID on the app's settings page, as Iv23liABCDEF." };
  if (clientSecret.length < shortestSecret || clientSecret.length > longestSecret)
    return { problem: "CLIENT_SECRET has to be a client secret that GitHub generated on the app's settings page." };
  return { clientId, clientSecret };
}

/** All cookies are sealed by a key that is made of it; GitHub's have 40 characters. */
const shortestSecret = 16;
const longestSecret = 500;

/** The origin at which people open the dashboard; null where none is set. */
export function dashboardUrlOf({ MINTMARK_URL: typed }: CredentialValues): string | null | Trouble {
  if (typed === undefined) return null;
  const url = URL.parse(typed);
  // What stands there is not repeated: it can hold a password
  if (url === null) return { problem: 'MINTMARK_URL is no URL: write it as https://mintmark.example.com' };
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal))
    return { problem: 'MINTMARK_URL has to begin with https://, since people sign in there.' };
  if (url.username !== '' || url.password !== '' || url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return { problem: 'MINTMARK_URL is an origin alone, without a path: https://mintmark.example.com' };
  return url.origin;
}
