import type { ReportFinding } from '../../types/report.ts';
import { prose } from '../markdown/escape.ts';
import { placesIn, severityWords } from '../markdown/finding-item.ts';
import type { BlobHome } from '../markdown/place.ts';

/** The gravest finding, and the one thing to do about it now. */
export function nextStep(finding: ReportFinding, home: BlobHome): string {
  const { severity, message } = finding;
  return [`${severityWords[severity]}: ${prose(message)}${placesIn(finding, home)}.`, nextStepOf(finding)].join('\n\n');
}

/** The same where the finding is told right above. */
export function nextStepOf(finding: ReportFinding): string {
  return `${bold(finding)} ${others(finding)}`.trim();
}

function bold({ remediation }: ReportFinding): string {
  return `**Next step:** ${prose(remediation.steps[0] ?? 'look at what was found')}`;
}

function others({ remediation: { steps } }: ReportFinding): string {
  return steps.length < 2 ? '' : `(Step 1 of ${steps.length}; the others stand in the details below.)`;
}
