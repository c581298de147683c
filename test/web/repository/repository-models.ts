import type { Html, Service } from '../../../src/web/page.ts';
import type { RepositoryModel } from '../../../src/web/repository/read-repository.ts';

type OwnRepository = Partial<RepositoryModel['repository']>;

/** What the page about `acme/widgets` shows, with nothing under way. */
export function aModel({
  repository = {},
  ...own
}: Partial<Omit<RepositoryModel, 'repository'>> & { readonly repository?: OwnRepository }): RepositoryModel {
  return {
    installation: {
      id: 1,
      accountId: 2,
      account: 'acme',
      accountType: 'Organization',
      permissions: {},
      suspended: false,
    },
    repository: {
      id: 3,
      installationId: 1,
      owner: 'acme',
      name: 'widgets',
      visibility: 'private',
      archived: false,
      wish: 1,
      auditWanted: false,
      snapshot: null,
      settingsStale: false,
      paths: [],
      firstSeenAt: null,
      auditedAt: asked().now - 60_000,
      ...repository,
    },
    role: 'admin',
    report: null,
    history: [],
    terms: [],
    fixes: [],
    deployments: [],
    issues: [],
    checkRun: null,
    incidents: [],
    ...own,
  };
}

/** A request for a page by its query. */
export function asked(query = ''): { readonly url: URL; readonly service: Service; readonly now: number } {
  const nobody = () => Promise.reject(new Error('a page asks for nothing of this'));
  return {
    url: new URL(`http://localhost/${query}`),
    now: Date.parse('2026-11-22T12:00:00Z'),
    service: {
      github: 'https://github.com',
      slug: 'mintmark',
      url: 'http://localhost',
      version: '0.1.0',
      isWatching: true,
      depth: nobody,
      trustedRoot: nobody,
    },
  };
}

/** Markup that waits for nothing. */
export function written(markup: Html | string | null): string {
  if (markup instanceof Promise) throw new Error('it waits for something');
  return (markup ?? '').toString();
}

/** Whether what a repository, a registry or a person wrote has become neither markup nor what hides or reorders text. */
export function isInert(text: string): boolean {
  return ['<img', '<script', '\u202e', '\u001b', '\ud800'].every((piece) => !text.includes(piece));
}

/** What a person reads of a page. */
export function textOf(html: string): string {
  return html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}
