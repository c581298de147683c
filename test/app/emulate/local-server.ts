import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, createServer as createNetServer } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One request, whole. */
export interface Received {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

export interface LocalServer {
  readonly url: string;
  close(): Promise<void>;
}

/** A server on a free port of this machine. What the handler throws is answered with 502. */
export async function serve(handle: (request: Received) => Promise<Reply>): Promise<LocalServer> {
  const server = createServer((request, response) => {
    const answered = async (): Promise<Reply> => {
      const { method = 'GET', url: path = '/', headers } = request;
      return handle({ method, path, headers, body: await buffer(request) });
    };
    answered()
      .catch((error: unknown): Reply => ({ status: 502, body: String(error) }))
      .then(
        ({ status, headers, body }) => response.writeHead(status, headers).end(body),
        () => response.destroy(),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

/** For what cannot be told to choose a port by itself. */
export async function freePort(): Promise<number> {
  const server = createNetServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
