import type { Location } from '../types/place.ts';
import type { ReportFinding } from '../types/report.ts';
import { compareSeverity } from '../types/severity.ts';
import type { Answer } from './accepted.ts';
import { fingerprintOf } from './fingerprint.ts';

/**
 * The fails as findings of the report: one for each fingerprint, from the gravest on.
 *
 * @param order ids of controls: what is equally grave comes in this order
 */
export function findingsOf(answers: readonly Answer[], order: readonly string[] = []): readonly ReportFinding[] {
  const compareFindings = (a: ReportFinding, b: ReportFinding): number =>
    compareSeverity(a.severity, b.severity) ||
    order.indexOf(a.control) - order.indexOf(b.control) ||
    compareText(a.control, b.control) ||
    compareWithin(a, b);
  const found = new Map<string, ReportFinding>();
  const fails = answers.filter(({ verdict }) => verdict === 'fail').map(findingOf);
  for (const finding of fails.toSorted(compareFindings)) {
    const before = found.get(finding.fingerprint);
    found.set(finding.fingerprint, before === undefined ? finding : fold(before, finding));
  }
  return [...found.values()].toSorted(compareFindings);
}

function findingOf({ control, judgement, reason }: Answer): ReportFinding {
  const { remediation } = judgement;
  return {
    control: control.id,
    severity: judgement.severity ?? control.severity,
    registry: judgement.registry,
    message: reason,
    locations: ordered(judgement.locations),
    remediation: {
      steps: [...(remediation?.steps ?? [])],
      links: [...(remediation?.links ?? [])],
      fixable: remediation?.fix !== undefined,
      ...(remediation?.settledBy === undefined ? {} : { settledBy: remediation.settledBy }),
    },
    fingerprint: fingerprintOf(control.id, judgement),
    ...(judgement.confidential === true ? { confidential: true } : {}),
    ...(judgement.since === undefined ? {} : { since: judgement.since }),
  };
}

/** The graver one speaks; both are pointed at. */
function fold(graver: ReportFinding, other: ReportFinding): ReportFinding {
  return { ...graver, locations: ordered([...graver.locations, ...other.locations]) };
}

function ordered(locations: readonly Location[]): Location[] {
  const unique = new Map(locations.map((location) => [JSON.stringify(keyOf(location)), location]));
  return [...unique.values()].toSorted(
    (a, b) => compareText(a.path, b.path) || a.line - b.line || a.endLine - b.endLine,
  );
}

function keyOf({ path, line, endLine }: Location): readonly (string | number)[] {
  return [path, line, endLine];
}

function compareWithin(a: ReportFinding, b: ReportFinding): number {
  return (
    compareText(a.locations[0]?.path ?? '', b.locations[0]?.path ?? '') ||
    (a.locations[0]?.line ?? 0) - (b.locations[0]?.line ?? 0) ||
    compareText(a.registry ?? '', b.registry ?? '') ||
    compareText(a.message, b.message) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
