import { controls } from '../../controls/index.ts';
import type { VerdictChange } from '../../store/stored-postures.ts';
import type { Report, ReportControl, ReportFinding } from '../../types/report.ts';
import { compareSeverity, type Severity } from '../../types/severity.ts';
import type { Verdict } from '../../types/verdict.ts';

/** A control with all that is known of its answers in one repository. */
export interface ControlEntry {
  readonly id: string;
  readonly title: string;
  /** Why it matters. */
  readonly why: string;
  /** Of its gravest finding, else its own. */
  readonly severity: Severity;
  /** Of several answers the worst. */
  readonly verdict: Verdict;
  readonly answers: readonly ReportControl[];
  readonly findings: readonly ReportFinding[];
  /** Newest first. */
  readonly changes: readonly VerdictChange[];
}

export type ControlGroups = Readonly<Record<Verdict, readonly ControlEntry[]>>;

/**
 * The controls of a report by what is to be done about them, within a group as reports list them, those that fail with
 * the gravest first.
 */
export function controlGroups(
  report: Pick<Report, 'controls' | 'findings'>,
  history: readonly VerdictChange[],
): ControlGroups {
  const entries = entriesOf(report, history);
  const of = (verdict: Verdict) => entries.filter((entry) => entry.verdict === verdict);
  return {
    fail: of('fail').toSorted((a, b) => compareSeverity(a.severity, b.severity)),
    unknown: of('unknown'),
    accepted: of('accepted'),
    pass: of('pass'),
    'not-applicable': of('not-applicable'),
  };
}

function entriesOf(
  { controls: answers, findings }: Pick<Report, 'controls' | 'findings'>,
  history: readonly VerdictChange[],
): readonly ControlEntry[] {
  const order = controls.map(({ id }) => id);
  // A finding that is told may stand where the answer of its control is not
  const ids = new Set([...answers.map(({ id }) => id), ...findings.map(({ control }) => control)]);
  return [...ids]
    .map((id) =>
      entryOf(
        id,
        answers.filter((answer) => answer.id === id),
        { findings, history },
      ),
    )
    .toSorted((a, b) => placeOf(order, a.id) - placeOf(order, b.id));
}

/** What an earlier version asked stands at the end. */
function placeOf(order: readonly string[], id: string): number {
  const place = order.indexOf(id);
  return place < 0 ? order.length : place;
}

function entryOf(
  id: string,
  answers: readonly ReportControl[],
  { findings, history }: { readonly findings: readonly ReportFinding[]; readonly history: readonly VerdictChange[] },
): ControlEntry {
  const control = controls.find((each) => each.id === id);
  const own = findings.filter((finding) => finding.control === id);
  const severities = own.map(({ severity }) => severity).toSorted(compareSeverity);
  return {
    id,
    title: control?.title ?? id,
    why: control?.why ?? '',
    severity: severities[0] ?? control?.severity ?? 'low',
    verdict: own.length > 0 ? 'fail' : worstOf(answers),
    answers,
    findings: own,
    changes: history.filter((change) => change.control === id),
  };
}

function worstOf(answers: readonly ReportControl[]): Verdict {
  return worstFirst.find((verdict) => answers.some((answer) => answer.verdict === verdict)) ?? 'unknown';
}

const worstFirst: readonly Verdict[] = ['fail', 'unknown', 'accepted', 'pass', 'not-applicable'];
