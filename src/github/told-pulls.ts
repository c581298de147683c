import { z } from 'zod';
import type { GitHubAnswer, GitHubClient } from './client.ts';
import { isSuccess, messageOf, type NotTold, notTold, type Place } from './told.ts';

/** A pull request from a branch of the repository itself. */
export interface OwnPull {
  readonly number: number;
  readonly state: 'open' | 'closed' | 'merged';
  readonly headSha: string;
  readonly body: string;
}

export interface PullText {
  readonly title: string;
  readonly body: string;
}

export type PullOutcome =
  | { readonly outcome: 'written'; readonly number: number }
  /** One stands open from this branch. */
  | { readonly outcome: 'exists' }
  | NotTold;

const ofRepository = '/repos/{owner}/{repo}/pulls';
const ofNumber = `${ofRepository}/{pull_number}`;

/**
 * Pull requests from a branch of the repository, open and closed, the newest first; at most 100.
 *
 * @throws GitHubUnavailable
 */
export async function pullsFrom(client: GitHubClient, place: Place, branch: string): Promise<readonly OwnPull[]> {
  const answer = await client.request(`GET ${ofRepository}`, {
    ...place,
    head: `${place.owner}:${branch}`,
    state: 'all',
    per_page: 100,
  });
  const items = isSuccess(answer) && Array.isArray(answer.data) ? (answer.data as unknown[]) : [];
  return items
    .flatMap((item) => pullOf(item))
    .filter(({ ref }) => ref === branch)
    .toSorted((a, b) => b.number - a.number);
}

/** One by its number; null where GitHub has none, or does not tell. */
export async function readPull(client: GitHubClient, place: Place, number: number): Promise<OwnPull | null> {
  const answer = await client.request(`GET ${ofNumber}`, { ...place, pull_number: number });
  return isSuccess(answer) ? (pullOf(answer.data)[0] ?? null) : null;
}

export async function createPull(
  client: GitHubClient,
  place: Place,
  pull: PullText & { readonly branch: string; readonly base: string },
): Promise<PullOutcome> {
  const { title, body, branch: head, base } = pull;
  const answer = await client.request(`POST ${ofRepository}`, { ...place, title, body, head, base });
  if (answer.status === 422 && /already exists/i.test(messageOf(answer.data))) return { outcome: 'exists' };
  return writtenOf(answer);
}

export async function editPull(
  client: GitHubClient,
  place: Place,
  number: number,
  text: PullText,
): Promise<PullOutcome> {
  return writtenOf(await client.request(`PATCH ${ofNumber}`, { ...place, pull_number: number, ...text }));
}

export async function closePull(client: GitHubClient, place: Place, number: number): Promise<PullOutcome> {
  return writtenOf(await client.request(`PATCH ${ofNumber}`, { ...place, pull_number: number, state: 'closed' }));
}

function writtenOf(answer: GitHubAnswer): PullOutcome {
  const [pull] = isSuccess(answer) ? pullOf(answer.data) : [];
  return pull === undefined ? notTold(answer) : { outcome: 'written', number: pull.number };
}

function pullOf(data: unknown): readonly (OwnPull & { readonly ref: string })[] {
  const read = shape.safeParse(data);
  if (!read.success) return [];
  const { number, state, merged_at: mergedAt, head, body } = read.data;
  const merged = typeof mergedAt === 'string';
  return [{ number, state: merged ? 'merged' : state, headSha: head.sha, ref: head.ref, body: body ?? '' }];
}

const shape = z.object({
  number: z.int().positive(),
  state: z.enum(['open', 'closed']),
  merged_at: z.string().nullish(),
  head: z.object({ sha: z.string().max(64), ref: z.string().max(1000) }),
  body: z.string().nullish(),
});
