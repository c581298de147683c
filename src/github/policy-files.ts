import { z } from 'zod';
import type { Observation } from '../types/observation.ts';
import type { GitHubClient } from './client.ts';
import { permissionFor } from './permissions.ts';

/** Where the policy is written, in a repository and in the organisation's repository `.github`. */
export const policyPath = '.github/mintmark.yml';

export interface PolicyPlace {
  readonly owner: string;
  readonly repo: string;
  /** A branch or a commit; null for the default branch. */
  readonly ref: string | null;
  readonly path?: string;
}

/**
 * The text of one small file, asked for on its own. 404 is `absent`: whatever it hides, a policy that Mintmark may not
 * read cannot be followed.
 *
 * @throws GitHubUnavailable
 */
export async function readPolicyFile(client: GitHubClient, place: PolicyPlace): Promise<Observation<string>> {
  const { owner, repo, ref, path = policyPath } = place;
  const source = `${owner}/${repo}/${path}`;
  const answer = await client.request('GET /repos/{owner}/{repo}/contents/{path}', {
    owner,
    repo,
    path,
    ...(ref === null ? {} : { ref }),
  });
  if (answer.status === 404) return { state: 'absent', source };
  if (answer.status === 403) {
    const permission = answer.permission ?? permissionFor('files');
    return { state: 'unreadable', reason: 'GitHub does not show it to this installation', permission, source };
  }
  if (answer.status !== 200) return { state: 'unreadable', reason: `GitHub answers ${answer.status}`, source };
  const parsed = file.safeParse(answer.data);
  if (!parsed.success) return { state: 'unreadable', reason: 'it is no file of a size that can be read', source };
  const text = textOf(Buffer.from(parsed.data.content, 'base64'));
  return text === null
    ? { state: 'unreadable', reason: 'it is not valid UTF-8', source }
    : { state: 'seen', value: text, source };
}

/** The organisation's policy, which its repository `.github` holds on its default branch. */
export function readOrganisationPolicy(client: GitHubClient, owner: string): Promise<Observation<string>> {
  return readPolicyFile(client, { owner, repo: '.github', ref: null });
}

/** Folders come as lists, links as their targets, and what is over 1 MB without contents. */
const file = z.object({ type: z.literal('file'), encoding: z.literal('base64'), content: z.string() });

/** A byte order mark is taken away. */
function textOf(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
