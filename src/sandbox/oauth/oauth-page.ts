import type { IncomingMessage } from 'node:http';
import type { Answer } from '../http/answer.ts';
import { style } from '../pages/style.ts';
import type { SandboxState } from '../state.ts';
import { accessToken } from './access-token.ts';
import { authorize } from './authorize.ts';

/** A request for one of github.com's pages for signing in to an app. */
export interface OauthRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** As it was sent. */
  readonly body: string;
}

/** What github.com answers on its way from an app to a token of a person; null for every other page. */
export async function oauthPage(state: SandboxState, request: OauthRequest): Promise<Answer | null> {
  return (await pages[`${request.method} ${request.path}`]?.(state, request)) ?? null;
}

export function oauthRequest({ method = 'GET', url = '/' }: IncomingMessage, body: Buffer): OauthRequest {
  const [path = '/', query = ''] = url.split('?');
  return { method, path, query: new URLSearchParams(query), body: body.toString() };
}

const pages: Readonly<Record<string, (state: SandboxState, request: OauthRequest) => Answer | Promise<Answer>>> = {
  'GET /login/oauth/authorize': (state, { query }) => authorize(state, query),
  'POST /login/oauth/access_token': (state, { body }) => accessToken(state, new URLSearchParams(body)),
  // What a browser asks for beside a page
  'GET /style.css': () => ({ status: 200, body: style, headers: { 'content-type': 'text/css; charset=utf-8' } }),
  'GET /favicon.ico': () => ({ status: 204 }),
};
