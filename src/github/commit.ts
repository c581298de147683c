import type { GitHubClient } from './client.ts';
import type { CommitId } from './snapshot.ts';

/** A commit with the id of its tree; null where the repository does not hold it. */
export async function readCommit(
  client: GitHubClient,
  place: { readonly owner: string; readonly repo: string; readonly sha: string },
): Promise<CommitId | null> {
  const { owner, repo, sha } = place;
  const answer = await client.request<{ sha?: unknown; tree?: { sha?: unknown } }>(
    'GET /repos/{owner}/{repo}/git/commits/{commit_sha}',
    { owner, repo, commit_sha: sha },
  );
  const tree = answer.data?.tree?.sha;
  return answer.status === 200 && typeof tree === 'string' ? { sha, tree } : null;
}
