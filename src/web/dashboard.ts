import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { GitHubUnavailable } from '../github/client.ts';
import type { Store } from '../store/store.ts';
import type { Document, OpenRequest } from './document.ts';
import * as said from './error-pages.ts';
import { welcomePage } from './home/index.ts';
import { frame, stylesheet } from './layout/index.ts';
import { addresses, type PageContent, type PageRequest, type Service } from './page.ts';
import { type Route, routes } from './routes.ts';
import { immutable, personal, securityHeaders } from './security-headers.ts';
import type { Visitor } from './sight.ts';
import { callbackPath } from './sign-in/callback-path.ts';
import { destination } from './sign-in/destination.ts';
import { type Door, type Entered, openDoor, type Turned, type Way } from './sign-in/door.ts';
import { isRefusal } from './sign-in/kept-access.ts';
import { noSignatures, signInKeys } from './sign-in/keys.ts';
import type { People } from './sign-in/people.ts';
import { sightOf } from './sign-in/sight-of.ts';

export interface Dashboard {
  /** Answers whatever the request is. It streams nothing. */
  fetch(request: Request): Promise<Response>;
}

export interface DashboardOptions {
  readonly store: Store;
  readonly service: Service;
  /** How people sign in; or what is missing for that, in whole sentences. */
  readonly people: People | { readonly missing: readonly string[] };
  readonly clientFor: OpenRequest['clientFor'];
  /** Milliseconds since the epoch, as the app goes by. */
  readonly now: () => number;
  /** Real time, by which sessions end; `Date.now` where it is left out. */
  readonly clock?: () => number;
  /** Something failed here: for the log. */
  readonly onError: (error: unknown, what: string) => void;
  /** In place of all of them. */
  readonly routes?: readonly Route[];
}

/** The pages that people look at, with their sign-in. */
export function dashboard(options: DashboardOptions): Dashboard {
  const { people, service, onError, clock = Date.now } = options;
  const keys = 'missing' in people ? null : signInKeys(people.credentials);
  const onKept = (error: unknown) => onError(error, 'GitHub could not be told that a session has ended');
  const door =
    keys === null || 'missing' in people ? null : openDoor({ people, keys, url: service.url, clock, onKept });
  const signatures = keys ?? noSignatures;
  const app = new Hono();

  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(securityHeaders))
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
  });
  app.get(stylesheet.path, (context) =>
    context.body(stylesheet.text, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': immutable }),
  );
  app.get('/sign-in', (context) => atDoor(context, (open) => open.begin(context.req.query('to') ?? null)));
  app.get(callbackPath, (context) => atDoor(context, (open) => open.finish(context.req.raw)));
  app.post('/sign-out', (context) => atDoor(context, (open) => open.leave(context.req.raw)));
  for (const route of options.routes ?? routes) app.get(route.path, (context) => answer(context, route));
  app.get('*', (context) => answer(context, nowhere));
  app.all('*', () => new Response('this is not done here\n', { status: 405, headers: { allow: 'GET, HEAD' } }));
  app.onError((error, context) => trouble(context, error));
  return { fetch: async (request) => app.fetch(request) };

  async function answer(context: Context, asked: Route): Promise<Response> {
    const { raw: request } = context.req;
    const route = isName(context.req.param()) ? asked : 'open' in asked ? nothing : nowhere;
    const url = new URL(request.url);
    const common = { store: options.store, url, parameters: context.req.param(), service, now: options.now() };
    if ('open' in route) {
      const document = await route.open({ ...common, signatures, clientFor: options.clientFor, realTime: clock() });
      return document === null ? plain(404, 'there is nothing here') : sent(request, document);
    }
    const isApi = url.pathname.startsWith('/api/');
    if (door === null || 'missing' in people) return isApi ? problem(503, 'sign-in is not set up') : notSetUp(url);
    const entered = await door.enter(request, { takesBearer: isApi });
    if (entered.state !== 'person') return refused(url, isApi, entered, door);

    const { visitor, access } = entered;
    const made: PageRequest = { ...common, sight: sightOf(visitor, access, options.store) };
    if ('page' in route) {
      const content = await route.page({ ...made, signatures });
      return content === null ? html(404, said.missing, visitor, url) : html(200, content, visitor, url);
    }
    const document = await route.document({ ...made, signatures });
    if (document !== null) return sent(request, document);
    return isApi ? problem(404, 'there is nothing here') : html(404, said.missing, visitor, url);
  }

  function refused(url: URL, isApi: boolean, entered: Entered, { forgetting }: Door): Promise<Response> | Response {
    if (entered.state === 'too-many')
      return problem(429, 'too many tokens came that GitHub does not take: try again in a minute');
    if (isApi) return problem(401, 'send the token of a person for this app: Authorization: Bearer …');
    return signedOut(url, entered.state === 'nobody' && entered.isStale ? forgetting : []);
  }

  function signedOut(url: URL, cookies: readonly string[]): Promise<Response> {
    if (url.pathname === addresses.home) return html(200, welcomePage(), null, url, cookies);
    return html(401, said.signedOut(signInAt(url)), null, url, cookies);
  }

  function notSetUp(url: URL): Promise<Response> {
    return html(503, said.notSetUp('missing' in people ? people.missing : []), null, url);
  }

  async function atDoor(context: Context, pass: (door: Door) => Promise<Way | Turned>): Promise<Response> {
    const url = new URL(context.req.url);
    if (door === null) return notSetUp(url);
    // What asks for the headers alone is no person, and a code holds once
    if (context.req.raw.method === 'HEAD') return plain(405, 'this is not done here');
    const way = await pass(door);
    if ('to' in way) return led(way);
    const { status, content } = said.turnedAway(way, `${service.url}/sign-in`);
    return html(status, content, null, url);
  }

  async function trouble(context: Context, error: Error): Promise<Response> {
    const url = new URL(context.req.url);
    const isApi = url.pathname.startsWith('/api/');
    if (isRefusal(error) && door !== null) return refused(url, isApi, { state: 'nobody', isStale: true }, door);
    if (error instanceof GitHubUnavailable) {
      const answered = isApi
        ? problem(503, 'GitHub does not answer')
        : await html(503, said.unavailable(error), null, url);
      answered.headers.set('retry-after', String(Math.max(1, Math.ceil((error.until - clock()) / 1000))));
      return answered;
    }
    onError(error, 'a page could not be made');
    return isApi ? problem(500, 'something went wrong here') : html(500, said.failed, null, url);
  }

  async function html(
    status: number,
    content: PageContent,
    visitor: Visitor | null,
    url: URL,
    cookies: readonly string[] = [],
  ): Promise<Response> {
    const here = destination(url.pathname + url.search);
    const text = String(await frame(content, { visitor, here, version: service.version }));
    const headers = new Headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': personal });
    for (const cookie of cookies) headers.append('set-cookie', cookie);
    return new Response(text, { status, headers });
  }
}

