import { Hono } from 'hono';
import type { GitHubClient } from '../../src/github/client.ts';
import type { Store } from '../../src/store/store.ts';
import type { Document, SignedRequest } from '../../src/web/document.ts';
import { routes } from '../../src/web/routes.ts';
import type { RepositoryRole } from '../../src/web/sight.ts';
import { signInKeys } from '../../src/web/sign-in/keys.ts';
import { serviceOf, sightOf } from './shown-pages.ts';

export interface Asking {
  readonly store: Store;
  readonly now: number;
  /** What the person may do in each repository; admin of all where it is left out. */
  readonly roles?: (installationId: number) => Promise<ReadonlyMap<number, RepositoryRole>>;
  /** GitHub as the installation sees it. */
  readonly client?: GitHubClient;
}

export const testSignatures = signInKeys({ clientId: 'Iv1.test', clientSecret: 'a secret of the tests' });

/** What an address that is no page answers, without a server: null where there is nothing. */
export async function askDocument(path: string, asking: Asking): Promise<Document | null> {
  const { store, now, client } = asking;
  const answers: (Document | null)[] = [];
  const app = new Hono();
  for (const route of routes) {
    if ('page' in route) continue;
    app.get(route.path, async (context) => {
      const request: SignedRequest = {
        sight: sightOf(asking),
        store,
        now,
        url: new URL(context.req.url),
        parameters: context.req.param(),
        service: serviceOf(true),
        signatures: testSignatures,
      };
      const clientFor = () =>
        client === undefined ? Promise.reject(new Error('no GitHub here')) : Promise.resolve(client);
      answers.push(
        'open' in route ? await route.open({ ...request, clientFor, realTime: now }) : await route.document(request),
      );
      return context.body(null);
    });
  }
  app.onError((error) => {
    throw error;
  });
  const answer = await app.request(new URL(path, 'http://localhost/').href);
  if (answer.status === 404) throw new Error(`no route leads to ${path}`);
  return answers[0] ?? null;
}
