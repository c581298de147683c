import { tracks } from '../../types/principle-id.ts';
import type { Report, ReportLevels } from '../../types/report.ts';
import { displayWidth, padEnd } from '../text/width.ts';
import { shortList } from '../text/words.ts';
import { wrapAfter } from '../text/wrap.ts';
import { heading, type Page } from './page.ts';

/** The four tracks of the Principles: where the project stands, and how far its registries would let it go. */
export function levelLines(report: Report, page: Page): readonly string[] {
  if (report.publications.length === 0) return [];
  const nameWidth = Math.max(...tracks.map((track) => displayWidth(track)));
  return [
    heading(page, 'Levels of the Principles, 0 to 3'),
    ...tracks.flatMap((track) => trackLines(padEnd(track, nameWidth), report.levels[track], page)),
  ];
}

type Level = ReportLevels[keyof ReportLevels];

function trackLines(name: string, { level, ceiling, held }: Level, page: Page): readonly string[] {
  const top = ceiling === null ? "its registries' level is not known" : `its registries offer ${ceiling}`;
  const why = held.length === 0 ? '' : `; held back by ${shortList(held, 3)}`;
  return wrapAfter(`${name}  ${bar(level, ceiling)}  `, `${level}, ${top}${why}`, page.width);
}

/** `■` is reached, `□` is offered and not reached, `·` is out of reach. */
function bar(level: number, ceiling: number | null): string {
  return [1, 2, 3].map((step) => (step <= level ? '■' : step <= (ceiling ?? 0) ? '□' : '·')).join('');
}
