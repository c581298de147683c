import type { Signal } from '../types/ledger.ts';
import type { Report } from '../types/report.ts';
import { isGrave } from '../types/severity.ts';

/**
 * What of a report may be told where everybody reads: nothing of a release that may be an incident under way. The answers
 * of those controls are left out with it, and the ledger of its package: without the release it would tell of another as
 * the last one.
 */
export function publicView(report: Report): Report {
  const kept = report.findings.filter(({ confidential }) => confidential !== true);
  const { migrations } = report;
  const told = migrations?.filter(({ confidential }) => confidential !== true);
  if (kept.length === report.findings.length && told?.length === migrations?.length) return report;
  const hidden = new Set(
    report.findings.filter(({ confidential }) => confidential === true).map(({ control }) => control),
  );
  return {
    ...report,
    findings: kept,
    controls: report.controls.filter(({ id, verdict }) => verdict !== 'fail' || !hidden.has(id)),
    releases: report.releases.filter(({ rows, signals }) =>
      [...rows.flatMap((row) => row.signals), ...signals].every(isMild),
    ),
    ...(told === undefined ? {} : { migrations: told }),
  };
}

function isMild({ severity }: Signal): boolean {
  return !isGrave(severity);
}
