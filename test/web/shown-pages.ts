import { Hono } from 'hono';
import type { JobKind } from '../../src/jobs/job-kinds.ts';
import { jobKinds } from '../../src/jobs/job-kinds.ts';
import type { QueueDepth } from '../../src/jobs/pg-boss-queue.ts';
import type { Store } from '../../src/store/store.ts';
import type { SignedRequest } from '../../src/web/document.ts';
import { welcomePage } from '../../src/web/home/index.ts';
import { frame } from '../../src/web/layout/index.ts';
import type { Service } from '../../src/web/page.ts';
import { routes } from '../../src/web/routes.ts';
import type { RepositoryRole, SeenInstallation, Sight } from '../../src/web/sight.ts';

/** The pages of the dashboard over a store, as one person sees them, without a server and without GitHub. */
export interface ShownPages {
  /** The whole page at a path with its query; null where there is nothing. */
  show(path: string): Promise<string | null>;
}

export interface Shown {
  readonly store: Store;
  readonly now: number;
  /** What the person may do in each repository of an installation; admin of all where it is left out. */
  readonly roles?: (installationId: number) => Promise<ReadonlyMap<number, RepositoryRole>>;
  readonly isWatching?: boolean;
}

export function showPages(shown: Shown): ShownPages {
  const { store, now, isWatching = true } = shown;
  const app = new Hono();
  const sight = sightOf(shown);
  for (const route of routes)
    if ('page' in route)
      app.get(route.path, async (context) => {
        const request: SignedRequest = {
          sight,
          store,
          now,
          url: new URL(context.req.url),
          parameters: context.req.param(),
          service: serviceOf(isWatching),
          signatures: { sign: () => 'signed', isSigned: () => true },
        };
        const content = await route.page(request);
        const here = context.req.path;
        return content === null
          ? context.notFound()
          : context.html(await frame(content, { visitor: sight.visitor, here, version: '0.1.0' }));
      });
  return {
    async show(path) {
      const answer = await app.request(new URL(path, 'http://localhost/').href);
      if (answer.status === 404) return null;
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
      return answer.text();
    },
  };
}

/** What is seen at `/` by those who have not signed in. */
export async function signedOutPage(): Promise<string> {
  return String(await frame(welcomePage(), { visitor: null, here: '/', version: '0.1.0' }));
}

export function sightOf({ store, roles }: Shown): Sight {
  const seen = async (installationId: number): Promise<ReadonlyMap<number, RepositoryRole>> =>
    roles?.(installationId) ??
    new Map((await store.repositories.idsOf(installationId)).map((id) => [id, 'admin' as const]));
  const installations = async (): Promise<readonly SeenInstallation[]> =>
    (await store.installations.list()).map((installation) => ({
      installation,
      repositories: () => seen(installation.id),
    }));
  return {
    visitor: { id: 1, login: 'octocat' },
    installations,
    installation: async (account) =>
      (await installations()).find(
        ({ installation }) => installation.account.toLowerCase() === account.toLowerCase(),
      ) ?? null,
    async repository(owner, name) {
      const repository = await store.repositories.find(owner, name);
      if (repository === null) return null;
      const installation = await store.installations.get(repository.installationId);
      const role = (await seen(repository.installationId)).get(repository.id);
      return installation === null || role === undefined ? null : { installation, repository, role };
    },
  };
}

export function serviceOf(isWatching: boolean): Service {
  const idle: QueueDepth = { waiting: 0, active: 0 };
  const depth = Object.fromEntries(Object.keys(jobKinds).map((kind) => [kind, idle])) as Record<JobKind, QueueDepth>;
  return {
    github: 'https://github.com',
    slug: 'mintmark',
    url: 'http://localhost',
    version: '0.1.0',
    isWatching,
    depth: () => Promise.resolve({ ...depth, repository: { waiting: 312, active: 4 } }),
    trustedRoot: () =>
      Promise.resolve(isWatching ? { source: 'the public Sigstore', asOf: '2026-11-20T08:00:00Z' } : null),
  };
}
