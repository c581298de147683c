import type { FollowUpLine } from '../../types/follow-up.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import type { ReportFinding, ReportLevels } from '../../types/report.ts';
import type { StandingTerm } from '../../types/standing-term.ts';
import type { FixLine } from './fix-line.ts';

/** What an issue is told with, beside the report. */
export interface IssueContext {
  /** Where people open pages: `https://github.com`, or an own server's address, without a slash at its end. */
  readonly server: string;
  /** `owner/name`. */
  readonly repository: string;
  /** GitHub's number. */
  readonly repositoryId: number;
  /** `rollup`, or the id of the only control that the issue is about. */
  readonly key: string;
  readonly controls: ReadonlyMap<string, { readonly title: string; readonly why: string }>;
  readonly registryTitle: (id: RegistryId) => string;
  /** How far the fix of a finding has come, by its fingerprint. */
  readonly fixes: ReadonlyMap<string, FixLine>;
  /** What a person may let rest by a pull request, by the id of its box; nothing where nobody but people may write. */
  readonly boxes: readonly { readonly id: string; readonly line: FixLine }[];
  /** Exemptions and declarations that end soon. */
  readonly ending: readonly StandingTerm[];
  /** What people took on in exercises. */
  readonly followUps: readonly FollowUpLine[];
  /** What was put right while the issue stood open, newest first. */
  readonly solved: readonly SolvedPoint[];
  /** The project's levels if these findings were put right. */
  readonly levelsIf: (closed: readonly ReportFinding[]) => ReportLevels;
}

export interface SolvedPoint {
  readonly message: string;
  /** ISO 8601 day. */
  readonly on: string;
}
