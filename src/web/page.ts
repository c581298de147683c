import type { html } from 'hono/html';
import type { JobKind } from '../jobs/job-kinds.ts';
import type { QueueDepth } from '../jobs/pg-boss-queue.ts';
import type { Store } from '../store/store.ts';
import type { Sight } from './sight.ts';

/** Markup in which everything that came from outside is escaped already: what the `html` template of `hono/html` gives. */
export type Html = ReturnType<typeof html>;

/** What a page of the dashboard is made from: of one request, by one person who has signed in. */
export interface PageRequest {
  readonly sight: Sight;
  readonly store: Store;
  /** Of the request, with its query. */
  readonly url: URL;
  /** What stands in the path where its pattern has a name. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly service: Service;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What the process knows of itself. */
export interface Service {
  /** Where people open pages of GitHub: `https://github.com`. */
  readonly github: string;
  /** The app's name in URLs. */
  readonly slug: string;
  /** Where this dashboard is: an origin. */
  readonly url: string;
  /** Mintmark's own. */
  readonly version: string;
  /** Registries are asked, and packages followed. */
  readonly isWatching: boolean;
  depth(): Promise<Readonly<Record<JobKind, QueueDepth>>>;
  /** Whom attestations are believed by; null where registries are not asked. */
  trustedRoot(): Promise<{ readonly source: string; readonly asOf: string | null } | null>;
}

/** A page: its own content; the frame around it is one for all. Null: there is nothing here for this person. */
export type Page = (request: PageRequest) => Promise<PageContent | null>;

export interface PageContent {
  readonly title: string;
  /** The way here, outermost first, without this page itself. */
  readonly crumbs: readonly Crumb[];
  readonly content: Html;
  /** Documents that hold the same in another form: CSV, RSS, JSON. */
  readonly alternatives?: readonly { readonly href: string; readonly type: string; readonly title: string }[];
}

export interface Crumb {
  readonly href: string;
  readonly label: string;
}

/** The addresses of pages. */
export const addresses = {
  home: '/',
  health: '/health',
  organisation: (account: string) => `/o/${encodeURIComponent(account)}`,
  repository: (owner: string, name: string) => `/r/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`,
  package: (owner: string, name: string, registry: string, packageName: string) =>
    `${addresses.repository(owner, name)}/p/${registry}/${packageName.toWellFormed().split('/').map(encodeURIComponent).join('/')}`,
  incident: (owner: string, name: string, id: number) => `${addresses.repository(owner, name)}/incidents/${id}`,
} as const;
