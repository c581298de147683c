import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ProbotOctokit } from 'probot';
import { onTestFinished } from 'vitest';
import { type ClientOptions, gitHubClient } from '../../src/github/octokit-client.ts';
import { memoryCaches } from './memory-caches.ts';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server on this machine that answers as told, and a client that asks it; both end with the test. */
export async function loopback(
  answer: (request: Received, response: ServerResponse) => void,
  options: Partial<ClientOptions> & { readonly prefix?: string } = {},
) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const got = { method, url, headers, body: Buffer.concat(chunks).toString() };
      received.push(got);
      answer(got, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const octokit = new ProbotOctokit({
    baseUrl: `${url}${options.prefix ?? ''}`,
    auth: { token: secret },
    throttle: { enabled: false },
    retry: { enabled: false },
  });
  const caches = memoryCaches();
  const client = gitHubClient(octokit, { ...caches, ...options });
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { client, received, url, caches, close };
}

/** What the client signs in with; it must turn up in no message. */
export const secret = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz';

export function json(
  response: ServerResponse,
  status: number,
  data: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(data));
}
