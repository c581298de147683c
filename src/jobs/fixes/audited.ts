import type { CommitFiles } from '../../github/commit-files.ts';
import type { CommitId } from '../../github/snapshot.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Report } from '../../types/report.ts';

/** The head of the default branch with what its audit found, as it may be told in the repository. */
export interface AuditedHead {
  readonly head: CommitId;
  /** The default branch's name. */
  readonly branch: string;
  readonly policy: Policy;
  readonly files: CommitFiles;
  readonly report: Report;
}
