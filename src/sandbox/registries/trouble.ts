import type { ServerResponse } from 'node:http';
import type { RegistryFault } from './registries.ts';

type Trouble = RegistryFault['kind'];

/** The status that a trouble answers with; 0 where it sends none. */
export function statusOf(trouble: Trouble): number {
  return trouble.type === 'status' ? trouble.status : statuses[trouble.type];
}

const statuses = { body: 200, endless: 200, redirect: 302, silent: 0, broken: 0 } as const;

/** Answers with the trouble that was ordered. */
export async function cause(trouble: Trouble, response: ServerResponse): Promise<void> {
  switch (trouble.type) {
    case 'status': {
      const { status, retryAfterSeconds } = trouble;
      response.writeHead(status, retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) });
      response.end();
      return;
    }
    case 'body':
      response.writeHead(200, { 'content-type': trouble.contentType }).end(trouble.body);
      return;
    case 'redirect':
      response.writeHead(302, { location: trouble.to }).end();
      return;
    case 'endless':
      response.writeHead(200, { 'content-type': 'application/json' });
      await pour(response, trouble.bytes ?? Number.POSITIVE_INFINITY);
      return;
    case 'silent':
      // The connection stays open without a word; whoever asked has to hang up, or the sandbox closes.
      return;
    case 'broken':
      response.destroy();
  }
}

const piece = Buffer.alloc(64 * 1024, ' ');

/** Writes as fast as it is read, and stops when the asker has gone. */
async function pour(response: ServerResponse, bytes: number): Promise<void> {
  let left = bytes;
  while (left > 0 && !response.destroyed) {
    const next = left < piece.length ? piece.subarray(0, left) : piece;
    left -= next.length;
    if (!response.write(next)) await drained(response);
  }
  if (!response.destroyed) response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
