import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { serviceBases } from './bases.ts';
import type { FaultList } from './faults.ts';
import type { Answer, Asked, LocalRegistry, RegistryWorld } from './local-registry.ts';
import type { RegistryRequest } from './registries.ts';
import { cause, statusOf } from './trouble.ts';

export interface RegistryServerParts {
  readonly registries: readonly LocalRegistry[];
  readonly world: () => RegistryWorld;
  readonly faults: FaultList;
  readonly note: (request: Omit<RegistryRequest, 'at'>) => void;
}

/** The HTTP side of the local registries: finds the document, runs into faults, and answers conditional requests. */
export function registryServer(parts: RegistryServerParts): Server {
  return createServer((request, response) => {
    handle(parts, request, response).catch((error: unknown) => {
      // A mistake of the sandbox itself: told as what it is, so that a test fails on it and not on something later.
      const place = placeOf(request.url ?? '/');
      if (place !== null) parts.note({ ...place, method: request.method ?? 'GET', status: 500 });
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`the sandbox failed: ${message}`);
    });
  });
}

async function handle(parts: RegistryServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const place = placeOf(request.url ?? '/');
  const method = request.method ?? 'GET';
  const body = await bodyOf(request);
  if (place === null) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('no such service or base');
    return;
  }
  const { service, base, path } = place;
  const note = (status: number): void => parts.note({ service, base, method, path, status });
  const trouble = parts.faults.take({ service, path });
  if (trouble !== null) {
    note(statusOf(trouble));
    await cause(trouble, response);
    return;
  }
  const answer = conditional(request, await answerTo(parts, place, method, request, body));
  note(answer.status ?? 200);
  send(request, response, answer);
}

interface Place {
  readonly service: string;
  readonly base: string;
  /** From the base on, with the query. */
  readonly path: string;
}

function placeOf(url: string): Place | null {
  const [, service = '', base = '', rest = ''] = /^\/([^/?]+)\/([^/?]+)(.*)$/s.exec(url) ?? [];
  const isServed = Object.hasOwn(serviceBases, service) && serviceBases[service]?.includes(base) === true;
  return isServed ? { service, base, path: rest === '' ? '/' : rest } : null;
}

const mostBytes = 1024 * 1024;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    const bytes = Buffer.from(piece as Uint8Array);
    length += bytes.length;
    if (length <= mostBytes) pieces.push(bytes);
  }
  return Buffer.concat(pieces).toString('utf8');
}

async function answerTo(
  { registries, world }: RegistryServerParts,
  { service, base, path }: Place,
  method: string,
  request: IncomingMessage,
  body: string,
): Promise<Answer> {
  const unwelcome = refusals[service]?.(request);
  if (unwelcome !== undefined && unwelcome !== null) return unwelcome;
  const [plain = '/', query = ''] = path.split('?');
  const verb = method === 'HEAD' ? 'GET' : method;
  for (const route of registries.find((each) => each.service === service)?.routes ?? []) {
    const match = route.base === base && (route.method ?? 'GET') === verb ? route.path.exec(plain) : null;
    if (match === null) continue;
    const asked: Asked = {
      part: (name) => decoded(match.groups?.[name] ?? ''),
      query: new URLSearchParams(query),
      accept: request.headers.accept ?? '',
      body: parsed(body),
    };
    const answer = await route.answer(asked, world());
    if (answer !== null) return answer;
  }
  return { status: 404, contentType: 'application/json', body: '{"error":"Not found"}', changedAt: null };
}

const refusal = (status: number, body: string): Answer => ({
  status,
  contentType: 'text/plain',
  body,
  changedAt: null,
});

/** Registries that turn away who does not say who they are. */
const refusals: Readonly<Record<string, (request: IncomingMessage) => Answer | null>> = {
  'crates.io': ({ headers }) =>
    headers['user-agent'] === undefined
      ? refusal(403, 'We require that all requests include a `User-Agent` header.')
      : null,
  hex: ({ headers }) =>
    headers['user-agent'] === undefined ? refusal(400, '{"message":"User-Agent header is required"}') : null,
};

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function parsed(body: string): unknown {
  try {
    return body === '' ? undefined : JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Adds the validators of a document, and answers 304 to who has it already. */
function conditional(request: IncomingMessage, answer: Answer): Answer {
  if ((answer.status ?? 200) !== 200 || request.method === 'POST') return answer;
  const etag = `"${createHash('sha256').update(answer.body).digest('hex').slice(0, 32)}"`;
  // The header has whole seconds: what changed within one is a second later than it says, never earlier.
  const changed = answer.changedAt === null ? null : Math.ceil(answer.changedAt / 1000) * 1000;
  const headers = {
    ...answer.headers,
    etag,
    ...(changed === null ? {} : { 'last-modified': new Date(changed).toUTCString() }),
  };
  const none = request.headers['if-none-match'];
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  const isKnown = none === undefined ? changed !== null && changed <= since : tagsOf(none).includes(etag);
  return isKnown ? { ...answer, status: 304, body: '', headers } : { ...answer, headers };
}

const tagsOf = (header: string): readonly string[] => header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const status = answer.status ?? 200;
  if (status === 304) {
    response.writeHead(304, answer.headers).end();
    return;
  }
  const isZipped = request.headers['accept-encoding']?.includes('gzip') === true && typeof answer.body === 'string';
  const bytes = isZipped ? gzipSync(answer.body) : Buffer.from(answer.body);
  response.writeHead(status, {
    'content-type': answer.contentType,
    'content-length': bytes.length,
    ...(isZipped ? { 'content-encoding': 'gzip' } : {}),
    ...answer.headers,
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
