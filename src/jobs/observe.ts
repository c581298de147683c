import { observeRepository } from '../github/observe.ts';
import type { RepositoryFacts } from '../github/snapshot.ts';
import type { ObservedWork, RepositoryWork } from './repository-work.ts';

/** How long settings are believed that nothing was heard of: webhooks get lost, and some settings send none. */
const believed = 24 * 60 * 60 * 1000;

/**
 * The settings and the head of a repository: as stored where they still hold, else asked anew. For the default branch
 * the head has to be today's, and GitHub is asked unless it says that nothing has changed.
 *
 * @returns null where the repository is gone for us
 */
export async function observed(work: RepositoryWork, wanted: 'settings' | 'head'): Promise<ObservedWork | null> {
  const { context, repository, client, place } = work;
  const { snapshot } = repository;
  if (snapshot !== null && !repository.settingsStale && context.now() - snapshot.observedAt < believed) {
    if (wanted === 'settings') return { ...work, snapshot, unchanged: false, known: new Map() };
    if (await isUnchanged(work)) return { ...work, snapshot, unchanged: true, known: new Map() };
  }
  const seen = await observeRepository(
    client,
    { owner: place.owner, name: place.repo, server: context.server },
    context.now(),
  );
  if (seen.state === 'gone') return null;
  await keepPlace(work, seen.snapshot.facts);
  await context.store.repositories.keepSnapshot(repository.id, seen.snapshot, repository.paths);
  const { owner, name } = seen.snapshot.facts;
  return {
    ...work,
    repository: { ...repository, owner, name },
    place: { owner, repo: name },
    snapshot: seen.snapshot,
    unchanged: false,
    known: seen.blobs,
  };
}

/** GitHub follows renames by itself; webhooks that tell of them get lost. */
async function keepPlace({ context, repository }: RepositoryWork, facts: RepositoryFacts): Promise<void> {
  const { owner, name, visibility, archived } = facts;
  const { id, installationId } = repository;
  const isSame =
    facts.id !== id ||
    (owner === repository.owner &&
      name === repository.name &&
      visibility === repository.visibility &&
      archived === repository.archived);
  if (!isSame) await context.store.repositories.put({ id, installationId, owner, name, visibility, archived });
}

/** One conditional request, which counts against no limit where nothing was pushed and nothing renamed. */
async function isUnchanged({ client, place }: RepositoryWork): Promise<boolean> {
  const answer = await client.request('GET /repos/{owner}/{repo}', place);
  return answer.notModified;
}
