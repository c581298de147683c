import type { GitHubClient } from '../github/client.ts';
import type { Settings } from '../github/settings.ts';
import type { RepositorySnapshot } from '../github/snapshot.ts';
import type { Installation, StoredRepository } from '../store/store.ts';
import type { Urgency } from '../types/urgency.ts';
import type { JobContext } from './context.ts';

/** One repository while it is worked on. */
export interface RepositoryWork {
  readonly context: JobContext;
  readonly repository: StoredRepository;
  readonly installation: Installation;
  readonly client: GitHubClient;
  /** Where GitHub's routes find it. */
  readonly place: { readonly owner: string; readonly repo: string };
  readonly signal: AbortSignal;
  readonly urgency: Urgency;
}

/** A repository whose settings and head are known. */
export interface ObservedWork extends RepositoryWork {
  readonly snapshot: RepositorySnapshot;
  readonly settings: SettingsInHand;
  /** GitHub says that nothing was pushed and nothing renamed since. */
  readonly unchanged: boolean;
  /** Contents that came with the observation, by the ids of their git objects. */
  readonly known: ReadonlyMap<string, string>;
}

/** The settings of a repository: GitHub is asked for them when they are needed, and once. */
export interface SettingsInHand {
  /** As far as GitHub was asked. */
  known(): Settings;
  /** @throws GitHubUnavailable */
  whole(): Promise<Settings>;
  /** Keeps what is known of the repository, with the files that its last audit read. */
  keep(paths: readonly string[]): Promise<void>;
  /** Whether an issue of ours may be there that we do not know of. An issue that we file is looked for from then on. */
  mayHoldIssue(): Promise<boolean>;
}

/** Null where there is nothing to work on: unknown, removed, suspended, or archived and so read-only. */
export async function openWork(
  context: JobContext,
  repositoryId: number,
  signal: AbortSignal,
  urgency: Urgency,
): Promise<RepositoryWork | null> {
  const { store } = context;
  const repository = await store.repositories.get(repositoryId);
  if (repository === null || repository.archived) return null;
  const installation = await store.installations.get(repository.installationId);
  if (installation === null || installation.suspended) return null;
  const client = await context.clientFor(installation.id, repositoryId, urgency);
  const place = { owner: repository.owner, repo: repository.name };
  return { context, repository, installation, client, place, signal, urgency };
}
