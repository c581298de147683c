/** The questions that are asked before a deployment is let through. */
export const gateCheckIds = ['source', 'checks', 'version', 'unpublished', 'workflow', 'findings'] as const;

export type GateCheckId = (typeof gateCheckIds)[number];

/** What one question comes to. */
export interface GateAnswer {
  readonly check: GateCheckId;
  readonly outcome: 'passes' | 'refuses' | 'cannot-tell' | 'does-not-apply';
  /** What was seen, as a sentence without its full stop; what stands between two backticks is code. */
  readonly says: string;
}

/** `left`: GitHub is told neither; the deployment waits on. */
export type GateDecision = 'approved' | 'rejected' | 'left';
