import type { CheckOutput } from '../../types/check-output.ts';
import type { Report } from '../../types/report.ts';
import { countBySeverity } from '../findings.ts';
import { summary } from '../summary.ts';
import { count, listing } from '../text/words.ts';
import { actions, actionsWithFix } from './actions.ts';
import { annotationsOf } from './annotations.ts';
import { type CheckContext, homeOf } from './context.ts';
import { nextStep } from './next-step.ts';
import { issueLink, summaryOf, textOf } from './page.ts';

/** How the default branch stands. Never red: what is there was there before, and nobody's change is to blame. */
export function checkOfDefaultBranch(report: Report, context: CheckContext): CheckOutput {
  const { findings } = report;
  const [gravest] = findings;
  const [published, judged] = summary(report, context.registryTitle);
  return {
    conclusion: gravest === undefined ? 'success' : 'neutral',
    title: titleOf(report, context),
    summary: summaryOf(
      [published],
      gravest === undefined
        ? ['**Next step:** none. Mintmark looks again when something changes.']
        : [nextStep(gravest, homeOf(context)), ...issueLine(context)],
      judged,
      report,
      context,
    ),
    text: textOf(findings, report, context),
    annotations: annotationsOf(findings, () => false),
    actions: context.fixable === true ? actionsWithFix : actions,
  };
}

/** What a list of checks shows without cutting it. */
const mostTitle = 60;

function titleOf(report: Report, context: CheckContext): string {
  if (report.findings.length === 0)
    return report.publications.length === 0 ? 'Nothing is published from here' : 'Nothing to put right';
  const [worst] = countBySeverity(report);
  const number = report.findings.length;
  const [severity, most] = worst ?? ['low', 0];
  const grave = most < number ? `${most} of them ${severity}` : number === 1 ? severity : `all ${severity}`;
  const told = `${count(number, 'thing')} to put right, ${grave}`;
  const titles = [`${published(report, context)}: ${told}`, told];
  return titles.find((title) => title.length <= mostTitle) ?? told;
}

/** `npm with a token`, `npm and PyPI`. */
function published({ publications }: Report, { registryTitle }: CheckContext): string {
  if (publications.length === 0) return 'Publishes nothing';
  const registries = [...new Set(publications.map(({ registry }) => registryTitle(registry)))];
  const names = registries.length > 3 ? `${registries.length} registries` : listing(registries);
  if (publications.every(({ auth }) => auth === 'trusted-publishing')) return `${names} by trusted publishing`;
  return publications.every(({ auth }) => auth === 'token') ? `${names} with a token` : names;
}

function issueLine(context: CheckContext): readonly string[] {
  return context.issue === null
    ? []
    : [`All of it stands in ${issueLink(context.issue, context)}, which keeps itself true.`];
}
