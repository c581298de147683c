import type { Painter } from './paint.ts';
import { zeroWidthMark as mark } from './width.ts';

/** A stretch of a sentence. */
export interface Stretch {
  readonly isCode: boolean;
  /** Without the backticks around code. */
  readonly text: string;
}

/** A sentence of ours by its backticks: what stands between two is code. One that has no other is a character. */
export function stretchesOf(text: string): readonly Stretch[] {
  const pieces = text.split('`');
  const last = pieces.length % 2 === 0 ? (pieces.pop() ?? '') : null;
  const stretches = pieces.map((piece, index) => ({ isCode: index % 2 === 1, text: piece }));
  if (last !== null) stretches.push({ isCode: false, text: '`' }, { isCode: false, text: last });
  return stretches.filter((stretch) => stretch.text !== '');
}

/** The end of a cut text: code that was cut through is closed again. */
export function closed(cut: string): string {
  return cut.split('`').length % 2 === 0 ? `${cut}\`` : cut;
}

/**
 * A sentence ready to be laid out in a terminal: where there are colours, code is set off by one instead of backticks,
 * and a mark without width stands at each end of it until `paintCode` has the lines.
 */
export function markCode(text: string, { color }: Painter): string {
  if (!color) return text;
  return stretchesOf(text)
    .map((stretch) => (stretch.isCode ? mark + stretch.text + mark : stretch.text))
    .join('');
}

/** The lines of sentences that were marked, with their code painted; it may go on over the end of a line. */
export function paintCode(lines: readonly string[], painter: Painter): readonly string[] {
  let isCode = false;
  return lines.map((line) =>
    line
      .split(mark)
      .map((piece, index) => {
        if (index > 0) isCode = !isCode;
        return isCode ? painter.paint('code', piece) : piece;
      })
      .join(''),
  );
}
