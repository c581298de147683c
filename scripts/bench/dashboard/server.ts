// The dashboard over a filled store, as a process of its own; GitHub's answers about two people are given at once.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { answerByDashboard } from '../../../src/app/dashboard-requests.ts';
import { GitHubUnavailable } from '../../../src/github/client.ts';
import { type JobKind, jobKinds } from '../../../src/jobs/job-kinds.ts';
import { openStore, type StorePlace } from '../../../src/store/index.ts';
import { dashboard } from '../../../src/web/dashboard.ts';
import { addresses } from '../../../src/web/page.ts';
import type { People } from '../../../src/web/sign-in/people.ts';
import { type FilledStore, filledAt, fillStore } from '../../../test/web/filled-store.ts';

/** What the parent sends first. */
export interface DashboardOrders {
  readonly place: StorePlace;
  readonly repositories: number;
}

/** What it is answered, once everything is there. */
export interface DashboardServed {
  readonly url: string;
  readonly account: string;
  /** Paths of pages about one thing, which has the most to show: those of the first repository. */
  readonly paths: Readonly<Record<'repository' | 'package' | 'incident', string>>;
}

/** Who signs in, by their code on the way back from GitHub: how many repositories they may see. */
const visitors = { everything: Number.POSITIVE_INFINITY, 'thirty-of-them': 30 } as const;

export type VisitorCode = keyof typeof visitors;

const [orders] = (await once(process, 'message')) as [DashboardOrders];
const opened = await openStore(orders.place);
const filled = await fillStore(opened, { repositories: orders.repositories });
const server = createServer();
server.listen({ port: 0, host: '127.0.0.1' });
await once(server, 'listening');
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const pages = dashboard({
  store: opened.store,
  people: peopleOf(filled),
  service: {
    github: 'https://github.com',
    slug: 'mintmark',
    url,
    version: 'bench',
    isWatching: true,
    depth: () => Promise.resolve(nothingWaits()),
    trustedRoot: () => Promise.resolve({ source: 'the public Sigstore', asOf: '2026-11-20T08:00:00Z' }),
  },
  clientFor: () => Promise.reject(new Error('no page asks GitHub by itself')),
  now: () => filledAt,
  onError: (error, what) => console.error(what, error),
});
server.on('request', (request, response) => void answerByDashboard(request, response, pages, url));
// Whose parent is gone has nobody to work for
process.once('disconnect', () => process.exit());
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  void opened.store.close().then(() => process.disconnect());
});
process.send?.({ url, account: filled.installation.account, paths: await pathsIn(filled) } satisfies DashboardServed);

function nothingWaits() {
  const none = Object.keys(jobKinds).map((kind) => [kind, { waiting: 0, active: 0 }]);
  return Object.fromEntries(none) as Record<JobKind, { waiting: number; active: number }>;
}

async function pathsIn({ repositories, incident }: FilledStore): Promise<DashboardServed['paths']> {
  const [first] = repositories;
  const [known] = first === undefined ? [] : await opened.store.packages.ofRepository(first.id);
  if (first === undefined || known === undefined || incident === null) throw new Error('the store is empty');
  const { owner, name } = first;
  return {
    repository: addresses.repository(owner, name),
    package: addresses.package(owner, name, known.registry, known.name),
    incident: addresses.incident(owner, name, incident.id),
  };
}

/** A person's code is their token. */
function peopleOf({ installation, repositories }: FilledStore): People {
  return {
    credentials: { clientId: 'bench', clientSecret: 'nobody else has this' },
    signIn: {
      authorizePage: ({ state }) => `https://github.com/login/oauth/authorize?state=${state}`,
      exchange: ({ code }) => Promise.resolve({ token: `${code}-token`, seconds: null }),
      forget: () => Promise.resolve(),
    },
    access(token) {
      const most = Object.entries(visitors).find(([code]) => `${code}-token` === token)?.[1];
      const known = <T>(answer: T): Promise<T> =>
        most === undefined
          ? Promise.reject(new GitHubUnavailable('no-access', 0, 'nobody has this token'))
          : Promise.resolve(answer);
      return {
        user: () => known({ id: 1, login: 'octocat' }),
        installations: () => known([{ id: installation.id, account: installation.account }]),
        repositories: () =>
          known(
            repositories.slice(0, most).map(({ id, owner, name }) => ({ id, owner, name, role: 'admin' as const })),
          ),
      };
    },
  };
}
