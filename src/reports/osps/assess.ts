import type { Report, ReportControl, ReportFinding } from '../../types/report.ts';
import { compareSeverity, type Severity } from '../../types/severity.ts';
import { visible } from '../text/visible.ts';
import type { Result } from './results.ts';

/** Where a control of ours asks what a requirement asks. */
export interface Correspondence {
  readonly control: string;
  readonly requirement: string;
  readonly covers: 'wholly' | 'partly';
  /** A finding this grave or graver shows that it is not met; null: none does. */
  readonly brokenFrom: Severity | null;
  /** The end of "Mintmark sees …". */
  readonly sees: string;
}

/** What can be said of one requirement. */
export interface Assessed {
  readonly requirement: string;
  readonly result: Result;
  readonly message: string;
  /** What puts it right or settles it; null where nothing is to be done, or nobody looked. */
  readonly recommendation: string | null;
  /** The controls that were asked; none where Mintmark does not look at it. */
  readonly steps: readonly Step[];
}

interface Step {
  readonly control: string;
  readonly sees: string;
  /** The report holds an answer of the control. */
  readonly isJudged: boolean;
}

/** What the controls of a report say of a requirement. One that is seen in part is never `Passed`. */
export function assess(requirement: string, report: Report, correspondences: readonly Correspondence[]): Assessed {
  const sayings = correspondences
    .filter((each) => each.requirement === requirement)
    .map((each) => ({ ...each, ...sayingOf(each, report) }));
  const steps = sayings.map(({ control, sees, isJudged }) => ({ control, sees, isJudged }));
  const [decisive] = sayings.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  if (decisive === undefined)
    return { requirement, result: 'Not Run', message: 'Mintmark does not look at this.', recommendation: null, steps };
  const { kind, message, recommendation } = decisive;
  return { requirement, result: results[kind], message, recommendation, steps };
}

/** From the one that decides over all others on. `part`: what is seen of it is good. */
const kinds = ['broken', 'unknown', 'doubt', 'met', 'part', 'unjudged'] as const;

type Kind = (typeof kinds)[number];

const results: Readonly<Record<Kind, Result>> = {
  broken: 'Failed',
  unknown: 'Unknown',
  doubt: 'Needs Review',
  met: 'Passed',
  part: 'Needs Review',
  unjudged: 'Not Run',
};

interface Saying {
  readonly kind: Kind;
  readonly message: string;
  readonly recommendation: string | null;
  readonly isJudged: boolean;
}

function sayingOf(correspondence: Correspondence, report: Report): Saying {
  const { control, covers, brokenFrom } = correspondence;
  const answers = report.controls.filter(({ id }) => id === control);
  const of = (verdict: ReportControl['verdict']) => answers.filter((answer) => answer.verdict === verdict);
  const findings = report.findings.filter((finding) => finding.control === control);
  if (of('fail').length > 0) return failed(of('fail'), findings, brokenFrom);
  if (of('unknown').length > 0) return saying('unknown', of('unknown'), settlesOf(of('unknown')));
  if (of('accepted').length > 0)
    return saying('doubt', of('accepted'), 'The policy of the project accepts this: see whether you do.');
  if (of('pass').length > 0)
    return covers === 'wholly'
      ? saying('met', of('pass'), null)
      : saying('part', of('pass'), 'What Mintmark sees of it is as it should be: look at the rest.');
  // That no package is published from here says nothing of what the requirement asks
  const message = answers.length === 0 ? 'The control was not asked.' : reasonsOf(answers);
  return { kind: 'unjudged', message, recommendation: null, isJudged: false };
}

function failed(answers: readonly ReportControl[], findings: readonly ReportFinding[], from: Severity | null): Saying {
  const breaking = findings.filter(({ severity }) => from !== null && compareSeverity(severity, from) <= 0);
  const steps = (some: readonly ReportFinding[]) =>
    visible(
      some
        .flatMap(({ remediation }) => remediation.steps)
        .slice(0, mostSentences)
        .join(' '),
    ) || null;
  if (breaking.length > 0)
    return saying(
      'broken',
      breaking.map(({ message: reason }) => ({ reason })),
      steps(breaking),
    );
  return saying('doubt', answers, steps(findings));
}

function saying(kind: Kind, answers: readonly Pick<ReportControl, 'reason'>[], recommendation: string | null): Saying {
  return { kind, message: reasonsOf(answers), recommendation, isJudged: true };
}

/** A requirement is answered in a few sentences, however many jobs there are. */
const mostSentences = 5;

function reasonsOf(answers: readonly Pick<ReportControl, 'reason'>[]): string {
  const reasons = [...new Set(answers.map(({ reason }) => reason))];
  const left = reasons.length - mostSentences;
  return visible(reasons.slice(0, mostSentences).join('; ') + (left > 0 ? `; and ${left} more` : ''));
}

function settlesOf(answers: readonly ReportControl[]): string | null {
  const all = [...new Set(answers.flatMap(({ settles }) => settles ?? []))];
  return visible(all.slice(0, mostSentences).join(' ')) || null;
}
