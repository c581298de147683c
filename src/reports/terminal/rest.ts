import type { Report } from '../../types/report.ts';
import { visible } from '../text/visible.ts';
import { shorten } from '../text/width.ts';
import { count, firstOf, shortList } from '../text/words.ts';
import { wrap, wrapAfter } from '../text/wrap.ts';
import { placeLines } from './findings.ts';
import { heading, type Page, placeText, placeUrl } from './page.ts';

/** The checks that could not be judged: said aloud, so that silence is not taken for a pass. */
export function unknownLines(report: Report, page: Page): readonly string[] {
  const ids = new Set(report.controls.filter(({ verdict }) => verdict === 'unknown').map(({ id }) => id));
  if (ids.size === 0) return [];
  return [
    heading(page, 'Not judged'),
    ...wrapAfter('  ', shortList([...ids], 12), page.width),
    ...wrapAfter('  ', 'What would settle each: mintmark audit --format markdown', page.width),
  ];
}

/** Steps that publish to somewhere that is no public registry: told, so that nobody misses them in the map. */
export function elsewhereLines(report: Report, page: Page): readonly string[] {
  if (report.elsewhere.length === 0) return [];
  const { shown, left } = firstOf(report.elsewhere, 5);
  return [
    heading(page, 'Published elsewhere (not judged)'),
    ...shown.flatMap(({ name, workflow, line }) => [
      ...wrapAfter('  ', shorten(visible(name), 200), page.width),
      ...placeLines([{ path: workflow, line, endLine: line }], 0, 4, page),
    ]),
    ...(left === 0 ? [] : wrap(`+${count(left, 'more place')}: --format json has all`, page.width)),
  ];
}

/** Files that could not be read or understood. */
export function problemLines(report: Report, page: Page): readonly string[] {
  if (report.problems.length === 0) return [];
  const { shown, left } = firstOf(report.problems, 5);
  return [
    heading(page, 'Could not be read'),
    ...shown.flatMap(({ path, line, message }) => {
      const place = line === null ? visible(path) : placeText({ path, line });
      const url = placeUrl({ path, line: line ?? 1 }, page);
      return [
        ...wrap(place, page.width - 2).map((text) => `  ${page.painter.paint('faint', page.painter.link(text, url))}`),
        ...wrapAfter('    ', shorten(visible(message), 400), page.width),
      ];
    }),
    ...(left === 0 ? [] : wrap(`+${count(left, 'more file')}: --format json has all`, page.width)),
  ];
}
