import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { accountOf } from '../accounts.ts';
import type { Exchange, SandboxRequest } from '../sandbox.ts';
import type { LimitedResource, World } from '../world.ts';
import { type Answer, failure } from './answer.ts';
import { authenticate, type Viewer } from './authenticate.ts';
import type { Dispatch, Request } from './dispatch.ts';
import type { FaultBox } from './faults.ts';

export interface ServerParts {
  readonly world: () => World;
  readonly faults: FaultBox;
  readonly dispatch: Dispatch;
  readonly graphql: (body: unknown, viewer: Viewer) => Promise<Answer>;
  /** Pages for people, asked before the API; null where there is no such page. */
  readonly page: (request: IncomingMessage, body: Buffer) => Answer | null | Promise<Answer | null>;
  /** `exchange` is null where the connection broke before there was an answer. */
  readonly note: (request: SandboxRequest, exchange: Exchange | null) => void;
}

/** The HTTP side: reads a request, runs it into its faults and limits, and sends what the routes answer as GitHub does. */
export function apiServer(parts: ServerParts): Server {
  return createServer((request, response) => {
    handle(parts, request, response).catch((error: unknown) => {
      // A mistake of the sandbox itself: told as what it is, so that a test fails on it and not on something later.
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: `the sandbox failed: ${message}` }));
    });
  });
}

async function handle(parts: ServerParts, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const bytes = await readBody(incoming);
  const page = bytes === null ? null : await parts.page(incoming, bytes);
  if (page !== null) {
    send(response, page, {});
    return;
  }
  const request = parse(incoming, bytes);
  const method = request.method;
  const path = incoming.url ?? '/';
  const trouble = parts.faults.take(method, path);
  if (trouble?.type === 'broken') {
    parts.note({ method, path, status: 0, counted: false }, null);
    incoming.socket.destroy();
    return;
  }
  const { answer, headers, counted } = await answerTo(parts, incoming, request, trouble);
  parts.note({ method, path, status: answer.status, counted }, exchangeOf(request, path, answer, headers));
  // What was asked for is done; only the answer takes its time
  if (trouble?.type === 'slow') await wait(trouble.milliseconds);
  send(response, answer, headers, trouble?.type === 'truncated');
}

/** 16 MB is more than anybody sends to GitHub's API; null where it is exceeded. */
const mostBytes = 16 * 1024 * 1024;

async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    if (length <= mostBytes) chunks.push(bytes);
  }
  return length > mostBytes ? null : Buffer.concat(chunks);
}

interface ReadRequest extends Request {
  readonly isReadable: boolean;
}

/** GitHub Enterprise Server has its API under `/api/v3` and `/api/graphql`. */
function parse(incoming: IncomingMessage, bytes: Buffer | null): ReadRequest {
  const [path = '/', query = ''] = (incoming.url ?? '/').split('?');
  const common = {
    method: incoming.method ?? 'GET',
    path: path.replace(/^\/api\/v3(?=\/|$)/, '').replace(/^\/api\/graphql$/, '/graphql'),
    query: new URLSearchParams(query),
  };
  if (bytes === null) return { ...common, body: undefined, isReadable: false };
  if (bytes.length === 0) return { ...common, body: undefined, isReadable: true };
  try {
    return { ...common, body: JSON.parse(bytes.toString()), isReadable: true };
  } catch {
    return { ...common, body: undefined, isReadable: false };
  }
}

interface Answered {
  readonly answer: Answer;
  readonly headers: Readonly<Record<string, string>>;
  readonly counted: boolean;
}

