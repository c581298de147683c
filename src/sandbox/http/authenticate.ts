import { createVerify } from 'node:crypto';
import type { SandboxApp, SandboxInstallation, SandboxState } from '../state.ts';
import { type Answer, failure } from './answer.ts';

export type Viewer =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'app'; readonly app: SandboxApp }
  /** The app by its client secret, which speaks of the tokens of people. */
  | { readonly kind: 'client'; readonly app: SandboxApp }
  /** A person who has signed in to the app. */
  | { readonly kind: 'user'; readonly login: string; readonly app: SandboxApp }
  /** Narrowed to what the token may do. */
  | { readonly kind: 'installation'; readonly installation: SandboxInstallation; readonly app: SandboxApp }
  | { readonly kind: 'refused'; readonly answer: Answer };

/**
 * Who asks, by the `Authorization` header: nobody, the app by its JWT or its client secret, an installation or a person by
 * a token. Credentials hold
 * by the real time, whatever the time of the story is: whoever asks makes them by it.
 */
export function authenticate(state: SandboxState, header: string | undefined): Viewer {
  if (header === undefined) return { kind: 'nobody' };
  const [scheme = '', credential = ''] = header.split(' ');
  if (scheme.toLowerCase() === 'basic') return readSecret(state, credential);
  if (!['bearer', 'token'].includes(scheme.toLowerCase())) return refused(401, 'Bad credentials');
  return credential.split('.').length === 3 ? readJwt(state, credential) : readToken(state, credential);
}

/** The token of an installation that GitHub would hand out: `ghs_…`, good for an hour. */
export const tokenLifetime = 3_600_000;

function readSecret(state: SandboxState, credential: string): Viewer {
  const [id = '', secret = ''] = Buffer.from(credential, 'base64').toString().split(':');
  const app = [state.app, state.fixer].find((each) => clientIdOf(each) === id && each.clientSecret === secret);
  return app === undefined ? refused(401, 'Bad credentials') : { kind: 'client', app };
}

function readUserToken(state: SandboxState, text: string): Viewer {
  const token = state.userTokens.get(text);
  if (token === undefined || Date.parse(token.expiresAt) <= Date.now()) return refused(401, 'Bad credentials');
  return { kind: 'user', login: token.login, app: token.app === state.fixer.id ? state.fixer : state.app };
}

function readToken(state: SandboxState, text: string): Viewer {
  if (text.startsWith('ghu_')) return readUserToken(state, text);
  const token = state.tokens.get(text);
  const [app, installation] = installedAs(state, token?.installation);
  if (token === undefined || installation === undefined || Date.parse(token.expiresAt) <= Date.now())
    return refused(401, 'Bad credentials');
  if (installation.suspendedAt !== null) return { kind: 'refused', answer: suspended };
  return {
    kind: 'installation',
    app,
    installation: {
      ...installation,
      permissions: { ...(token.permissions ?? installation.permissions) },
      repositories: narrowed(installation.repositories, token.repositories),
    },
  };
}

function installedAs(state: SandboxState, id: number | undefined) {
  const byFixer = id === undefined ? undefined : state.fixerInstallations.get(id);
  if (byFixer !== undefined) return [state.fixer, byFixer] as const;
  return [state.app, id === undefined ? undefined : state.installations.get(id)] as const;
}

export const suspended: Answer = failure(403, 'This installation has been suspended');

function narrowed(all: SandboxInstallation['repositories'], asked: ReadonlySet<number> | null) {
  if (asked === null) return all;
  return new Set([...asked].filter((id) => all === 'all' || all.has(id)));
}

/** GitHub allows a JWT ten minutes, and a minute for clocks that differ. */
function readJwt(state: SandboxState, text: string): Viewer {
  const [head = '', body = '', signature = ''] = text.split('.');
  const header = parsePart(head);
  const claims = parsePart(body);
  const issuer = String(claims['iss']);
  const app = [state.app, state.fixer].find((each) => issuer === String(each.id) || issuer === clientIdOf(each));
  const isSigned =
    header['alg'] === 'RS256' &&
    createVerify('RSA-SHA256')
      .update(`${head}.${body}`)
      .verify((app ?? state.app).publicKey, signature, 'base64url');
  if (!isSigned) return refused(401, 'A JSON web token could not be decoded');
  if (app === undefined) return refused(404, 'Integration not found');
  const now = Date.now() / 1000;
  const issued = Number(claims['iat']);
  const expires = Number(claims['exp']);
  if (!(issued <= now + 60))
    return refused(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  if (!(expires > now))
    return refused(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  if (expires > now + 660) return refused(401, "'Expiration time' claim ('exp') is too far in the future");
  return { kind: 'app', app };
}

/** An app may also name itself by this. */
export function clientIdOf({ id }: SandboxApp): string {
  return `Iv23li${id}`;
}

function parsePart(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function refused(status: number, message: string): Viewer {
  return { kind: 'refused', answer: failure(status, message) };
}
