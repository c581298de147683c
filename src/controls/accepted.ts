import type { Declaration, Exemption, Policy } from '../policy/policy.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Verdict } from '../types/verdict.ts';
import type { Control, Judgement } from './control.ts';

/** A judgement after the project's policy had its say. */
export interface Answer {
  readonly control: Control;
  readonly judgement: Judgement;
  readonly verdict: Verdict;
  readonly reason: string;
  /** For `unknown`: what would settle it. */
  readonly settles: string | null;
}

/**
 * What the policy makes of a judgement: an exemption accepts a fail until its day has passed, a declaration answers what
 * no interface shows.
 *
 * @param today an ISO 8601 day; the last day of an exemption or a declaration still counts
 */
export function answerOf(control: Control, judgement: Judgement, policy: Policy, today: string): Answer {
  const asJudged: Answer = {
    control,
    judgement,
    verdict: judgement.verdict,
    reason: judgement.reason,
    settles: judgement.verdict === 'unknown' ? (judgement.settles ?? null) : null,
  };
  if (judgement.verdict === 'fail') {
    const exemption = policy.accept.find((entry) => covers(entry, control.id, judgement.registry, today));
    if (exemption !== undefined)
      return { ...asJudged, verdict: 'accepted', reason: words(exemption, exemption.reason) };
  }
  if (judgement.verdict === 'unknown' && declarable.has(control.id)) {
    const declaration = policy.declare.find(
      (entry) => entry.on <= today && covers(entry, control.id, judgement.registry, today),
    );
    if (declaration !== undefined)
      return { ...asJudged, verdict: 'pass', reason: words(declaration, 'Declared'), settles: null };
  }
  return asJudged;
}

/** Controls that ask for what only a person can see. */
const declarable: ReadonlySet<string> = new Set(['tokens-refused', 'registry-two-factor', 'owners']);

function covers(entry: Exemption | Declaration, control: string, registry: RegistryId | null, today: string): boolean {
  const isMeant = entry.control === control && (entry.registry === null || entry.registry === registry);
  return isMeant && today <= entry.until;
}

function words({ by, until }: Exemption | Declaration, what: string): string {
  return `${what} (by ${by}, until ${until})`;
}
