import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AppManifest } from './manifest.ts';
import { endPage, type SetupPage, startPage } from './pages.ts';

/** A page on this machine that sends a person to GitHub and takes the code that GitHub sends back. */
export interface SetupServer {
  /** Where the page is; whoever knows it can start the registration. */
  readonly url: string;
  close(): Promise<void>;
}

export interface SetupServerOptions {
  /** 0: a free one. */
  readonly port: number;
  /** GitHub's page that takes the manifest, without the state. */
  readonly target: string;
  /** @param redirectUrl where GitHub is to send the browser back to */
  manifest(redirectUrl: string): AppManifest;
  /** Called once, with the first code that comes with the right state; what it gives is shown in the browser. */
  onCode(code: string): Promise<{ readonly title: string; readonly message: string }>;
}

/**
 * Listens on the loopback address only, behind a path that cannot be guessed. The name in the request's Host has to be
 * that address, or a page elsewhere could reach this one through a name that it points here.
 */
export async function startSetupServer(options: SetupServerOptions): Promise<SetupServer> {
  const token = randomBytes(24).toString('base64url');
  const state = randomBytes(24).toString('base64url');
  let isUsed = false;
  let port = options.port;

  const pageFor = async (request: IncomingMessage): Promise<Answer> => {
    const { host } = request.headers;
    if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
      return refusal(421, 'This page has another address');
    const url = URL.parse(request.url ?? '', `http://127.0.0.1:${port}`);
    const [, first = '', second = '', ...others] = url?.pathname.split('/') ?? [];
    if (url === null || !isSame(first, token) || others.length > 0) return refusal(404, 'There is nothing here');
    if (request.method !== 'GET') return refusal(405, 'This is not done here');
    if (second === '')
      return { status: 200, page: await startPage(options.manifest(`${base()}callback`), withState()) };
    if (second !== 'callback') return refusal(404, 'There is nothing here');
    if (!isSame(url.searchParams.get('state') ?? '', state))
      return refusal(403, 'This did not come from the registration that was started here');
    const code = url.searchParams.get('code') ?? '';
    if (!/^[\w-]{1,200}$/.test(code)) return refusal(400, 'GitHub sent no code');
    if (isUsed) return refusal(409, 'This code was handed in already');
    isUsed = true;
    const { title, message } = await options.onCode(code);
    return { status: 200, page: await endPage(title, message) };
  };
  const base = () => `http://127.0.0.1:${port}/${token}/`;
  const withState = () => {
    const url = new URL(options.target);
    url.searchParams.set('state', state);
    return url.href;
  };

  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 30_000 }, (request, response) => {
    void pageFor(request)
      .catch(() => refusal(500, 'Something went wrong; the terminal says more'))
      .then((answer) => send(response, answer));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  port = (server.address() as AddressInfo).port;
  return {
    url: base(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        // An answer on its way has a moment to arrive.
        setTimeout(() => server.closeAllConnections(), 1000).unref();
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly page: SetupPage;
}

async function refusal(status: number, title: string): Promise<Answer> {
  return { status, page: await endPage(title, 'Go back to the terminal: it shows the address to open.') };
}

function send(response: ServerResponse, { status, page }: Answer): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': page.contentSecurityPolicy,
    'cache-control': 'no-store',
    // The path is a secret of its own. The origin is told: `no-referrer` would post to GitHub with `Origin: null`.
    'referrer-policy': 'strict-origin',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  response.end(page.html);
}

/** Takes the same time whatever is wrong with it. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
