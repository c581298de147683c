import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { type AnswerKeeper, type HttpOptions, type KeptAnswer, openHttp, type Question } from '../../src/http/index.ts';

export interface Loopback {
  readonly url: string;
  readonly requests: IncomingMessage[];
}

/** Starts servers on 127.0.0.1 that are closed after each test. */
export function useLoopback(): (answer: RequestListener) => Promise<Loopback> {
  const servers: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    }
  });
  return async (answer) => {
    const requests: IncomingMessage[] = [];
    const server = createServer((request, response) => {
      requests.push(request);
      answer(request, response);
    });
    servers.push(server);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
  };
}

/** An Http whose PyPI is elsewhere, in a hurry. */
export function hurried(url: string, options: Partial<HttpOptions> = {}) {
  return openHttp({
    keeper: null,
    contact: 'https://example.org/mintmark',
    version: '1.2.3',
    bases: { pypi: { main: url } },
    spaced: false,
    retryAfter: 1,
    ...options,
  });
}

export function question(path: string, more: Partial<Question> = {}): Question {
  return { service: 'pypi', base: 'main', path, ...more };
}

export function keeperInMemory(): AnswerKeeper & { readonly answers: Map<string, KeptAnswer> } {
  const answers = new Map<string, KeptAnswer>();
  return {
    answers,
    get: async (key) => answers.get(key) ?? null,
    put: async (key, answer) => void answers.set(key, answer),
  };
}

export function answer(response: ServerResponse, status: number, headers: Record<string, string>, body = ''): void {
  response.writeHead(status, headers);
  response.end(body);
}