async function answerTo(
  parts: ServerParts,
  incoming: IncomingMessage,
  request: ReadRequest,
  trouble: ReturnType<FaultBox['take']>,
): Promise<Answered> {
  const world = parts.world();
  const viewer = authenticate(world.state, incoming.headers.authorization);
  const limited = limitedBy(world, viewer);
  const resource: LimitedResource = request.path === '/graphql' ? 'graphql' : 'core';
  const isFree = limited === null || request.path === '/rate_limit';
  const asItStands = (answer: Answer): Answered => ({
    answer,
    headers: { ...answer.headers, ...limitHeaders(world, limited, resource) },
    counted: false,
  });

  if (trouble?.type === 'status') return asItStands(failure(trouble.status, 'Server Error'));
  if (trouble?.type === 'secondary-limit') return asItStands(secondaryLimit(trouble.retryAfterSeconds));
  if (!isFree && world.limits.read(limited.id, resource).remaining === 0)
    return asItStands(resource === 'graphql' ? graphqlLimit(limited.name) : primaryLimit(limited.name));
  if (!request.isReadable) return asItStands(failure(400, 'Problems parsing JSON'));

  const answer =
    request.path === '/graphql'
      ? await parts.graphql(request.body, viewer)
      : withEntityTag(incoming, request.method, await parts.dispatch(world, request, viewer));
  const counted = !isFree && answer.status !== 304;
  if (counted) world.limits.take(limited.id, resource);
  return { ...asItStands(answer), counted };
}

function withEntityTag(incoming: IncomingMessage, method: string, answer: Answer): Answer {
  if (method !== 'GET' || answer.status !== 200) return answer;
  const etag = `W/"${createHash('sha256').update(JSON.stringify(answer.body)).digest('hex')}"`;
  const headers = { ...answer.headers, etag, 'cache-control': 'private, max-age=60, s-maxage=60' };
  return incoming.headers['if-none-match'] === etag ? { status: 304, headers } : { ...answer, headers };
}

/** Whose requests are counted: an installation's together, a person's over all apps. */
interface Limited {
  readonly id: number;
  readonly name: string;
}

function limitedBy({ state }: World, viewer: Viewer): Limited | null {
  if (viewer.kind === 'installation')
    return { id: viewer.installation.id, name: `installation ID ${viewer.installation.id}` };
  if (viewer.kind !== 'user') return null;
  const { id } = accountOf(state, viewer.login);
  return { id, name: `user ID ${id}` };
}

function limitHeaders(world: World, limited: Limited | null, resource: LimitedResource): Record<string, string> {
  if (limited === null) return {};
  const { limit, remaining, used, reset } = world.limits.read(limited.id, resource);
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': resource,
  };
}

const aboutLimits = 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api';

function primaryLimit(whose: string): Answer {
  return failure(403, `API rate limit exceeded for ${whose}.`, aboutLimits);
}

/** GraphQL answers 200 and says so among the errors. */
function graphqlLimit(whose: string): Answer {
  const message = `API rate limit exceeded for ${whose}.`;
  return { status: 200, body: { errors: [{ type: 'RATE_LIMITED', message }] } };
}

function secondaryLimit(seconds: number): Answer {
  const message =
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.';
  return {
    ...failure(403, message, `${aboutLimits}#about-secondary-rate-limits`),
    headers: { 'retry-after': String(seconds) },
  };
}

function send(
  response: ServerResponse,
  answer: Answer,
  headers: Readonly<Record<string, string>>,
  breaksOff = false,
): void {
  const isText = typeof answer.body === 'string';
  const body = answer.body === undefined ? undefined : isText ? String(answer.body) : JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    ...(answer.body === undefined
      ? {}
      : { 'content-type': isText ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8' }),
    'x-github-media-type': 'github.v3; format=json',
    ...answer.headers,
    ...headers,
    ...(breaksOff && body !== undefined ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
  });
  if (breaksOff && body !== undefined) response.write(body.slice(0, body.length / 2), () => response.destroy());
  else response.end(body);
}

function exchangeOf(
  request: Request,
  path: string,
  answer: Answer,
  headers: Readonly<Record<string, string>>,
): Exchange {
  return {
    method: request.method,
    path,
    requestBody: request.body,
    status: answer.status,
    // As it went over the wire: what JSON leaves out is left out.
    responseBody: answer.body === undefined ? undefined : JSON.parse(JSON.stringify(answer.body)),
    responseHeaders: headers,
  };
}
