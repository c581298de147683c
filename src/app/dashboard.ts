import type { Logger } from 'pino';
import type { RequestRecord } from '../github/octokit-client.ts';
import type { JobContext } from '../jobs/context.ts';
import type { PgBossQueue } from '../jobs/pg-boss-queue.ts';
import { type Dashboard, dashboard } from '../web/dashboard.ts';
import type { Service } from '../web/page.ts';
import { callbackPath } from '../web/sign-in/callback-path.ts';
import { peopleOf } from './people.ts';
import type { SignInCredentials } from './sign-in-credentials.ts';

/** How the dashboard is to be served. */
export interface DashboardSettings {
  /** Null: there are no credentials for people to sign in by. */
  readonly signIn: SignInCredentials | null;
  /** The origin at which people open it; where it is left out, its own address if it listens on this machine alone. */
  readonly url?: string | null;
  /** Real time in milliseconds since the epoch; `Date.now` where it is left out. */
  readonly clock?: () => number;
}

export interface DashboardParts extends DashboardSettings {
  /** Where this process listens. */
  readonly listensAt: string;
  /** As it was asked to listen; every interface where it is left out. */
  readonly host: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly context: JobContext;
  readonly queue: PgBossQueue;
  readonly log: Logger;
  readonly onRequest: (request: RequestRecord) => void;
}

/** The dashboard of an app, and the origin that it goes by. */
export function dashboardOf(parts: DashboardParts): { readonly pages: Dashboard; readonly origin: string } {
  const { signIn, context, log } = parts;
  const url = parts.url ?? (isLoopback(parts.host) ? parts.listensAt : null);
  const service = serviceOf(parts, url ?? parts.listensAt);
  const pages = dashboard({
    store: context.store,
    service,
    people:
      signIn === null || url === null
        ? { missing: missingOf(signIn, url, service.url) }
        : peopleOf({
            appId: context.app.id,
            credentials: signIn,
            baseUrl: parts.baseUrl,
            web: context.server,
            log,
            onRequest: parts.onRequest,
          }),
    clientFor: (installationId, repositoryId) => context.clientFor(installationId, repositoryId, 'person'),
    now: context.now,
    onError: (error, what) => log.error({ err: error }, what),
    ...(parts.clock === undefined ? {} : { clock: parts.clock }),
  });
  return { pages, origin: service.url };
}

/** Nobody but who is on this machine can open what listens there. */
function isLoopback(host: string | undefined): boolean {
  return host !== undefined && ['127.0.0.1', '::1', 'localhost'].includes(host);
}

function serviceOf({ context, queue }: DashboardParts, url: string): Service {
  const { registries } = context;
  return {
    github: context.server,
    slug: context.app.slug,
    url,
    version: context.version,
    isWatching: registries !== null,
    depth: () => queue.depth(),
    async trustedRoot() {
      if (registries === null) return null;
      const { name, refreshedAt, newestKey } = await registries.trust();
      return { source: name, asOf: refreshedAt ?? newestKey };
    },
  };
}

function missingOf(signIn: SignInCredentials | null, url: string | null, guess: string): readonly string[] {
  return [
    ...(signIn === null
      ? [
          `CLIENT_ID and CLIENT_SECRET are not set: both are on the app's settings page on GitHub, where a client secret is generated, and ${url ?? guess}${callbackPath} has to be among its callback URLs.`,
        ]
      : []),
    ...(url === null
      ? [
          'MINTMARK_URL is not set: set it to the address at which people open these pages, as https://mintmark.example.com.',
        ]
      : []),
  ];
}
