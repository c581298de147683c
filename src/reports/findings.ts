import type { Location } from '../types/place.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Report, ReportFinding } from '../types/report.ts';
import { type Severity, severities } from '../types/severity.ts';

/** All findings of one control at one severity, folded: what is said once stands once. */
export interface FindingGroup {
  readonly control: string;
  readonly severity: Severity;
  readonly registries: readonly RegistryId[];
  readonly count: number;
  /** Findings that are put right by the same steps. */
  readonly remedies: readonly FoldedRemedy[];
}

export interface FoldedRemedy {
  readonly steps: readonly string[];
  readonly links: readonly string[];
  readonly fixable: boolean;
  readonly cases: readonly FoldedCase[];
}

/** Findings that say the same of different places. */
export interface FoldedCase {
  readonly message: string;
  readonly count: number;
  /** Without repeats, in the order of the report. */
  readonly locations: readonly Location[];
}

/** The findings from the gravest to the least; within a severity in the order of the report. */
export function groupFindings(report: Report): readonly FindingGroup[] {
  return severities.flatMap((severity) => {
    const ofSeverity = report.findings.filter((finding) => finding.severity === severity);
    return groupBy(ofSeverity, (finding) => finding.control).map((findings) => groupOf(findings));
  });
}

/** How many findings there are of each severity that has any. */
export function countBySeverity(report: {
  readonly findings: readonly ReportFinding[];
}): readonly (readonly [Severity, number])[] {
  return severities
    .map((severity) => [severity, report.findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, number]) => number > 0);
}

/** In the order of the report, so that the section with the gravest finding comes first. */
export function bySection(
  findings: readonly ReportFinding[],
): readonly (readonly [RegistryId | null, readonly ReportFinding[]])[] {
  return [...Map.groupBy(findings, ({ registry }) => registry)];
}

function groupOf(findings: Group): FindingGroup {
  const [first] = findings;
  const registries = new Set(findings.flatMap(({ registry }) => (registry === null ? [] : [registry])));
  return {
    control: first.control,
    severity: first.severity,
    registries: [...registries],
    count: findings.length,
    remedies: groupBy(findings, ({ remediation }) => JSON.stringify(remediation)).map(remedyOf),
  };
}

function remedyOf(findings: Group): FoldedRemedy {
  return { ...findings[0].remediation, cases: groupBy(findings, ({ message }) => message).map(caseOf) };
}

function caseOf(findings: Group): FoldedCase {
  const places = new Map(
    findings
      .flatMap(({ locations }) => locations)
      .map((location) => [`${location.path}\n${location.line}\n${location.endLine}`, location]),
  );
  return { message: findings[0].message, count: findings.length, locations: [...places.values()] };
}

type Group = readonly [ReportFinding, ...ReportFinding[]];

function groupBy(findings: readonly ReportFinding[], keyOf: (finding: ReportFinding) => string): readonly Group[] {
  const groups = new Map<string, [ReportFinding, ...ReportFinding[]]>();
  for (const finding of findings) {
    const group = groups.get(keyOf(finding));
    if (group === undefined) groups.set(keyOf(finding), [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}
