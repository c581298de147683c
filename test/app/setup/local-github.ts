import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What GitHub answers for a code; `raw` is sent as it is. */
interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly raw?: string;
}

export interface LocalGitHub {
  readonly url: string;
  /** Method and path of every request. */
  readonly asked: readonly string[];
  answer: Answer;
  close(): Promise<void>;
}

/** The answer to a good code. */
export const conversion = {
  id: 4711,
  slug: 'mintmark-for-acme',
  client_id: 'Iv1.0123456789abcdef',
  client_secret: 'c'.repeat(40),
  webhook_secret: 'f'.repeat(40),
  pem: generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs1', format: 'pem' })
    .toString(),
  html_url: 'https://github.com/apps/mintmark-for-acme',
};

/** As much of a GitHub as the end of the manifest flow needs. */
export async function localGitHub(): Promise<LocalGitHub> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const { status, body, raw } = github.answer;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(raw ?? JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const github: LocalGitHub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer: { status: 201, body: conversion },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return github;
}
