import { z } from 'zod';
import type { Observation } from '../types/observation.ts';
import type { GitHubClient } from './client.ts';
import { notUnderstood } from './evidence/place.ts';
import type { ReleaseRepository } from './observe-release-facts.ts';

/**
 * A repository by the name that somebody knows it by, which may be an earlier one. `absent` where GitHub shows none.
 *
 * @param server where people open pages, without a slash at the end
 * @throws GitHubUnavailable
 */
export async function releaseRepository(
  client: GitHubClient,
  fullName: string,
  server: string,
): Promise<Observation<ReleaseRepository>> {
  const [owner = '', repo = ''] = fullName.split('/');
  const source = `${server}/${fullName}`;
  const answer = await client.request('GET /repos/{owner}/{repo}', { owner, repo });
  if (answer.status === 404) return { state: 'absent', source };
  if (answer.status !== 200)
    return { state: 'unreadable', reason: `GitHub answers ${answer.status} for ${fullName}`, source };
  const { data } = shown.safeParse(answer.data);
  if (data === undefined) return notUnderstood(source);
  const today = `${data.owner.login}/${data.name}`;
  const value: ReleaseRepository = {
    id: data.id,
    owner: data.owner.login,
    name: data.name,
    defaultBranch: data.default_branch ?? null,
    visibility: data.visibility ?? (data.private ? 'private' : 'public'),
    formerNames: today.toLowerCase() === fullName.toLowerCase() ? [] : [fullName.toLowerCase()],
    server,
  };
  return { state: 'seen', value, source };
}

const shown = z.object({
  id: z.number(),
  name: z.string(),
  owner: z.object({ login: z.string() }),
  private: z.boolean(),
  visibility: z.enum(['public', 'private', 'internal']).nullish(),
  default_branch: z.string().nullish(),
});
