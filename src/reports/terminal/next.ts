import type { Report } from '../../types/report.ts';
import { groupFindings } from '../findings.ts';
import { wrapAfter } from '../text/wrap.ts';
import { placeLines, sentenceLines, stepText } from './findings.ts';
import type { Page } from './page.ts';

/** One thing to do now, and where to read on. */
export function nextLines(report: Report, page: Page): readonly string[] {
  const [gravest] = groupFindings(report);
  if (gravest === undefined) return [];
  const { steps = [], cases = [] } = gravest.remedies[0] ?? {};
  const [step] = steps;
  const place = cases[0]?.locations[0];
  return [
    ...(step === undefined ? [] : sentenceLines('Next  ', stepText(step, steps.length), page)),
    ...(step === undefined || place === undefined ? [] : placeLines([place], 0, 6, page)),
    ...wrapAfter(
      'More  ',
      `mintmark controls ${gravest.control} says why; mintmark audit --format markdown has every step`,
      page.width,
    ),
  ];
}
