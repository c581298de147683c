import type { Declaration, Exemption } from './policy.ts';

/** What an accepted judgement says in place of its own reason. */
export function acceptedWords({ reason, by, until }: Exemption): string {
  return `${reason} (by ${by}, until ${until})`;
}

/** What a declared judgement says. */
export function declaredWords({ by, until }: Declaration): string {
  return `Declared (by ${by}, until ${until})`;
}

/** Digits of a fingerprint that stand in a policy file for a finding. */
const evidenceDigits = 12;

/** What stands for a finding in `evidence`. */
export function evidenceOf(fingerprint: string): string {
  return fingerprint.slice(0, evidenceDigits);
}

/** Whether the finding of this fingerprint is among those that an exemption names. */
export function isEvidence(fingerprint: string, evidence: readonly string[]): boolean {
  return evidence.includes(evidenceOf(fingerprint));
}
