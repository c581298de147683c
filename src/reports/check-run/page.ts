import type { Report } from '../../types/report.ts';
import { lastRelease } from '../last-release.ts';
import { details } from '../markdown/block.ts';
import { prose } from '../markdown/escape.ts';
import { fit } from '../markdown/fit.ts';
import { elsewhereBlocks, problemBlocks } from '../markdown/rest.ts';
import { count } from '../text/words.ts';
import { type CheckContext, homeOf } from './context.ts';
import { explanationBlocks } from './explanation.ts';
import { findingBlocks } from './findings-text.ts';
import { levelDetails, levelLine } from './levels.ts';
import { publishedBlocks } from './published.ts';

/** What comes first, the map of what is published, the levels, and folded what only some want to know. */
export function summaryOf(
  first: readonly string[],
  last: readonly string[],
  judged: string,
  report: Report,
  context: CheckContext,
): string {
  const blocks = [
    ...first,
    ...publishedBlocks(report, context),
    ...lastReleaseLine(report, context),
    ...levelLine(report),
    ...last,
    ...levelDetails(report),
    ...elsewhereBlocks(report, homeOf(context)),
    ...problemBlocks(report, homeOf(context)),
    [judged, ...asked(context)].join(' '),
  ];
  return fit(blocks, (left) => `${count(left, 'part')} left out here: GitHub takes no more text.`);
}

/** Check runs of public repositories are public. */
function lastReleaseLine({ releases }: Report, { registryTitle }: CheckContext): readonly string[] {
  const sentence = lastRelease(releases, 'everybody', registryTitle);
  return sentence === null ? [] : [prose(sentence)];
}

/** The findings with their steps, and the reasons where they are asked for; null where there is nothing to say. */
export function textOf(
  findings: Parameters<typeof findingBlocks>[0],
  report: Report,
  context: CheckContext,
): string | null {
  const blocks = [...findingBlocks(findings, context), ...(context.explain ? explanationBlocks(report, context) : [])];
  if (blocks.length === 0) return null;
  const where = context.issue === null ? '' : ` and ${issueLink(context.issue, context)}`;
  return fit(
    blocks,
    (left) =>
      `${count(left, 'more point')} left out here, since GitHub takes no more text. The annotations${where} have more, and \`mintmark audit\` prints all.`,
  );
}

/** Leads to the remediation issue. */
export function issueLink(number: number, { server, repository }: CheckContext): string {
  return `[issue ${number}](${server}/${repository}/issues/${number})`;
}

/** A list that stands folded. */
export function folded(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [details(title, items.join('\n'))];
}

function asked({ requests }: CheckContext): readonly string[] {
  return requests === undefined ? [] : [`Asked GitHub ${count(requests, 'time')} for this.`];
}
