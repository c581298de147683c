import type { GitHubClient } from './client.ts';
import { isRecord, isSuccess, messageOf, type NotTold, notTold, type Place } from './told.ts';

const refs = '/repos/{owner}/{repo}/git/refs';

/** The commit at the tip of a branch; null where there is no such branch. */
export async function readBranch(client: GitHubClient, place: Place, branch: string): Promise<string | null> {
  const answer = await client.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ...place, ref: `heads/${branch}` });
  const object = isSuccess(answer) && isRecord(answer.data) ? answer.data['object'] : null;
  return isRecord(object) && typeof object['sha'] === 'string' ? object['sha'] : null;
}

export type BranchOutcome = { readonly outcome: 'written' } | { readonly outcome: 'exists' } | NotTold;

/** Makes a branch; `exists` where there is one of that name. */
export async function createBranch(
  client: GitHubClient,
  place: Place,
  branch: string,
  sha: string,
): Promise<BranchOutcome> {
  const answer = await client.request(`POST ${refs}`, { ...place, ref: `refs/heads/${branch}`, sha });
  if (isSuccess(answer)) return { outcome: 'written' };
  const isThere = answer.status === 422 && /already exists/i.test(messageOf(answer.data));
  return isThere ? { outcome: 'exists' } : notTold(answer);
}

/** Sets a branch to a commit, whatever it held. Only for branches that are known to hold nothing but our own commits. */
export async function resetBranch(
  client: GitHubClient,
  place: Place,
  branch: string,
  sha: string,
): Promise<BranchOutcome> {
  const answer = await client.request(`PATCH ${refs}/{ref}`, { ...place, ref: `heads/${branch}`, sha, force: true });
  return isSuccess(answer) ? { outcome: 'written' } : notTold(answer);
}

/** `gone` where it is not there any more. */
export async function deleteBranch(client: GitHubClient, place: Place, branch: string): Promise<BranchOutcome> {
  const answer = await client.request(`DELETE ${refs}/{ref}`, { ...place, ref: `heads/${branch}` });
  if (isSuccess(answer)) return { outcome: 'written' };
  const isGone = answer.status === 422 && /does not exist/i.test(messageOf(answer.data));
  return isGone ? { outcome: 'gone' } : notTold(answer);
}
