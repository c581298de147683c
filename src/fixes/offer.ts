import type { AuditOptions } from '../audit/audit.ts';
import type { FixOffer } from '../types/fix-offer.ts';
import type { Report, ReportFinding } from '../types/report.ts';
import type { Pins, WantedPin } from './pins.ts';

/** What fixes are tried against: the audit's own inputs, so that the audit afterwards is like the one before. */
export interface FixInput extends Omit<AuditOptions, 'controls'> {
  /** Commits of tags and branches that were asked for before, or a way to ask for those that the fixes want. */
  readonly pins: Pins | ((wanted: readonly WantedPin[]) => Promise<Pins>);
  /** Asked before each fix; once it says no, the others are left. */
  readonly mayGoOn?: () => boolean;
}

/** What came of trying one fix. */
export type FixOutcome =
  | { readonly state: 'clean'; readonly finding: ReportFinding; readonly offer: FixOffer }
  | {
      readonly state: 'refused';
      readonly finding: ReportFinding;
      readonly why: FixRefusal;
      /** A sentence without its full stop. What stands between two backticks is code. */
      readonly detail: string;
    };

export interface TriedFixes {
  /** The audit of the files as they are. */
  readonly report: Report;
  /** From the gravest finding on. */
  readonly outcomes: readonly FixOutcome[];
  /** Findings with a fix that were not tried, because there are too many or it takes too long. */
  readonly left: number;
}

/** Why a fix is not offered. */
export type FixRefusal =
  /** An edit does not find what it means, or cannot be made without touching more. */
  | 'not-applicable'
  /** The commit of a tag or branch is not known. */
  | 'no-commit'
  /** The file does not parse afterwards, or says something else than it should. */
  | 'broken'
  /** A comment would be lost. */
  | 'comment-lost'
  /** The finding is still there. */
  | 'still-there'
  /** Another finding, or a graver one, comes of it. */
  | 'something-new';
