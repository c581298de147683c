import type { Report } from '../../types/report.ts';
import { lastRelease } from '../last-release.ts';
import { summary } from '../summary.ts';
import { painter } from '../text/paint.ts';
import { visible } from '../text/visible.ts';
import { shorten } from '../text/width.ts';
import { wrap } from '../text/wrap.ts';
import { findingLines, sentenceLines } from './findings.ts';
import { levelLines } from './levels.ts';
import { mapLines } from './map.ts';
import { nextLines } from './next.ts';
import type { Page } from './page.ts';
import { elsewhereLines, problemLines, unknownLines } from './rest.ts';

export interface TerminalOptions {
  /** Columns; no line is wider. Taken for 40 where it is less. */
  readonly width: number;
  readonly color: boolean;
  /** OSC 8 hyperlinks on `path:line`, for terminals that know them. They need `folder`. */
  readonly links: boolean;
  /** Absolute path of the audited folder. */
  readonly folder?: string;
}

/** The report as a person reads it in a terminal: what was found, what to do first, and how to see more. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const width = Math.max(40, Math.floor(options.width));
  const page: Page = { width, painter: painter(options), folder: options.folder ?? null };
  const sections = [
    headLines(report, page),
    mapLines(report, page),
    findingLines(report, page),
    levelLines(report, page),
    elsewhereLines(report, page),
    unknownLines(report, page),
    problemLines(report, page),
    nextLines(report, page),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headLines(report: Report, page: Page): readonly string[] {
  const { width, painter } = page;
  const { repository, ref, commit } = report.subject;
  const at = [ref?.replace(/^refs\/(heads|tags)\//, ''), commit?.slice(0, 12)].filter((part) => part !== undefined);
  return [
    painter.paint('heading', shorten(visible(repository ?? 'This repository'), width)),
    ...(at.length === 0 ? [] : [painter.paint('faint', shorten(at.map(visible).join(' at '), width))]),
    '',
    ...summary(report).flatMap((sentence) => wrap(sentence, width)),
    ...releaseLines(report, page),
  ];
}

function releaseLines({ releases }: Report, page: Page): readonly string[] {
  const sentence = lastRelease(releases, 'owner');
  return sentence === null ? [] : sentenceLines('', visible(sentence), page);
}
