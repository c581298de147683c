import type { Report } from '../../types/report.ts';
import { summary } from '../summary.ts';
import { code } from './escape.ts';
import { findingBlocks } from './findings.ts';
import { levelBlocks } from './levels.ts';
import { mapBlocks } from './map.ts';
import { checkBlocks, elsewhereBlocks, problemBlocks } from './rest.ts';

/** The report as GitHub Markdown, for an issue, a comment or a job summary. */
export function renderMarkdown(report: Report): string {
  const blocks = [
    `## Mintmark${report.subject.repository === null ? '' : `: ${code(report.subject.repository)}`}`,
    ...revision(report),
    summary(report).join(' '),
    ...mapBlocks(report),
    ...findingBlocks(report),
    ...levelBlocks(report),
    ...elsewhereBlocks(report),
    ...checkBlocks(report),
    ...problemBlocks(report),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function revision({ subject: { ref, commit } }: Report): readonly string[] {
  const parts = [ref?.replace(/^refs\/(heads|tags)\//, ''), commit?.slice(0, 12)].filter((part) => part !== undefined);
  return parts.length === 0 ? [] : [parts.map(code).join(' at ')];
}
