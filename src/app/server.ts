import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Dashboard } from '../web/dashboard.ts';
import { type Page, type PageSources, pageAt, securityHeaders, text } from '../web/pages.ts';
import { answerByDashboard } from './dashboard-requests.ts';
import { type BodyLimits, type BodyTrouble, type Room, roomFor, withBody } from './read-body.ts';
import { type Answer, type ReceiveOptions, readHeaders, receiveWebhook, refusal } from './receive-webhook.ts';

export interface ServerOptions {
  /** 0: a free one. */
  readonly port: number;
  /** Every interface where it is left out. */
  readonly host?: string;
  readonly webhooks: ReceiveOptions;
  /** False for a process that only works: webhooks are to be sent to another. */
  readonly takesWebhooks?: boolean;
  readonly pages: PageSources;
  /** What answers for every other path, made once it is known where the server listens; there is none where it is left out. */
  readonly dashboard?: (listensAt: string) => { readonly pages: Dashboard; readonly origin: string };
  /** Of a webhook's body; GitHub's own limit is 25 MiB. */
  readonly limits?: BodyLimits;
}

export interface RunningServer {
  /** `http://127.0.0.1:PORT` where it listens on every interface. */
  readonly url: string;
  /** Takes no new connection, and ends when the requests in hand are answered or the time is up. */
  close(graceMilliseconds: number): Promise<void>;
}

/** Where GitHub may send webhooks to. */
export const webhookPaths: readonly string[] = ['/', '/api/github/webhooks', '/webhooks'];

/** Serves webhooks and the pages for whoever runs it. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const limits = options.limits ?? usualLimits;
  const parts: Parts = { ...options, limits, room: roomFor(bodiesTogether), front: null };
  const server = createServer(
    { ...timeouts, requestTimeout: timeouts.headersTimeout + limits.milliseconds },
    (request, response) => {
      void answer(request, response, parts);
    },
  );
  server.maxConnections = connectionsTogether;
  await listening(server, options.port, options.host);
  const { port, address, family } = server.address() as AddressInfo;
  const host = address === '::' || address === '0.0.0.0' ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address;
  const url = `http://${host}:${port}`;
  parts.front = options.dashboard?.(url) ?? null;
  return { url, close: (grace) => closed(server, grace) };
}

interface Parts extends ServerOptions {
  readonly limits: BodyLimits;
  readonly room: Room;
  front: ReturnType<NonNullable<ServerOptions['dashboard']>> | null;
}

const usualLimits: BodyLimits = { bytes: 25 * 1024 * 1024, milliseconds: 20_000 };

/** GitHub opens many at once after an outage of its own, and each one refused is a webhook that has to be redelivered. */
const connectionsTogether = 2000;

/** In bytes: what webhooks that arrive together may hold of memory. */
const bodiesTogether = 128 * 1024 * 1024;

const timeouts = {
  headersTimeout: 10_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 1000,
  maxHeaderSize: 16 * 1024,
};

async function answer(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  // A connection that breaks is the other side's affair
  request.on('error', () => undefined);
  response.on('error', () => undefined);
  try {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (request.method === 'POST' && webhookPaths.includes(path)) await answerWebhook(request, response, parts);
    else await answerPage(request, response, path, parts);
  } catch (error) {
    parts.webhooks.log.error({ err: error }, 'a request could not be answered');
    if (!response.headersSent) sendPage(response, text(500, 'something went wrong here'));
    else response.destroy();
  }
}

async function answerWebhook(
  request: IncomingMessage,
  response: ServerResponse,
  { webhooks, takesWebhooks = true, limits, room }: Parts,
): Promise<void> {
  if (!takesWebhooks) return sendLast(response, elsewhere);
  const headers = readHeaders(request.headers);
  if ('status' in headers) return sendLast(response, headers);
  await withBody(request, limits, room, async (body) => {
    if (typeof body === 'string') return sendLast(response, troubles[body]);
    const { status, body: said } = await receiveWebhook(webhooks, headers, body);
    send(response, status, 'application/json', JSON.stringify(said));
  });
}

const elsewhere = refusal(
  503,
  'this process takes no webhooks (--worker): send them to one that was started with --web',
);

const troubles: Readonly<Record<BodyTrouble, Answer>> = {
  'too-large': refusal(413, 'the body is larger than any that is taken here'),
  'too-slow': refusal(408, 'the body did not arrive in time'),
  'no-room': refusal(503, 'too much arrives at once: redeliver it'),
  'broken-off': refusal(400, 'the body broke off'),
};

async function answerPage(request: IncomingMessage, response: ServerResponse, path: string, parts: Parts) {
  const { pages, front, room } = parts;
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const page = reads ? await pageAt(path, pages) : null;
  if (page !== null) return sendPage(response, page);
  if (front === null || !(reads || isForm(request, path))) {
    if (!reads) response.setHeader('connection', 'close');
    return sendPage(response, text(404, 'there is nothing here'));
  }
  if (reads) return answerByDashboard(request, response, front.pages, front.origin);
  // A form of ours sends nothing that is of use; what comes is read to its end, for the connection to go on
  await withBody(request, formLimits, room, async (body) => {
    if (typeof body === 'string') return sendLast(response, troubles[body]);
    await answerByDashboard(request, response, front.pages, front.origin);
  });
}

/** The only address of the dashboard that is posted to. */
function isForm({ method }: IncomingMessage, path: string): boolean {
  return method === 'POST' && path === '/sign-out';
}

const formLimits: BodyLimits = { bytes: 16 * 1024, milliseconds: 5000 };

/** Answers without having read the body, and so cannot use the connection any further. */
function sendLast(response: ServerResponse, { status, body }: Answer): void {
  response.setHeader('connection', 'close');
  response.once('finish', () => response.socket?.destroySoon());
  send(response, status, 'application/json', JSON.stringify(body));
}

function sendPage(response: ServerResponse, { status, type, body }: Page): void {
  send(response, status, type, body);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { ...securityHeaders, 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function listening(server: Server, port: number, host: string | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen({ port, backlog: connectionsTogether, ...(host === undefined ? {} : { host }) }, () => {
    server.off('error', reject);
    resolve();
  });
  return promise;
}

async function closed(server: Server, graceMilliseconds: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
  await promise;
  clearTimeout(timer);
}
