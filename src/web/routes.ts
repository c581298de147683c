import { apiDescription, operations } from './api/index.ts';
import { badgeEndpoint, badgePicture } from './badge/index.ts';
import { repositoriesCsv } from './csv/index.ts';
import type { OpenDocument, SignedDocument, SignedPage } from './document.ts';
import { organisationFeed, repositoryFeed } from './feeds/index.ts';
import { healthPage } from './health/index.ts';
import { homePage } from './home/index.ts';
import { incidentPage } from './incident/index.ts';
import { organisationPage } from './organisation/index.ts';
import { packagePage } from './package/index.ts';
import { repositoryPage } from './repository/index.ts';

/**
 * One address of the dashboard. `path` is a pattern of Hono's: `/r/:owner/:name`, `:package{.+}` for what may hold slashes;
 * parameters come decoded. Only GET and HEAD come here.
 *
 * - `page`: a page in the frame, for a person who has signed in. Null is the page that says there is nothing.
 * - `document`: something else than HTML, for a person who has signed in: by the cookie, below `/api/` by a bearer token, too.
 * - `open`: something else than HTML, for everybody. Nobody's rights are known there.
 *
 * Who has not signed in is sent to do so, whatever the address, and below `/api/` told 401: it must not show what exists.
 */
export type Route =
  | { readonly path: string; readonly page: SignedPage }
  | { readonly path: string; readonly document: SignedDocument }
  | { readonly path: string; readonly open: OpenDocument };

/** Every address. Of two patterns that fit, the first one answers. */
export const routes: readonly Route[] = [
  { path: '/', page: homePage },
  { path: '/o/:account', page: organisationPage },
  { path: '/health', page: healthPage },
  { path: '/r/:owner/:name', page: repositoryPage },
  { path: '/r/:owner/:name/p/:registry/:package{.+}', page: packagePage },
  { path: '/r/:owner/:name/incidents/:id', page: incidentPage },
  { path: '/badge/:owner/:file{[^/]+\\.svg}', open: badgePicture },
  { path: '/badge/:owner/:file{[^/]+\\.json}', open: badgeEndpoint },
  { path: '/r/:owner/:name/signals.rss', open: repositoryFeed },
  { path: '/o/:account/signals.rss', open: organisationFeed },
  { path: '/o/:account/repositories.csv', document: repositoriesCsv },
  { path: '/api/openapi.json', open: apiDescription },
  ...operations.map(({ path, document }) => ({ path: path.replaceAll(/\{(\w+)\}/g, ':$1'), document })),
];
