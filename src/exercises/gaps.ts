import { codeWords } from '../registries/plain.ts';
import type { ReportFinding } from '../types/report.ts';
import type { Verdict } from '../types/verdict.ts';
import type { Target } from './ground.ts';

/** What is known of the gap that an inject tests. */
export interface TestedGap {
  readonly control: string;
  /** Null where the audit did not judge by it. */
  readonly verdict: Verdict | null;
  /** What was seen, or what would settle it; marked, as reasons are. */
  readonly says: string;
}

/** For each control the worst answer, and what was seen. */
export function gapsOf(target: Target, controls: readonly string[]): readonly TestedGap[] {
  return controls.map((control) => gapOf(target, control));
}

const gravity: readonly Verdict[] = ['fail', 'unknown', 'accepted', 'pass', 'not-applicable'];

function gapOf(target: Target, control: string): TestedGap {
  const { report, registry } = target;
  const rows = report.controls.filter(
    (row) => row.id === control && (row.registry === null || row.registry === registry),
  );
  const [worst] = rows.toSorted((a, b) => gravity.indexOf(a.verdict) - gravity.indexOf(b.verdict));
  if (worst === undefined) return { control, verdict: null, says: 'this audit did not judge by it' };
  const [finding] = findingsOf(target, control);
  const says = worst.verdict === 'fail' ? (finding?.message ?? worst.reason) : (worst.settles ?? worst.reason);
  return { control, verdict: worst.verdict, says };
}

/** A finding that the story met, for the after-action table. */
export interface OpenGap {
  readonly control: string;
  readonly message: string;
  readonly action: string;
}

/** The open findings of these controls, the gravest first as the report has them, each control's first three. */
export function openGaps(target: Target, controls: readonly string[]): readonly OpenGap[] {
  return [...new Set(controls)].flatMap((control) =>
    findingsOf(target, control)
      .slice(0, 3)
      .map(({ message, remediation }) => ({ control, message, action: remediation.steps[0] ?? 'Put it right.' })),
  );
}

/** The control’s findings that can be about the target; those that name it first. */
export function findingsOf({ report, registry, package: name }: Target, control: string): readonly ReportFinding[] {
  const own = report.findings.filter(
    (finding) => finding.control === control && (finding.registry === null || finding.registry === registry),
  );
  const named = own.filter(({ message }) => message.includes(codeWords(name)));
  return [...named, ...own.filter((finding) => !named.includes(finding))];
}
