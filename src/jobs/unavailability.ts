import { GitHubUnavailable } from '../github/client.ts';

/** That GitHub cannot answer now, where that is why something failed; of several, the one that lasts longest. */
export function unavailability(error: unknown): GitHubUnavailable | null {
  const found = [error, ...within(error), ...within(error).flatMap(within)].filter(
    (each): each is GitHubUnavailable => each instanceof GitHubUnavailable,
  );
  return found.reduce<GitHubUnavailable | null>(
    (longest, each) => (longest === null || each.until > longest.until ? each : longest),
    null,
  );
}

function within(error: unknown): readonly unknown[] {
  if (error instanceof AggregateError) return error.errors as readonly unknown[];
  return error instanceof Error && error.cause !== undefined ? [error.cause] : [];
}
