import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Dashboard } from '../web/dashboard.ts';

/** Hands a request to the dashboard and sends what it answers. What a form sends is not read by it, and not handed on. */
export async function answerByDashboard(
  incoming: IncomingMessage,
  response: ServerResponse,
  dashboard: Dashboard,
  origin: string,
): Promise<void> {
  const answer = await dashboard.fetch(requestOf(incoming, origin));
  const body = Buffer.from(await answer.arrayBuffer());
  const packed = await packedFor(incoming, answer, body);
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') response.setHeader(name, value);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  if (packed.encoding !== null) response.setHeader('content-encoding', packed.encoding);
  if (isPackable(answer)) response.setHeader('vary', 'accept-encoding');
  const isBare = incoming.method === 'HEAD' || answer.status === 304;
  if (!isBare) response.setHeader('content-length', packed.body.length);
  response.writeHead(answer.status);
  response.end(isBare ? undefined : packed.body);
}

/** Under the dashboard's own address: the `Host` that came is whatever somebody sent. */
function requestOf({ url = '/', method = 'GET', headers }: IncomingMessage, origin: string): Request {
  const sent = new Headers();
  for (const [name, value] of Object.entries(headers))
    if (typeof value === 'string' && !name.startsWith(':')) sent.set(name, value);
  // `//host/path` would be another host's
  const target = URL.parse(`${origin}${url.startsWith('/') ? url : `/${url}`}`) ?? new URL(origin);
  return new Request(target, { method, headers: sent });
}

interface Packed {
  readonly encoding: 'br' | 'gzip' | null;
  readonly body: Buffer;
}

async function packedFor({ headers }: IncomingMessage, answer: Response, body: Buffer): Promise<Packed> {
  const accepted = isPackable(answer) && body.length >= worthPacking ? acceptedIn(headers['accept-encoding']) : [];
  if (accepted.includes('br')) return { encoding: 'br', body: await brotli(body, quick) };
  if (accepted.includes('gzip')) return { encoding: 'gzip', body: await gzipped(body) };
  return { encoding: null, body };
}

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** As small as gzip makes it, in less time. */
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** In bytes: what fits in a packet anyway stays as it is. */
const worthPacking = 1024;

function isPackable({ headers }: Response): boolean {
  return /^(?:text\/|image\/svg|application\/(?:\w+\+)?(?:json|xml))/.test(headers.get('content-type') ?? '');
}

/** What the client takes, by its `Accept-Encoding`; a weight of 0 is a refusal. */
function acceptedIn(header: string | string[] | undefined): readonly string[] {
  return String(header ?? '')
    .split(',')
    .flatMap((part) => {
      const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
      return parameters.some((parameter) => /^q=0(?:\.0{0,3})?$/.test(parameter)) ? [] : [name];
    });
}
