import type { CheckOutput } from '../../types/check-output.ts';
import type { Comparison } from '../../types/comparison.ts';
import type { Report, ReportFinding } from '../../types/report.ts';
import { compareSeverity } from '../../types/severity.ts';
import { countBySeverity } from '../findings.ts';
import { prose } from '../markdown/escape.ts';
import { placesIn, severityWords } from '../markdown/finding-item.ts';
import { summary } from '../summary.ts';
import { count, firstOf, listing } from '../text/words.ts';
import { actions } from './actions.ts';
import { annotationsOf } from './annotations.ts';
import { changeItems } from './change-words.ts';
import { type ChangeContext, homeOf } from './context.ts';
import { trustFirst } from './first-trust.ts';
import { nextStepOf } from './next-step.ts';
import { folded, issueLink, summaryOf, textOf } from './page.ts';

/** What a change does to how packages are published. Red only for what it makes worse at or above the gate. */
export function checkOfChange(report: Report, comparison: Comparison, context: ChangeContext): CheckOutput {
  const { worse } = comparison;
  const fails = ({ severity }: ReportFinding) => context.gate !== null && compareSeverity(severity, context.gate) <= 0;
  return {
    conclusion: worse.length === 0 ? 'success' : worse.some(fails) ? 'failure' : 'neutral',
    title: titleOf(comparison),
    summary: isUntouched(comparison) ? untouched : summaryOfChange(report, comparison, context, fails),
    text: textOf(worse, report, context),
    annotations: annotationsOf(worse, fails),
    actions,
  };
}

const untouched = 'This change touches nothing of how packages are published.';

function isUntouched({ worse, better, publications }: Comparison): boolean {
  const { added, removed, changed } = publications;
  return [worse, better, added, removed, changed].every((list) => list.length === 0);
}

function titleOf(comparison: Comparison): string {
  const { worse, better } = comparison;
  if (isUntouched(comparison)) return 'Nothing of the publish path is touched';
  if (worse.length === 0)
    return better.length === 0
      ? 'Publishing changes, and nothing gets worse'
      : `Puts ${count(better.length, 'thing')} right`;
  const grave = countBySeverity({ findings: worse }).map(([severity, number]) => `${number} ${severity}`);
  const right = better.length === 0 ? '' : `, and puts ${better.length} right`;
  return `Makes ${count(worse.length, 'thing')} worse: ${listing(grave)}${right}`;
}

function summaryOfChange(
  report: Report,
  { worse, better, before, publications }: Comparison,
  context: ChangeContext,
  fails: (finding: ReportFinding) => boolean,
): string {
  const home = homeOf(context);
  const item = (finding: ReportFinding) =>
    `- ${severityWords[finding.severity]}: ${prose(finding.message)}${placesIn(finding, home)}`;
  // What is gone has no line any more that a link could lead to.
  const gone = ({ severity, message }: ReportFinding) => `- ${severityWords[severity]}: ${prose(message)}`;
  const changes = changeItems(publications, context);
  const [gravest] = worse;
  return summaryOf(
    [
      verdictOf(worse, better, context, fails),
      ...(changes === '' ? [] : [`What this change does to publishing:\n\n${changes}`]),
      ...listed('Made worse', worse, item),
      ...listed('Put right', better, gone),
      gravest === undefined
        ? `**Next step:** ${trustFirst(publications, context) ?? 'none for this change.'}`
        : nextStepOf(gravest),
      'Published with this change:',
    ].slice(0, report.publications.length === 0 ? -1 : undefined),
    folded(`There before this change: ${before.length}`, [...few(before, item), ...beforeLine(before, context)]),
    summary(report)[1],
    report,
    context,
  );
}

function verdictOf(
  worse: readonly ReportFinding[],
  better: readonly ReportFinding[],
  { gate }: ChangeContext,
  fails: (finding: ReportFinding) => boolean,
): string {
  const right = better.length === 0 ? '' : ` It puts ${count(better.length, 'thing')} right.`;
  if (worse.length === 0)
    return better.length === 0
      ? 'This change touches how packages are published and makes nothing worse.'
      : `This change puts ${count(better.length, 'thing')} right and makes nothing worse.`;
  const failing = worse.filter(fails).length;
  const made = `This change makes ${count(worse.length, 'thing')} worse`;
  if (gate === null) return `${made}. The policy sets no gate, so the check does not fail.${right}`;
  if (failing === 0) return `${made}. The check does not fail: the gate of the policy is ${gate}.${right}`;
  return `${made}. The check fails for ${failingWords(failing, worse.length)}: the gate of the policy is ${gate}.${right}`;
}

function failingWords(failing: number, all: number): string {
  if (failing < all) return `${failing} of them`;
  return all === 1 ? 'it' : all === 2 ? 'both' : 'all of them';
}

function listed(
  title: string,
  findings: readonly ReportFinding[],
  item: (finding: ReportFinding) => string,
): readonly string[] {
  return findings.length === 0 ? [] : [`${title}:\n\n${few(findings, item).join('\n')}`];
}

const mostItems = 10;

function few(findings: readonly ReportFinding[], item: (finding: ReportFinding) => string): readonly string[] {
  const { shown, left } = firstOf(findings, mostItems);
  return [...shown.map(item), ...(left === 0 ? [] : [`- +${left} more`])];
}

function beforeLine(before: readonly ReportFinding[], context: ChangeContext): readonly string[] {
  return before.length === 0 || context.issue === null ? [] : [`\nMore on it in ${issueLink(context.issue, context)}.`];
}
