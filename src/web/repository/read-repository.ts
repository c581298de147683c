import { isOfRepository } from '../../jobs/issue-plans.ts';
import { publicView } from '../../reports/public-view.ts';
import type { StoredDeployment, StoredIncident, StoredIssue } from '../../store/store.ts';
import type { StoredFix } from '../../store/stored-fixes.ts';
import type { VerdictChange } from '../../store/stored-postures.ts';
import type { Report } from '../../types/report.ts';
import type { PageRequest } from '../page.ts';
import type { RepositoryRole, SeenRepository } from '../sight.ts';
import { type PolicyTerm, policyTerms } from './policy-terms.ts';

/** All that the page about a repository shows. */
export interface RepositoryModel extends Pick<SeenRepository, 'installation' | 'repository' | 'role'> {
  /** As far as the person may be told of it; null before the first audit. */
  readonly report: Report | null;
  readonly history: readonly VerdictChange[];
  readonly terms: readonly PolicyTerm[];
  /** Pull requests of ours that stand open, are being made, or came to nothing. */
  readonly fixes: readonly StoredFix[];
  /** Newest first. */
  readonly deployments: readonly StoredDeployment[];
  readonly issues: readonly StoredIssue[];
  /** GitHub's id of the check run of the audited commit. */
  readonly checkRun: number | null;
  /** Only for those who administer the repository. */
  readonly incidents: readonly StoredIncident[];
}

/** Reads what the person may see of a repository that they may see. */
export async function readRepository(
  { store, now }: Pick<PageRequest, 'store' | 'now'>,
  seen: SeenRepository,
): Promise<RepositoryModel> {
  const { installation, repository, role } = seen;
  const { id } = repository;
  const full = await store.reports.ofRecord(id);
  const report = full === null ? null : toldTo(role, full);
  const commit = report?.subject.commit ?? null;
  const today = new Date(now).toISOString().slice(0, 'YYYY-MM-DD'.length);
  const [history, terms, fixes, deployments, issues, check, incidents] = await Promise.all([
    store.postures.history(id),
    policyTerms(store, seen, report?.controls ?? [], today),
    store.fixes.list(id),
    store.gate.ofRepository(id),
    store.issues.list(id),
    commit === null ? null : store.checks.find(id, commit),
    role === 'admin' ? store.incidents.ofRepository(id) : [],
  ]);
  return {
    installation,
    repository,
    role,
    report,
    history,
    terms,
    fixes: fixes.filter(({ state }) => state !== 'merged' && state !== 'closed'),
    deployments: deployments.slice(0, mostDeployments),
    issues: issues.filter((issue) => issue.state === 'open' && isOfRepository(issue)),
    checkRun: check?.checkRunId ?? null,
    incidents,
  };
}

const mostDeployments = 8;

/**
 * Of a release that may be an incident under way only those are told who could act on it. Whoever may only read is told
 * what a check run tells, in private repositories, too.
 */
export function toldTo(role: RepositoryRole, report: Report): Report {
  return role === 'read' ? publicView(report) : report;
}
