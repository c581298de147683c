import type { KnownOffer } from '../../store/stored-fixes.ts';
import type { Report } from '../../types/report.ts';
import type { ObservedWork } from '../repository-work.ts';
import { fixerNow } from './fixer-now.ts';

/**
 * Whether the check run of the default branch has a button that opens a pull request for its gravest finding.
 *
 * @param offers what can be put right by an edit; what was worked out last where it is left out
 */
export async function hasFixButton(
  work: ObservedWork,
  { findings }: Report,
  offers?: readonly KnownOffer[],
): Promise<boolean> {
  const [gravest] = findings;
  if (gravest === undefined || !gravest.remediation.fixable) return false;
  const known = offers ?? (await work.context.store.fixOffers.get(work.repository.id)) ?? [];
  if (!known.some(({ fingerprint }) => fingerprint === gravest.fingerprint)) return false;
  return (await fixerNow(work)).state !== 'absent';
}
