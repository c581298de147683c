import { z } from 'zod';
import type { Observation } from '../types/observation.ts';
import type { GitHubClient } from './client.ts';
import { readPages } from './pages.ts';

/** A repository that an installation may see. */
export interface InstalledRepository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly visibility: 'public' | 'private' | 'internal';
  readonly archived: boolean;
}

export interface InstalledRepositories {
  readonly repositories: readonly InstalledRepository[];
  /** False where there are more than 10,000, and the rest was not listed. */
  readonly complete: boolean;
}

/**
 * The repositories of the client's installation. `unreadable` where GitHub refuses, as for a suspended installation.
 *
 * @throws GitHubUnavailable
 */
export async function installationRepositories(client: GitHubClient): Promise<Observation<InstalledRepositories>> {
  const source = 'GET /installation/repositories';
  const pages = await readPages(client, source, {}, { most: mostPages, pick: repositoriesIn });
  if (!('failed' in pages))
    return { state: 'seen', value: { repositories: pages.items, complete: pages.complete }, source };
  const reason = pages.failed === null ? "GitHub's answer was not understood" : `GitHub answers ${pages.failed.status}`;
  return { state: 'unreadable', reason, source };
}

const mostPages = 100;

function repositoriesIn(data: unknown): readonly InstalledRepository[] | null {
  const parsed = listed.safeParse(data);
  return (
    parsed.data?.repositories.map(({ id, name, owner, private: isPrivate, visibility, archived }) => ({
      id,
      owner: owner.login,
      name,
      visibility: visibility ?? (isPrivate ? 'private' : 'public'),
      archived: archived === true,
    })) ?? null
  );
}

const listed = z.object({
  repositories: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      owner: z.object({ login: z.string() }),
      private: z.boolean(),
      visibility: z.enum(['public', 'private', 'internal']).nullish(),
      archived: z.boolean().nullish(),
    }),
  ),
});
