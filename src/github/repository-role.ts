import { z } from 'zod';
import type { GitHubClient } from './client.ts';

/** What a person may do in a repository; `admin` also where they maintain it. */
export interface RoleInRepository {
  /** GitHub's number of the person: a login can be another's by now. */
  readonly personId: number;
  readonly role: 'read' | 'write' | 'admin';
}

/**
 * What a person may do in a repository; null where they may not even read it, or GitHub does not say so plainly.
 *
 * @throws GitHubUnavailable
 */
export async function roleInRepository(
  client: GitHubClient,
  owner: string,
  name: string,
  login: string,
): Promise<RoleInRepository | null> {
  const answer = await client.request('GET /repos/{owner}/{repo}/collaborators/{username}/permission', {
    owner,
    repo: name,
    username: login,
  });
  const parsed = shape.safeParse(answer.data);
  if (answer.status !== 200 || !parsed.success) return null;
  const { id, permissions } = parsed.data.user;
  const role = roles.find(({ from }) => from.some((right) => permissions[right] === true));
  return role === undefined ? null : { personId: id, role: role.role };
}

const roles = [
  { role: 'admin', from: ['admin', 'maintain'] },
  { role: 'write', from: ['push'] },
  { role: 'read', from: ['pull', 'triage'] },
] as const;

const right = z.boolean().optional();

const shape = z.object({
  user: z.object({
    id: z.int(),
    permissions: z.object({ admin: right, maintain: right, push: right, triage: right, pull: right }),
  }),
});
