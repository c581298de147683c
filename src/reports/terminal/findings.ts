import type { Location } from '../../types/place.ts';
import type { Report } from '../../types/report.ts';
import { type Severity, severities } from '../../types/severity.ts';
import { type FindingGroup, type FoldedCase, type FoldedRemedy, groupFindings } from '../findings.ts';
import { closed, markCode, paintCode } from '../text/marked.ts';
import { visible } from '../text/visible.ts';
import { displayWidth, shorten } from '../text/width.ts';
import { count, firstOf } from '../text/words.ts';
import { wrap, wrapAfter } from '../text/wrap.ts';
import { heading, type Page, placeText, placeUrl } from './page.ts';

/** The findings under headings that say when to turn to them. */
export function findingLines(report: Report, page: Page): readonly string[] {
  const groups = groupFindings(report);
  const sections = severities.map((severity) => groups.filter((group) => group.severity === severity));
  return sections
    .filter((section) => section.length > 0)
    .flatMap((section, index) => [...(index === 0 ? [] : ['']), ...sectionLines(section, page)]);
}

const headings: Readonly<Record<Severity, string>> = {
  critical: 'Do this first: critical',
  high: 'Do this next: high',
  medium: 'Then this: medium',
  low: 'When there is time: low',
};

/** What is shown before the rest becomes a number. */
const most = { remedies: 3, cases: 3, places: 3, letters: 400 } as const;

function sectionLines(groups: readonly FindingGroup[], page: Page): readonly string[] {
  const title = groups.map(({ severity }) => headings[severity])[0] ?? '';
  return [heading(page, title), ...groups.flatMap((group) => groupLines(group, page))];
}

function groupLines(group: FindingGroup, page: Page): readonly string[] {
  const about = [...group.registries, ...(group.count === 1 ? [] : [`${group.count} findings`])].join(', ');
  const title = about === '' ? group.control : `${group.control} (${about})`;
  const [first = '', ...others] = wrap(title, page.width);
  const { shown } = firstOf(group.remedies, most.remedies);
  const left = group.count - total(shown.flatMap(({ cases }) => cases));
  const name = group.control.slice(0, first.length);
  return [
    page.painter.paint(group.severity, name) + page.painter.paint('faint', first.slice(name.length)),
    ...others.map((line) => page.painter.paint('faint', line)),
    ...shown.flatMap((remedy) => remedyLines(remedy, page)),
    ...moreLines(left, page),
  ];
}

function remedyLines(remedy: FoldedRemedy, page: Page): readonly string[] {
  const { shown } = firstOf(remedy.cases, most.cases);
  const [step] = remedy.steps;
  return [
    ...shown.flatMap((folded) => caseLines(folded, page)),
    ...moreLines(total(remedy.cases) - total(shown), page),
    ...(step === undefined ? [] : sentenceLines('    → ', stepText(step, remedy.steps.length), page)),
  ];
}

function total(cases: readonly FoldedCase[]): number {
  return cases.reduce((sum, folded) => sum + folded.count, 0);
}

function moreLines(left: number, { painter }: Page): readonly string[] {
  return left === 0 ? [] : [painter.paint('faint', `  +${count(left, 'more finding')} like these`)];
}

/** The first step, and how many there are. */
export function stepText(step: string, steps: number): string {
  return closed(shorten(visible(step), most.letters)) + (steps < 2 ? '' : ` (step 1 of ${steps})`);
}

function caseLines(folded: FoldedCase, page: Page): readonly string[] {
  const { shown, left } = firstOf(folded.locations, most.places);
  return [
    ...sentenceLines('  ', closed(shorten(visible(folded.message), most.letters)), page),
    ...placeLines(shown, left, 4, page),
  ];
}

/** A sentence in which code is marked, behind `first`. */
export function sentenceLines(first: string, sentence: string, { painter, width }: Page): readonly string[] {
  return paintCode(wrapAfter(first, markCode(sentence, painter), width), painter);
}

/** One place a line, so that each can be followed; how many more there are stands behind the last. */
export function placeLines(
  locations: readonly Location[],
  left: number,
  indent: number,
  { width, painter, ...page }: Page,
): readonly string[] {
  const margin = ' '.repeat(indent);
  const lines = locations.flatMap((location) => {
    const url = placeUrl(location, { width, painter, ...page });
    return wrap(placeText(location), width - indent).map((line) => margin + painter.link(line, url));
  });
  if (left === 0) return lines;
  const more = painter.paint('faint', `+${count(left, 'more place')}`);
  const last = locations.at(-1);
  const taken =
    last === undefined ? width : indent + displayWidth(placeText(last)) + `  +${count(left, 'more place')}`.length;
  return taken <= width ? [...lines.slice(0, -1), `${lines.at(-1)}  ${more}`] : [...lines, margin + more];
}
