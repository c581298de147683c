import type { Declaration, Exemption, Policy } from '../policy/policy.ts';
import { acceptedWords, declaredWords, isEvidence } from '../policy/term-words.ts';
import { codeWords } from '../registries/plain.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Verdict } from '../types/verdict.ts';
import type { Control, Judgement } from './control.ts';
import { fingerprintOf } from './fingerprint.ts';

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
 * What the policy makes of a judgement: an exemption accepts a fail until its day has passed, and where it names the
 * findings that it accepts no other one; a declaration answers what no interface shows.
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
    const exemptions = policy.accept.filter((entry) => covers(entry, control.id, judgement.registry, today));
    const exemption = exemptions.find(({ evidence }) => accepts(evidence, control.id, judgement));
    if (exemption !== undefined) return { ...asJudged, verdict: 'accepted', reason: acceptedWords(exemption) };
    const [other] = exemptions;
    if (other !== undefined)
      return {
        ...asJudged,
        reason: `${judgement.reason}; what ${codeWords(other.by)} accepted until ${other.until} is another finding`,
      };
  }
  if (judgement.verdict === 'unknown' && declarable.has(control.id)) {
    const declaration = policy.declare.find(
      (entry) => entry.on <= today && covers(entry, control.id, judgement.registry, today),
    );
    if (declaration !== undefined)
      return { ...asJudged, verdict: 'pass', reason: declaredWords(declaration), settles: null };
  }
  return asJudged;
}

/** Controls that ask for what only a person can see. */
export const declarable: ReadonlySet<string> = new Set(['tokens-refused', 'registry-two-factor', 'owners']);

function covers(entry: Exemption | Declaration, control: string, registry: RegistryId | null, today: string): boolean {
  const isMeant = entry.control === control && (entry.registry === null || entry.registry === registry);
  return isMeant && today <= entry.until;
}

function accepts(evidence: Exemption['evidence'], control: string, judgement: Judgement): boolean {
  return evidence === null || isEvidence(fingerprintOf(control, judgement), evidence);
}
