import { z } from 'zod';
import type { GitHubClient } from './client.ts';

/** Where the app is installed, and what it may do there. */
export interface InstallationFacts {
  readonly id: number;
  readonly accountId: number;
  readonly account: string;
  readonly accountType: 'Organization' | 'User';
  readonly permissions: Readonly<Record<string, string>>;
  readonly suspended: boolean;
}

/**
 * Asks GitHub who an installation is; the client is signed in as the app. `gone`: GitHub has none of this id, and
 * `unreadable`: it does not tell.
 *
 * @throws GitHubUnavailable
 */
export async function installationNow(
  client: GitHubClient,
  id: number,
): Promise<InstallationFacts | 'gone' | 'unreadable'> {
  const answer = await client.request('GET /app/installations/{installation_id}', { installation_id: id });
  if (answer.status === 404) return 'gone';
  const parsed = installation.safeParse(answer.data);
  if (answer.status !== 200 || !parsed.success) return 'unreadable';
  const { account, permissions, suspended_at } = parsed.data;
  return {
    id,
    accountId: account.id,
    account: account.login,
    accountType: account.type === 'Organization' ? 'Organization' : 'User',
    permissions,
    suspended: (suspended_at ?? null) !== null,
  };
}

/**
 * The id of the installation that reaches a repository, null where none does; the client is signed in as the app.
 *
 * @throws GitHubUnavailable
 */
export async function installationOf(client: GitHubClient, owner: string, repo: string): Promise<number | null> {
  const reach = await reachOf(client, owner, repo);
  return reach === 'unreadable' ? null : reach;
}

/**
 * The same, but `unreadable` where GitHub does not tell.
 *
 * @throws GitHubUnavailable
 */
export async function reachOf(
  client: GitHubClient,
  owner: string,
  repo: string,
): Promise<number | null | 'unreadable'> {
  const answer = await client.request('GET /repos/{owner}/{repo}/installation', { owner, repo });
  if (answer.status === 404) return null;
  const parsed = answer.status === 200 ? reached.safeParse(answer.data).data : undefined;
  return parsed?.id ?? 'unreadable';
}

const reached = z.object({ id: z.number() });

const installation = z.object({
  account: z.object({ id: z.number(), login: z.string(), type: z.string() }),
  permissions: z.record(z.string(), z.string()),
  suspended_at: z.string().nullish(),
});
