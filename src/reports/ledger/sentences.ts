import type { Signal } from '../../types/ledger.ts';
import { closed, markCode, paintCode } from '../text/marked.ts';
import type { Painter } from '../text/paint.ts';
import { visible } from '../text/visible.ts';
import { shorten } from '../text/width.ts';
import { wrapAfter } from '../text/wrap.ts';

/** What a ledger is laid out on. */
export interface Sheet {
  readonly width: number;
  readonly painter: Painter;
}

/** A sentence that may hold others' text, behind `first`; its code is set off. */
export function sentenceLines(first: string, says: string, { painter, width }: Sheet): readonly string[] {
  return paintCode(wrapAfter(first, markCode(fit(says), painter), width), painter);
}

/** The same, dimmed as a whole. */
export function faintLines(first: string, says: string, { painter, width }: Sheet): readonly string[] {
  return wrapAfter(first, fit(says), width).map((line) => painter.paint('faint', line));
}

/** How grave it is, what was seen, and whether it may be taken back. */
export function signalLines(
  margin: string,
  { severity, id, says, provisional }: Signal,
  sheet: Sheet,
): readonly string[] {
  const doubt = provisional ? ' (not settled: evidence that can still come may take it back)' : '';
  const first = `${margin}${severity.padEnd('critical'.length)}  `;
  const [top = '', ...rest] = sentenceLines(first, `${id}: ${says}${doubt}`, sheet);
  return [margin + sheet.painter.paint(severity, severity) + top.slice(margin.length + severity.length), ...rest];
}

/** Letters of one sentence. */
const most = 500;

function fit(says: string): string {
  return closed(shorten(visible(says), most));
}
