import { lookAtRepository } from '../github/observe.ts';
import type { RepositoryFacts, RepositorySnapshot } from '../github/snapshot.ts';
import type { StoredRepository } from '../store/store.ts';
import { isFromAhead } from '../types/clocks.ts';
import type { JobContext } from './context.ts';
import { isSamePlace } from './keep-place.ts';
import type { ObservedWork, RepositoryWork } from './repository-work.ts';
import { settingsInHand } from './settings-in-hand.ts';

/** How long settings are believed that nothing was heard of: webhooks get lost, and some settings send none. */
const believed = 24 * 60 * 60 * 1000;

/** How long the head is, where nobody waits: an audit that follows a look at many repositories has its turn much later. */
const headBelieved = 6 * 60 * 60 * 1000;

/**
 * What an audit has to know: `settings` as they were last observed; the `head` as it is today; `head-lately` where nobody
 * waits and nothing was heard of the repository.
 */
export type Wanted = 'settings' | 'head' | 'head-lately';

/**
 * The settings and the head of a repository: as stored where they still hold, else asked anew. For the default branch
 * the head has to be today's, and GitHub is asked unless it says that nothing has changed.
 *
 * @param heads commits that the default branch was said to be at: with another one, what is stored is older
 * @returns null where the repository is gone for us
 */
export async function observed(
  work: RepositoryWork,
  wanted: Wanted,
  heads: readonly string[] = [],
): Promise<ObservedWork | null> {
  const { context, repository, client } = work;
  const { snapshot, auditedAt } = repository;
  const stored = snapshot === null ? null : { ...work, snapshot, settings: settingsInHand(work, snapshot) };
  const age = context.now() - (snapshot?.observedAt ?? 0);
  const isAhead = stored !== null && isFromAhead(stored.snapshot.observedAt, context.now());
  if (stored !== null && !isAhead && !repository.settingsStale && age < believed && isAt(stored.snapshot, heads)) {
    const known = { ...stored, known: new Map<string, string>() };
    if (wanted === 'settings') return { ...known, unchanged: false };
    if (wanted === 'head-lately' && age < headBelieved)
      return { ...known, unchanged: auditedAt !== null && stored.snapshot.observedAt <= auditedAt };
    if (await isUnchanged(work)) return { ...known, unchanged: true };
  }
  const seen = await lookAtRepository(client, { owner: repository.owner, name: repository.name }, context.now());
  if (seen.state === 'gone') return null;
  if (seen.snapshot.facts.id !== repository.id) {
    // Its name is another repository's by now: nothing of ours is for that one, and the list tells where ours has gone
    await context.queue.installation(repository.installationId);
    return null;
  }
  await keepSeenPlace(context, repository, seen.snapshot.facts);
  await context.store.repositories.keepSnapshot(repository.id, seen.snapshot, repository.paths);
  const { owner, name, visibility, archived } = seen.snapshot.facts;
  // What is said, and where contents are kept, goes by who may read it now
  const place = { owner, repo: name };
  const now = { ...work, repository: { ...repository, owner, name, visibility, archived }, place };
  return {
    ...now,
    snapshot: seen.snapshot,
    settings: settingsInHand(now, seen.snapshot),
    unchanged: false,
    known: seen.blobs,
  };
}

/** GitHub follows renames by itself; webhooks that tell of them get lost. */
export async function keepSeenPlace(
  { store }: JobContext,
  repository: StoredRepository,
  { owner, name, visibility, archived }: RepositoryFacts,
): Promise<void> {
  const { id, installationId } = repository;
  const now = { id, installationId, owner, name, visibility, archived };
  if (!isSamePlace(repository, now)) await store.repositories.put(now);
}

function isAt({ facts }: RepositorySnapshot, heads: readonly string[]): boolean {
  return heads.length === 0 || (facts.head !== null && heads.includes(facts.head.sha));
}

/** One conditional request, which counts against no limit where nothing was pushed and nothing renamed. */
async function isUnchanged({ client, place }: RepositoryWork): Promise<boolean> {
  const answer = await client.request('GET /repos/{owner}/{repo}', place);
  return answer.notModified;
}
