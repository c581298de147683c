import { z } from 'zod';
import type { GitHubClient } from './client.ts';

/** What a pull request asks to be taken over, and where to. */
export interface PullEnds {
  readonly headSha: string;
  readonly base: { readonly ref: string; readonly sha: string };
}

/**
 * Asks GitHub for the ends of a pull request; null where it has none of that number, or does not tell.
 *
 * @throws GitHubUnavailable
 */
export async function readPullEnds(
  client: GitHubClient,
  place: { readonly owner: string; readonly repo: string },
  number: number,
): Promise<PullEnds | null> {
  const answer = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
    ...place,
    pull_number: number,
  });
  const pull = pullAnswer.safeParse(answer.data);
  if (answer.status !== 200 || !pull.success) return null;
  return { headSha: pull.data.head.sha, base: pull.data.base };
}

// It comes from another repository, whose names are its owner's choice
const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const pullAnswer = z.object({
  head: z.object({ sha }),
  base: z.object({ ref: z.string().min(1).max(1000), sha }),
});
