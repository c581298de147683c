import { unifiedDiff } from '../../fixes/diff.ts';
import { type Proposal, proposeTerm } from '../../fixes/propose-term.ts';
import { settle } from '../../github/commit-files.ts';
import { policyPath } from '../../github/policy-files.ts';
import { dayAfter } from '../../policy/day-after.ts';
import type { Policy } from '../../policy/policy.ts';
import { evidenceOf } from '../../policy/term-words.ts';
import type { FixOffer } from '../../types/fix-offer.ts';
import { dayOf } from '../audit-commit.ts';
import { controlTexts } from '../check-words.ts';
import type { AuditedHead } from '../fixes/audited.ts';
import type { ObservedWork } from '../repository-work.ts';
import { type RestPoint, restPoints } from './rest-points.ts';

/** The point that a person wants to let rest, by its id; null where there is none such, or not any more. */
export function restPointOf({ report, policy }: Pick<AuditedHead, 'report' | 'policy'>, id: string): RestPoint | null {
  return restPoints(report, policy).find((point) => point.id === id) ?? null;
}

/** An entry of the policy file as it is proposed. */
export interface RestOffer extends FixOffer {
  /** Its last day, ISO 8601. */
  readonly until: string;
}

export function isRestOffer(offer: FixOffer): offer is RestOffer {
  return 'until' in offer;
}

/**
 * The edit of the policy file that a pull request proposes, in the name of whoever asked for it. Null where the file
 * cannot take it: it holds a mistake, or cannot be read.
 */
export async function restOfferFor(
  work: Pick<ObservedWork, 'context'>,
  { files, policy }: Pick<AuditedHead, 'files' | 'policy'>,
  point: RestPoint,
  by: string,
): Promise<RestOffer | null> {
  const today = dayOf(work.context.now());
  const seen = await settle(files, (all) => Promise.resolve(all.read(policyPath)), { first: [policyPath] });
  if (seen.state === 'unreadable') return null;
  const text = seen.state === 'seen' ? seen.value : null;
  const proposal = proposalOf(point, by, today, policy);
  const controls = [...controlTexts.keys()];
  const file = proposeTerm({ path: policyPath, text, owner: 'repository' }, proposal, { today, controls });
  if ('state' in file) return null;
  const { control } = point.about;
  return {
    fingerprint: point.id,
    control,
    safety: 'needs-thought',
    title: `${point.what === 'accept' ? 'Accept' : 'Declare'} \`${control}\` until ${proposal.until}`,
    first: [],
    also: [],
    files: [file],
    diff: unifiedDiff([file]),
    until: proposal.until,
  };
}

/** Days that a proposed entry lasts, where the organisation lets it. */
const usualDays = 90;

function proposalOf({ what, about }: RestPoint, by: string, today: string, { limits }: Policy): Proposal {
  const { control, registry, fingerprint } = about;
  const until = dayAfter(today, Math.min(usualDays, limits[what]?.days ?? usualDays));
  return what === 'accept'
    ? { what, control, registry, reason: 'TODO', by, until, evidence: [evidenceOf(fingerprint)] }
    : { what, control, registry, by, on: today, until };
}
