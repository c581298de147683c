import type { GitHubClient } from '../../github/client.ts';
import type { KnownOffer, StoredFix } from '../../store/stored-fixes.ts';
import type { ReportFinding } from '../../types/report.ts';
import { restPointOf } from '../exemptions/rest-offer.ts';
import type { ObservedWork } from '../repository-work.ts';
import type { AuditedHead } from './audited.ts';

/** What the fixes of one repository are followed with. */
export interface Desk {
  readonly work: ObservedWork;
  readonly audited: AuditedHead;
  /** What can be put right by an edit. */
  readonly offers: readonly KnownOffer[];
  /** Null: nothing may be written here. */
  readonly fixer: GitHubClient | null;
}

/** The finding of a fix, or what an entry of the policy would let rest; while an edit has something to do about it. */
export function findingOf({ audited }: Desk, { fingerprint }: StoredFix): ReportFinding | null {
  const { report } = audited;
  const found = report.findings.find((finding) => finding.fingerprint === fingerprint);
  if (found?.remediation.settledBy !== undefined) return null;
  return found ?? restPointOf(audited, fingerprint)?.about ?? null;
}

export function keep({ work }: Desk, fix: StoredFix): Promise<void> {
  return work.context.store.fixes.put(fix);
}
