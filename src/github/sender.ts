import { z } from 'zod';
import type { GitHubClient } from './client.ts';

/**
 * Whether a person may write to a repository: who may is obeyed when pressing a button or ticking a box. Whatever is not
 * a clear yes is no.
 *
 * @throws GitHubUnavailable
 */
export async function mayWrite(client: GitHubClient, owner: string, name: string, login: string): Promise<boolean> {
  const answer = await client.request('GET /repos/{owner}/{repo}/collaborators/{username}/permission', {
    owner,
    repo: name,
    username: login,
  });
  const parsed = shape.safeParse(answer.data);
  return answer.status === 200 && parsed.success;
}

/** GitHub gives `write` for the role maintain, and `read` for triage. */
const shape = z.object({ permission: z.enum(['admin', 'maintain', 'write']) });
