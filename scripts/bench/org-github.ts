// The local GitHub with one organisation, as a process of its own, as its parent orders.
import { once } from 'node:events';
import process from 'node:process';
import { startSandbox } from '../../src/sandbox/start.ts';
import { organisationOf } from './org-repositories.ts';

/** What the parent sends first. */
export interface GitHubOrders {
  readonly repositories: number;
}

/** What the parent asks for later. Each is answered with the counts since the last one, when all webhooks are delivered. */
export type GitHubWish =
  | { readonly wish: 'webhooks'; readonly url: string }
  | { readonly wish: 'install' }
  | { readonly wish: 'counts' };

/** Requests since the last counting. */
export interface GitHubCounts {
  /** Against a limit: reads, GraphQL and writes. */
  readonly counted: number;
  readonly graphql: number;
  /** Of the limit that GraphQL has for itself. */
  readonly points: number;
  /** Writes as `METHOD path`, by how often. */
  readonly writes: Readonly<Record<string, number>>;
  /** 304s, which count against none. */
  readonly free: number;
}

const owner = 'bench';
const [orders] = (await once(process, 'message')) as [GitHubOrders];
const sandbox = await startSandbox(
  {
    organisations: [
      { login: owner, members: ['ada'], installation: null, repositories: organisationOf(orders.repositories) },
    ],
  },
  { rateLimit: 1_000_000 },
);
let points = 0;
sandbox.onAnswer(({ path, responseBody }) => {
  if (path === '/graphql') points += costIn(responseBody);
});
const { app } = sandbox.state;
let seen = 0;

// Whose parent is gone has nobody to work for
process.once('disconnect', () => process.exit());
process.on('message', (wish: GitHubWish) => {
  void fulfil(wish).then(async () => {
    await sandbox.delivered();
    process.send?.(counts());
  });
});
process.send?.({
  url: sandbox.url,
  credentials: { appId: app.id, privateKey: app.privateKey, webhookSecret: app.webhookSecret },
});

async function fulfil(wish: GitHubWish): Promise<void> {
  if (wish.wish === 'webhooks') app.webhookUrl = wish.url;
  if (wish.wish === 'install') await sandbox.people.install(owner);
}

function counts(): GitHubCounts {
  const made = sandbox.requests.slice(seen);
  seen = sandbox.requests.length;
  const against = made.filter(({ counted }) => counted);
  const writes: Record<string, number> = {};
  for (const { method, path } of against) {
    if (method === 'GET' || path === '/graphql') continue;
    const kind = `${method} ${path.split('/').slice(4).join('/').replaceAll(/\d+/g, 'N')}`;
    writes[kind] = (writes[kind] ?? 0) + 1;
  }
  const spent = points;
  points = 0;
  return {
    counted: against.length,
    graphql: against.filter(({ path }) => path === '/graphql').length,
    points: spent,
    writes,
    free: made.filter(({ status }) => status === 304).length,
  };
}

function costIn(body: unknown): number {
  const { data } = (body ?? {}) as { readonly data?: { readonly rateLimit?: { readonly cost?: number } } | null };
  return data?.rateLimit?.cost ?? 0;
}
