import { chunks } from '../../store/chunks.ts';
import type { Store, StoredRepository } from '../../store/store.ts';
import type { Ledger } from '../../types/ledger.ts';
import { isGrave } from '../../types/severity.ts';
import type { Document, OpenDocument, OpenRequest, SignedRequest } from '../document.ts';
import { addresses, type PageContent } from '../page.ts';
import { type FeedReader, type FeedScope, feedKey, readerOf } from './feed-key.ts';
import { readerRole } from './reader-roles.ts';
import { type Channel, rss } from './rss.ts';
import { newestFirst, type SignalSource, signalItems } from './signal-items.ts';

/**
 * The signals of one repository. Wrong key, no right to read it and no such repository are the same answer. Whether the
 * person may still read it is GitHub's word of the last minutes.
 */
export const repositoryFeed: OpenDocument = async (request) => {
  const { owner = '', name = '' } = request.parameters;
  const reader = readerFrom(request, { owner, name });
  const repository = reader === null ? null : await request.store.repositories.find(owner, name);
  if (reader === null || repository === null || !(await isInstalled(request.store, repository))) return null;
  const source = await sourceFor(request, reader, repository);
  if (source === null) return null;
  const place = `${repository.owner}/${repository.name}`;
  return feedOf(request, {
    title: `Signals of ${place}`,
    link: addresses.repository(repository.owner, repository.name),
    description: `What does not fit in the release history of the packages of ${place}.`,
    sources: [source],
    most: 50,
  });
};

/** The signals of the repositories of an account whose packages changed last, as far as the person may read them. */
export const organisationFeed: OpenDocument = async (request) => {
  const { account = '' } = request.parameters;
  const { store } = request;
  const reader = readerFrom(request, { account });
  const all = reader === null ? [] : await store.installations.list();
  const installation = all.find((each) => each.account.toLowerCase() === account.toLowerCase());
  if (reader === null || installation === undefined || installation.suspended) return null;
  const sources: SignalSource[] = [];
  for (const ids of chunks(await toldOf(store, installation.id), askedAtOnce)) {
    const found = await Promise.all(ids.map((id) => sourceOf(request, reader, id)));
    sources.push(...found.filter((source) => source !== null));
  }
  if (sources.length === 0) return null;
  return feedOf(request, {
    title: `Signals of ${installation.account}`,
    link: addresses.organisation(installation.account),
    description: `What does not fit in the release history of packages of ${installation.account}: of the ${mostRepositories} repositories whose packages changed last.`,
    sources,
    most: 100,
  });
};

/** Of one feed: each may cost a question to GitHub. */
const mostRepositories = 30;
const askedAtOnce = 5;

/** Where nothing is known of any package, some repositories say whether the person may read any: their feed is empty. */
async function toldOf({ packages, repositories }: Store, installationId: number): Promise<readonly number[]> {
  const changed = await packages.changedLast(installationId, mostRepositories);
  return changed.length > 0 ? changed : (await repositories.idsOf(installationId)).slice(0, askedAtOnce);
}

async function sourceOf(request: OpenRequest, reader: FeedReader, id: number): Promise<SignalSource | null> {
  const repository = await request.store.repositories.get(id);
  return repository === null ? null : sourceFor(request, reader, repository);
}

/** The feed of a page, with the key of the person who looks at it; none where sign-in is not set up. */
export function feedAlternative(
  { signatures, sight }: Pick<SignedRequest, 'signatures' | 'sight'>,
  scope: FeedScope,
): NonNullable<PageContent['alternatives']> {
  const key = feedKey(signatures, sight.visitor, scope);
  const page =
    'account' in scope ? addresses.organisation(scope.account) : addresses.repository(scope.owner, scope.name);
  if (key === null) return [];
  return [
    {
      href: `${page}/signals.rss?key=${key}`,
      type: 'application/rss+xml',
      title: 'RSS of signals (the address is for you alone)',
    },
  ];
}

function readerFrom({ signatures, url }: OpenRequest, scope: FeedScope): FeedReader | null {
  return readerOf(signatures, url.searchParams.get('key') ?? '', scope);
}

async function isInstalled({ installations }: Store, { installationId }: StoredRepository): Promise<boolean> {
  return (await installations.get(installationId))?.suspended === false;
}

/** Null where the reader may not read it. GitHub is not asked for what everybody may read. */
async function sourceFor(
  request: OpenRequest,
  reader: FeedReader,
  repository: StoredRepository,
): Promise<SignalSource | null> {
  const { id, owner, name, visibility } = repository;
  const isOpen = visibility === 'public';
  const roleNow = isOpen ? null : await readerRole(request, reader, repository);
  if (!isOpen && roleNow === null) return null;
  const known = await request.store.packages.ofRepository(id);
  const ledgers = known.flatMap(({ evidence }) => evidence?.ledger ?? []);
  const role = isOpen && ledgers.some(hasGrave) ? await readerRole(request, reader, repository) : roleNow;
  return { owner, name, ledgers, isTrusted: role === 'write' || role === 'admin' };
}

function hasGrave({ rows, signals }: Ledger): boolean {
  return [...rows.flatMap((row) => row.signals), ...signals].some(({ severity }) => isGrave(severity));
}

interface Feed extends Pick<Channel, 'title' | 'description'> {
  /** A path of ours. */
  readonly link: string;
  readonly sources: readonly SignalSource[];
  readonly most: number;
}

function feedOf({ service, url }: OpenRequest, { sources, link, most, ...words }: Feed): Document {
  return {
    type: 'application/rss+xml; charset=utf-8',
    body: rss({
      ...words,
      link: `${service.url}${link}`,
      self: `${service.url}${url.pathname}${url.search}`,
      items: sources
        .flatMap((source) => signalItems(source, service.url))
        .toSorted(newestFirst)
        .slice(0, most),
    }),
  };
}
