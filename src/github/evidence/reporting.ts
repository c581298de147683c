import { z } from 'zod';
import type { Observation } from '../../types/observation.ts';
import type { RepositoryFacts } from '../snapshot.ts';
import { askRepository, notRead, notUnderstood, type Place, repositoryPage } from './place.ts';

/**
 * Whether vulnerabilities can be reported in private, which GitHub offers for public repositories only: of others
 * nothing can be said. Off is a 200, so 404 and 422 tell nothing.
 */
export async function privateReporting(place: Place, facts: RepositoryFacts): Promise<Observation<boolean>> {
  const source = repositoryPage(place, 'settings/security_analysis');
  if (facts.visibility !== 'public')
    return { state: 'unreadable', reason: 'GitHub offers it for public repositories only', source };
  const answer = await askRepository(place, '/private-vulnerability-reporting');
  if (answer.status !== 200) return notRead(answer, 'privateVulnerabilityReporting', source);
  const parsed = shape.safeParse(answer.data);
  return parsed.success ? { state: 'seen', value: parsed.data.enabled, source } : notUnderstood(source);
}

const shape = z.object({ enabled: z.boolean() });
