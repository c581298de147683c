import type { ReportFinding, ReportPublication } from './report.ts';

/** What a change does to an audit: the head against the merge base. */
export interface Comparison {
  /** Findings of the head that the base does not have, or has with a lower severity, and that the change itself made. */
  readonly worse: readonly ReportFinding[];
  /** Findings of the base that the head no longer has. */
  readonly better: readonly ReportFinding[];
  /** Findings that were there before. */
  readonly before: readonly ReportFinding[];
  readonly publications: {
    readonly added: readonly ReportPublication[];
    readonly removed: readonly ReportPublication[];
    readonly changed: readonly PublicationChange[];
  };
}

export interface PublicationChange {
  readonly from: ReportPublication;
  readonly to: ReportPublication;
  /** Fields that differ and matter: `auth`, `environment`, `workflow`, `provenance`, `pinned`, `idToken`, `packages`; `starts` where only the callers do. */
  readonly fields: readonly string[];
}
