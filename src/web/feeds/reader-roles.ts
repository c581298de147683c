import { roleInRepository } from '../../github/repository-role.ts';
import type { Store, StoredRepository } from '../../store/store.ts';
import type { OpenRequest } from '../document.ts';
import type { RepositoryRole } from '../sight.ts';
import type { FeedReader } from './feed-key.ts';

/**
 * What the reader of a feed may do in a repository, as GitHub tells the installation; null where they may not read it.
 * Answers are kept for five minutes, so that readers that ask often do not cost the installation its budget. Equal
 * questions in flight are one; what could not be asked is asked again.
 *
 * @throws GitHubUnavailable
 */
export function readerRole(
  request: Pick<OpenRequest, 'store' | 'clientFor' | 'realTime'>,
  reader: FeedReader,
  repository: StoredRepository,
): Promise<RepositoryRole | null> {
  const kept = keptFor(request.store);
  const key = `${repository.id} ${reader.id} ${reader.login}`;
  const known = kept.get(key);
  if (known !== undefined && request.realTime < known.until) return known.answer;
  kept.delete(key);
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size >= mostKept) kept.delete(oldest);
  const answer = askedRole(request, reader, repository);
  const entry = { until: request.realTime + fresh, answer };
  kept.set(key, entry);
  answer.catch(() => {
    if (kept.get(key) === entry) kept.delete(key);
  });
  return answer;
}

interface KeptRole {
  readonly until: number;
  readonly answer: Promise<RepositoryRole | null>;
}

/** Of each app in this process, which has a store of its own. */
const keptRoles = new WeakMap<Store, Map<string, KeptRole>>();

function keptFor(store: Store): Map<string, KeptRole> {
  const kept = keptRoles.get(store) ?? new Map<string, KeptRole>();
  keptRoles.set(store, kept);
  return kept;
}

/** In milliseconds. */
const fresh = 5 * 60 * 1000;

const mostKept = 10_000;

async function askedRole(
  { clientFor }: Pick<OpenRequest, 'clientFor'>,
  { id, login }: FeedReader,
  { installationId, id: repositoryId, owner, name }: StoredRepository,
): Promise<RepositoryRole | null> {
  const found = await roleInRepository(await clientFor(installationId, repositoryId), owner, name, login);
  return found?.personId === id ? found.role : null;
}
