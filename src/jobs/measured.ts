import { GitHubUnavailable, type RequestCount } from '../github/client.ts';
import type { RepositoryWork } from './repository-work.ts';

/** Counts one audit: how it ended, how long it took, and what it asked GitHub for. */
export async function measured(work: RepositoryWork, purpose: string, run: () => Promise<void>): Promise<void> {
  const { context, client, repository } = work;
  const started = context.now();
  const before = client.counted;
  const report = (outcome: 'done' | 'unchanged' | 'failed' | 'put-off') => {
    const requests = since(before, client.counted);
    const seconds = (context.now() - started) / 1000;
    const ended = outcome === 'done' && requests.counted === 0 ? 'unchanged' : outcome;
    context.measures.audited({ purpose, outcome: ended, seconds, requests });
    context.log.info({ repository: repository.id, purpose, outcome: ended, seconds, ...requests }, 'audited');
  };
  try {
    await run();
  } catch (error) {
    report(error instanceof GitHubUnavailable ? 'put-off' : 'failed');
    throw error;
  }
  report('done');
}

function since(before: RequestCount, after: RequestCount): RequestCount {
  return {
    counted: after.counted - before.counted,
    free: after.free - before.free,
    writes: after.writes - before.writes,
    graphql: after.graphql - before.graphql,
  };
}
