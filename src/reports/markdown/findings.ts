import type { Report } from '../../types/report.ts';
import { type Severity, severities } from '../../types/severity.ts';
import { type FindingGroup, type FoldedCase, type FoldedRemedy, groupFindings } from '../findings.ts';
import { count, firstOf } from '../text/words.ts';
import { details } from './block.ts';
import { address, code, prose } from './escape.ts';
import { place } from './place.ts';

const titles: Readonly<Record<Severity, string>> = {
  critical: 'Critical: do this first',
  high: 'High: do this next',
  medium: 'Medium: then this',
  low: 'Low: when there is time',
};

const most = { cases: 20, places: 10 } as const;

/** The findings by severity. The steps stand open where they should not wait, and folded elsewhere. */
export function findingBlocks(report: Report): readonly string[] {
  const groups = groupFindings(report);
  return severities.flatMap((severity) => {
    const section = groups.filter((group) => group.severity === severity);
    return section.length === 0
      ? []
      : [`### ${titles[severity]}`, ...section.flatMap((group) => blocks(group, report))];
  });
}

function blocks(group: FindingGroup, report: Report): readonly string[] {
  const about = [...group.registries, ...(group.count === 1 ? [] : [count(group.count, 'finding')])].join(', ');
  return [
    `#### ${code(group.control)}${about === '' ? '' : ` (${about})`}`,
    ...group.remedies.flatMap((remedy) => [cases(remedy.cases, report), ...steps(remedy, group.severity)]),
  ];
}

function cases(folded: readonly FoldedCase[], { subject }: Report): string {
  const { shown, left } = firstOf(folded, most.cases);
  const items = shown.map(({ message, locations }) => {
    const places = firstOf(locations, most.places);
    const lines = places.shown.map((location) => `  - ${place(location, subject)}`);
    if (places.left > 0) lines.push(`  - +${count(places.left, 'more place')}`);
    return [`- ${prose(message)}`, ...lines].join('\n');
  });
  return [...items, ...(left === 0 ? [] : [`- +${count(left, 'more case')} like these; the JSON report has all`])].join(
    '\n',
  );
}

function steps({ steps, links, fixable }: FoldedRemedy, severity: Severity): readonly string[] {
  const body = [
    steps.map((step, index) => `${index + 1}. ${prose(step)}`).join('\n'),
    links.map((link) => `- ${address(link)}`).join('\n'),
  ].filter((part) => part !== '');
  if (body.length === 0) return [];
  const title = `How to put it right${fixable ? ' (an edit of files)' : ''}`;
  const open = severity === 'critical' || severity === 'high';
  return open ? [`${title}:`, ...body] : [details(`${title}: ${count(steps.length, 'step')}`, body.join('\n\n'))];
}
