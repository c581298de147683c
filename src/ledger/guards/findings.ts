import type { Severity } from '../../types/severity.ts';
import type { Findings } from '../facts.ts';
import type { SignalId } from '../ledger.ts';

export const nothing: Findings = { signals: [], quiet: [] };

/** One signal that stands. */
export function fires(id: SignalId, severity: Severity, says: string): Findings {
  return { signals: [{ id, severity, says, provisional: false }], quiet: [] };
}

/** One signal that evidence which can still arrive may take back. */
export function firesForNow(id: SignalId, severity: Severity, says: string): Findings {
  return { signals: [{ id, severity, says, provisional: true }], quiet: [] };
}

/** Odd at first sight and innocent here: the sentence says by which guard. */
export function innocent(says: string): Findings {
  return { signals: [], quiet: [says] };
}

export function together(findings: readonly Findings[]): Findings {
  return {
    signals: findings.flatMap(({ signals }) => signals),
    quiet: findings.flatMap(({ quiet }) => quiet),
  };
}
