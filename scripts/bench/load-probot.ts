// Probot as its own documentation starts it, as a process of its own: one that does nothing but answer, or one that audits
// while GitHub waits for the answer.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { createNodeMiddleware, Probot } from 'probot';
import { type AppCredentials, startApp } from '../../src/app/app.ts';
import { eventContextOf } from '../../src/app/event-context.ts';
import { registerHandlers } from '../../src/app/events.ts';
import { createLog, logForLibraries } from '../../src/app/log.ts';
import { observeTogether } from '../../src/jobs/batch.ts';
import { checkRepository } from '../../src/jobs/check-repository.ts';
import { listInstallation } from '../../src/jobs/installation.ts';
import type { Queue } from '../../src/jobs/queue.ts';
import { openStore } from '../../src/store/index.ts';
import { type ReplicaState, usage } from './load-usage.ts';

/** What the parent sends first. */
export interface ProbotOrders {
  readonly does: 'answer' | 'audit';
  readonly credentials: AppCredentials;
  /** Of the sandbox. */
  readonly github: string;
}

const [orders] = (await once(process, 'message')) as [ProbotOrders];
const { credentials, github } = orders;
const log = createLog({ level: 'silent' });
const probot = new Probot({
  appId: credentials.appId,
  privateKey: credentials.privateKey,
  secret: credentials.webhookSecret,
  baseUrl: github,
  log: logForLibraries(log),
});
const middleware = await createNodeMiddleware(orders.does === 'audit' ? await audits() : () => undefined, {
  probot,
  webhooksPath: '/api/github/webhooks',
});
const server = createServer((request, response) => void middleware(request, response));
server.listen({ port: 0, host: '127.0.0.1' });
await once(server, 'listening');
process.on('message', (asked) => {
  if (asked === 'state?') process.send?.({ ...usage(), jobs: 0, deliveries: {} } satisfies ReplicaState);
  // It keeps nothing
  if (asked === 'completed?') process.send?.([]);
});
// Where the parent has died, nobody else would end it
process.once('disconnect', () => process.exit());
process.once('SIGTERM', () => process.exit(0));
process.send?.({ port: (server.address() as AddressInfo).port });

/** Mintmark's own listeners and audits, with nothing between an event and its audit, on a store in memory. */
async function audits(): Promise<(app: Probot) => void> {
  const app = await startApp({
    credentials,
    baseUrl: github,
    server: github,
    ...(await openStore('memory')),
    port: 0,
    host: '127.0.0.1',
    version: 'bench',
    gitHubPaces: [],
    roles: ['web'],
    log,
  });
  const signal = new AbortController().signal;
  const queue: Queue = {
    ...app.queue,
    repository: (id) => checkRepository(app.context, id, signal, 'person'),
    installation: (id) => listInstallation({ ...app.context, queue }, id, signal),
    batch: (id) => observeTogether(app.context, id, signal),
  };
  return (into) => registerHandlers(into, eventContextOf({ ...app.context, queue }));
}
