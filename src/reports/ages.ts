import type { Report, ReportFinding } from '../types/report.ts';

/**
 * The report with the days since then behind the day that a finding names. For texts that are read now: what stands for
 * long names the day alone, so that it does not change daily.
 *
 * @param today ISO 8601 day
 */
export function withAges(report: Report, today: string): Report {
  if (report.findings.every(({ since }) => since === undefined)) return report;
  return { ...report, findings: report.findings.map((finding) => withAge(finding, today)) };
}

function withAge(finding: ReportFinding, today: string): ReportFinding {
  const { since, message } = finding;
  if (since === undefined) return finding;
  const days = Math.round((Date.parse(today) - Date.parse(since)) / 86_400_000);
  // A clock that is behind would tell of days to come.
  if (!(days >= 0)) return finding;
  const age = days === 0 ? 'today' : days === 1 ? '1 day' : `${days} days`;
  // Other days may stand before it: when a secret was set.
  const end = message.lastIndexOf(since) + since.length;
  return end < since.length
    ? finding
    : { ...finding, message: `${message.slice(0, end)} (${age})${message.slice(end)}` };
}
