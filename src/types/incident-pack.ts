import type { RegistryId } from './registry-id.ts';
import type { Severity } from './severity.ts';

/**
 * What an incident responder gets: the evidence frozen as it was, what is known and what is not, and what can be done, as
 * commands that nobody has run. Plain data; texts mark code with backticks.
 */
export interface IncidentPack {
  readonly version: 1;
  readonly repository: string;
  readonly registry: RegistryId;
  readonly package: string;
  readonly release: string;
  /** ISO 8601 in UTC. */
  readonly publishedAt: string | null;
  readonly noticedAt: string;
  readonly severity: Severity;
  /** What does not fit, the gravest first: the signals of the ledger. */
  readonly signals: readonly { readonly id: string; readonly severity: Severity; readonly says: string }[];
  /** What is known, as sentences, each with where it comes from. */
  readonly known: readonly string[];
  /** What is not known, and what would settle it. */
  readonly notKnown: readonly string[];
  /** What to do, in the order to do it. */
  readonly response: readonly ResponseStep[];
  /** What was read, with its hash, so that nobody can say afterwards that it was something else. */
  readonly evidence: readonly FrozenEvidence[];
}

export interface ResponseStep {
  /** `contain`, `revoke`, `rotate`, `report`, `preserve`, `tell`. */
  readonly kind: 'preserve' | 'contain' | 'revoke' | 'rotate' | 'report' | 'tell';
  readonly says: string;
  /** Ready to copy, quoted for a POSIX shell; empty where a page has to be used. */
  readonly commands: readonly string[];
  readonly links: readonly string[];
}

export interface FrozenEvidence {
  /** `the registry's record of the release`, `the attestation of x.tgz`, `the workflow run 123` … */
  readonly what: string;
  readonly source: string;
  readonly sha256: string;
  /** The document as JSON text; cut at 64 KiB with a note in `what`. */
  readonly text: string;
}
