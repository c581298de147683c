import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Sandbox } from '../sandbox.ts';
import { mountPages } from './routes.ts';

export interface RunningPages {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the pages of a sandbox on a port of their own, on loopback.
 *
 * @param port 0: a free one
 * @param settled as `mountPages` takes it
 * @throws where the port cannot be listened on
 */
export async function servePages(sandbox: Sandbox, port: number, settled?: () => Promise<void>): Promise<RunningPages> {
  const answer = getRequestListener(mountPages(sandbox, settled).fetch);
  const server = createServer((request, response) => void answer(request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
