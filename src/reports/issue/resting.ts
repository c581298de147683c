import type { ReportFinding } from '../../types/report.ts';
import { details } from '../markdown/block.ts';
import { code, prose } from '../markdown/escape.ts';
import { endingSentence } from '../standing.ts';
import { firstOf } from '../text/words.ts';
import type { IssueContext } from './context.ts';
import { fixLine } from './fix-line.ts';

const most = { boxes: 25, ending: 10 } as const;

/** What of the policy ends soon, by its day, so that the text stands for two weeks. */
export function endingBlocks({ ending, registryTitle }: IssueContext): readonly string[] {
  if (ending.length === 0) return [];
  const { shown, left } = firstOf(ending, most.ending);
  const items = shown.map((term) => `- ${prose(endingSentence(term, registryTitle))}`);
  return ['### What ends soon', [...items, ...(left === 0 ? [] : [`- +${left} more`])].join('\n')];
}

/** How the issue, or a single point of it, is let rest. */
export function restBlocks(findings: readonly ReportFinding[], context: IssueContext): readonly string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const close = 'Close the issue as *not planned*, and Mintmark leaves it alone.';
  const ways = context.boxes.length === 0 ? byHand(first) : byBoxes(context.boxes);
  return [details('How to let this rest', [close, ...ways].join('\n\n'))];
}

function byHand({ control }: ReportFinding): readonly string[] {
  return [
    `To accept a single point for a while, write it into ${code('.github/mintmark.yml')} on the default branch, with the day on which it is to come up again:`,
    `\`\`\`yaml\naccept:\n  - { control: ${control}, reason: "why it may stay", by: your-login, until: YYYY-MM-DD }\n\`\`\``,
  ];
}

function byBoxes(boxes: IssueContext['boxes']): readonly string[] {
  const { shown, left } = firstOf(boxes, most.boxes);
  const rest = left === 0 ? [] : [`- +${left} more, which come up as these are settled`];
  return [
    `To let a single point rest for a while, tick it. Mintmark then opens a pull request that adds it to ${code('.github/mintmark.yml')}, in your name and with the day on which it comes up again; whoever merges it writes why.`,
    [...shown.map(({ id, line }) => fixLine(id, line, 0)), ...rest].join('\n'),
  ];
}
