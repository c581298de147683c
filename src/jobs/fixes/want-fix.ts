import { defaultPolicy } from '../../policy/policy.ts';
import type { Store } from '../../store/store.ts';
import type { StoredFix, WantedFix } from '../../store/stored-fixes.ts';
import type { Report } from '../../types/report.ts';
import { restPoints } from '../exemptions/rest-points.ts';

/** How many fixes of a repository one person may ask for at once. */
export const mostAtOnce = 5;

export interface Wish {
  readonly repositoryId: number;
  /** Fingerprints of findings. */
  readonly fingerprints: readonly string[];
  /** The login of somebody who may write to the repository. */
  readonly by: string;
  readonly now: number;
}

/**
 * A person wants pull requests for findings. Only what is offered can be wanted. True where something is to be done.
 */
export async function wantFixes(
  { fixes, fixOffers, reports }: Pick<Store, 'fixes' | 'fixOffers' | 'reports'>,
  { repositoryId, fingerprints, by, now }: Wish,
): Promise<boolean> {
  const asked = new Set(fingerprints);
  const offered = (await fixOffers.get(repositoryId)) ?? [];
  const changes = new Map(offered.map(({ fingerprint, diff }) => [fingerprint, diff]));
  const begun = (await fixes.list(repositoryId)).filter(({ state }) => state === 'wanted' || state === 'open');
  // Two findings may ask for the same edit, which is one pull request
  const underWay = new Map(begun.map(({ fingerprint }) => [changes.get(fingerprint) ?? fingerprint, fingerprint]));
  const rests = restWishes(await reports.ofRecord(repositoryId));
  const wished = [...offered, ...rests].filter(({ fingerprint }) => asked.has(fingerprint)).slice(0, mostAtOnce);
  for (const { fingerprint, control, title } of wished) {
    const change = changes.get(fingerprint) ?? fingerprint;
    if ((underWay.get(change) ?? fingerprint) !== fingerprint) continue;
    underWay.set(change, fingerprint);
    const branch = branchOf(control, fingerprint);
    await fixes.want({ repositoryId, fingerprint, control, title, branch, by, now });
  }
  return wished.length > 0;
}

/** What may be let rest; whether the policy leaves it to the repository is seen when it is proposed. */
function restWishes(report: Report | null): readonly Pick<WantedFix, 'fingerprint' | 'control' | 'title'>[] {
  const points = report === null ? [] : restPoints(report, defaultPolicy);
  return points.map(({ id, about, title }) => ({ fingerprint: id, control: about.control, title }));
}

/** Whether something is left to be done about a fix. */
export function isUnfinished({ state, isStale }: StoredFix): boolean {
  return state === 'wanted' || isStale;
}

function branchOf(control: string, fingerprint: string): string {
  return `mintmark/fix-${control}-${fingerprint.slice(0, 8)}`;
}
