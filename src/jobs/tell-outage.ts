import { GitHubUnavailable } from '../github/client.ts';
import { checkOfTrouble } from '../reports/check-run/index.ts';
import { concludeForNow } from './check-runs.ts';
import type { RepositoryWork } from './repository-work.ts';

/** How long people look at a check run in progress before they are told what it waits for, in milliseconds. */
const patience = 10 * 60_000;

/**
 * GitHub answers some requests and not those that an audit needs, again and again. Check runs that have waited for long
 * are completed as neutral, with the reason, and get their answer when there is one.
 */
export async function tellOutage(work: RepositoryWork, trouble: GitHubUnavailable): Promise<void> {
  const { context, repository } = work;
  const told = troubles[trouble.kind];
  const waiting = (await context.store.checks.unfinished(repository.id)).filter(
    ({ checkRunId, wantedAt }) => checkRunId !== null && context.now() - wantedAt > patience,
  );
  try {
    for (const check of waiting) await concludeForNow(work, check, checkOfTrouble(told, { until: trouble.until }));
  } catch (error) {
    if (!(error instanceof GitHubUnavailable)) throw error;
  }
}

const troubles: Readonly<Record<GitHubUnavailable['kind'], 'rate-limit' | 'outage'>> = {
  'primary-limit': 'rate-limit',
  'secondary-limit': 'rate-limit',
  outage: 'outage',
  timeout: 'outage',
  'no-access': 'outage',
};
