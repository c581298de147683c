import type { Policy } from '../policy/policy.ts';
import { standingOf } from '../policy/standing.ts';
import { withAges } from '../reports/ages.ts';
import {
  type CheckContext,
  checkOfDefaultBranch,
  withCodeScanning,
  withPolicyProblems,
  withStanding,
} from '../reports/check-run/index.ts';
import type { CheckOutput } from '../types/check-output.ts';
import type { Report } from '../types/report.ts';
import type { FileProblem } from '../types/repository-files.ts';

export interface BranchAudit {
  readonly report: Report;
  readonly policy: Policy;
  /** Of the policy file. */
  readonly problems: readonly FileProblem[];
  /** ISO 8601 day. */
  readonly today: string;
  /** What keeps the findings from code scanning; null where nothing does, or nobody asked for it. */
  readonly codeScanning: string | null;
}

/** What the check run of the default branch says: how it stands, what is wrong in its policy, and what of that ends. */
export function branchOutput(
  { report, policy, problems, today, codeScanning }: BranchAudit,
  context: CheckContext,
): CheckOutput {
  const output = withPolicyProblems(checkOfDefaultBranch(withAges(report, today), context), problems);
  const standing = withStanding(output, standingOf(policy, report.controls, today), context.registryTitle);
  return withCodeScanning(standing, codeScanning);
}