/** For addresses at which nothing is: they are answered as those are at which nothing is for this person. */
const nowhere: Route = { path: '*', page: () => Promise.resolve(null) };

const nothing: Route = { path: '*', open: () => Promise.resolve(null) };

/** Nothing is called by a NUL, and the database takes none for a text. */
function isName(parameters: Readonly<Record<string, string>>): boolean {
  return Object.values(parameters).every((parameter) => !parameter.includes('\0'));
}

function signInAt({ pathname, search }: URL): string {
  return `/sign-in?to=${encodeURIComponent(destination(pathname + search))}`;
}

function led({ to, cookies }: Way): Response {
  const headers = new Headers({ location: to, 'cache-control': 'no-store' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

function sent(request: Request, { status = 200, type, body, publicFor, fileName }: Document): Response {
  const headers = new Headers({ 'content-type': type });
  if (fileName !== undefined) headers.set('content-disposition', `attachment; filename="${fileName}"`);
  if (publicFor === undefined) {
    headers.set('cache-control', personal);
    return new Response(body, { status, headers });
  }
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  headers.set('cache-control', `public, max-age=${publicFor}`);
  headers.set('etag', etag);
  headers.set('cross-origin-resource-policy', 'cross-origin');
  return request.headers.get('if-none-match') === etag && status === 200
    ? new Response(null, { status: 304, headers })
    : new Response(body, { status, headers });
}

function plain(status: number, line: string): Response {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  return new Response(`${line}\n`, { status, headers });
}

/** RFC 9457. */
function problem(status: number, detail: string): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  if (status === 401) headers.set('www-authenticate', 'Bearer');
  return new Response(`${JSON.stringify({ title: titles[status], status, detail })}\n`, { status, headers });
}

const titles: Readonly<Record<number, string>> = {
  401: 'Not signed in',
  404: 'Not found',
  429: 'Too many requests',
  500: 'Something went wrong',
  503: 'Not available now',
};
