import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { AppCredentials, Role } from '../../src/app/app.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import type { SandboxDelivery } from '../../src/sandbox/state.ts';
import type { StorePlace } from '../../src/store/index.ts';
import { aSmallRepository } from './github-repositories.ts';
import type { LoadOrders, LoadResult } from './load-generator.ts';
import type { ProbotOrders } from './load-probot.ts';
import type { ReplicaOrders } from './load-replica.ts';
import type { ReplicaState } from './load-usage.ts';
import { type Templates, templatesOf } from './load-webhooks.ts';

/** A local GitHub with an organisation that the app is installed on, and what it has to say. */
export interface LoadGitHub {
  readonly sandbox: Sandbox;
  readonly credentials: AppCredentials;
  /** The webhook that tells of the installation. */
  readonly installed: Templates;
  readonly templates: Templates;
}

const owner = 'load';

/**
 * @param repositories how many the organisation has
 * @param pushes how many commits each of their pull requests has, each with a webhook that leads to an audit
 */
export async function openLoadGitHub(repositories: number, pushes: number): Promise<LoadGitHub> {
  const names = Array.from({ length: repositories }, (_, index) => `r${index}`);
  const scenarios = names.map((name) => aSmallRepository.scenario(name));
  const sandbox = await startSandbox(
    { organisations: [{ login: owner, members: ['ada'], installation: null, repositories: scenarios }] },
    { rateLimit: 1_000_000 },
  );
  const { app } = sandbox.state;
  const closeSink = await sink(sandbox);
  await sandbox.people.install(owner);
  const installed = [...sandbox.state.deliveries];
  for (const name of names) {
    const commit = (number: number) => ({
      files: { 'package.json': `{ "name": "${name}", "version": "1.0.${number}" }\n` },
    });
    const pull = { title: 'A change', branch: 'change', by: 'ada', commit: commit(1) };
    const { number } = await sandbox.people.openPull(owner, name, pull);
    for (let push = 2; push <= pushes; push += 1) await sandbox.people.pushToPull(owner, name, number, commit(push));
  }
  await closeSink();
  return {
    sandbox,
    credentials: { appId: app.id, privateKey: app.privateKey, webhookSecret: app.webhookSecret },
    installed: { audits: installed.filter(({ event }) => event === 'installation').map(asItIs), others: [] },
    templates: templatesOf(sandbox.state.deliveries.filter(({ event }) => event === 'pull_request')),
  };
}

/** What the sandbox has to say is kept and goes nowhere, until `close`, after which it says nothing any more. */
async function sink(sandbox: Sandbox): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(202).end());
  });
  server.listen({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  sandbox.state.app.webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return async () => {
    await sandbox.delivered();
    sandbox.state.app.webhookUrl = null;
    server.close();
    server.closeAllConnections();
  };
}

function asItIs({ event, payload }: SandboxDelivery) {
  return { event, body: payload, heard: true };
}

/** A process that receives webhooks. */
export interface Receiver {
  readonly port: number;
  /** False for one that only works on what others have received. */
  readonly receives: boolean;
  /** False where nothing is kept, and so nothing can be found again. */
  readonly keeps: boolean;
  state(): Promise<ReplicaState>;
  /** Ids of deliveries whose work is done, over all replicas; none where nothing is kept. */
  completed(): Promise<readonly string[]>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export function startReplica(
  github: LoadGitHub,
  place: StorePlace,
  roles: readonly Role[] = ['web', 'worker'],
): Promise<Receiver> {
  const orders: ReplicaOrders = { ...whereTo(github), place, roles };
  return start('load-replica.ts', orders, roles.includes('web'));
}

export function startProbot(github: LoadGitHub, does: ProbotOrders['does']): Promise<Receiver> {
  return start('load-probot.ts', { ...whereTo(github), does } satisfies ProbotOrders);
}

function whereTo({ credentials, sandbox }: LoadGitHub) {
  return { credentials, github: sandbox.url };
}

async function start(file: string, orders: ReplicaOrders | ProbotOrders, receives = true): Promise<Receiver> {
  const child = fork(join(import.meta.dirname, file), { execArgv: [...process.execArgv] });
  child.send(orders);
  const [{ port }] = await answerOf(child);
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  const ask = async <T>(what: string): Promise<T> => {
    child.send(what);
    return (await answerOf(child))[0] as T;
  };
  return {
    port,
    receives,
    keeps: file === 'load-replica.ts',
    state: () => ask('state?'),
    completed: () => ask('completed?'),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** Sends webhooks from a process of its own. */
export async function load(orders: LoadOrders): Promise<LoadResult> {
  const child = fork(join(import.meta.dirname, 'load-generator.ts'));
  await answerOf(child);
  child.send(orders);
  const [result] = (await answerOf(child)) as [LoadResult];
  child.disconnect();
  await once(child, 'exit');
  return result;
}

/** The next message of a child, which must not end before. */
async function answerOf(child: ChildProcess) {
  const gone = new AbortController();
  const { promise, reject } = Promise.withResolvers<never>();
  child.once('exit', reject);
  try {
    return await Promise.race([once(child, 'message', { signal: gone.signal }), promise.catch(() => ended())]);
  } finally {
    gone.abort();
    child.off('exit', reject);
  }
}

function ended(): never {
  throw new Error('a process of the bench has ended by itself');
}
