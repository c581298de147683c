import type { Style } from './paint.ts';
import { displayWidth, padEnd } from './width.ts';
import { wrap } from './wrap.ts';

export interface Column {
  readonly title: string;
  /** How far its cells may be broken where the table would be too wide; null where they must stay whole. */
  readonly narrowest: number | null;
}

/** A cell is paragraphs, one under the other. */
export type Cell = readonly Paragraph[];

interface Paragraph {
  readonly text: string;
  readonly style: Style;
  /** Never broken, and led to by a link where there is one. */
  readonly whole?: boolean;
  readonly link?: string | null;
}

export interface TableLayout {
  /** One list of pieces for each line; a piece is padded to its column. */
  readonly lines: readonly (readonly Piece[])[];
}

export interface Piece {
  readonly text: string;
  readonly padding: string;
  readonly style: Style;
  readonly link: string | null;
}

const gap = 2;

/** Lays a table out; null where it does not fit the width even with its cells broken. */
export function layOut(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width: number,
): TableLayout | null {
  const widths = columnWidths(columns, rows, width);
  if (widths === null) return null;
  const head = columns.map((column): Cell => [{ text: column.title, style: 'faint' }]);
  return { lines: [head, ...rows].flatMap((row) => rowLines(row, widths)) };
}

function columnWidths(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width: number,
): readonly number[] | null {
  const room = width - gap * (columns.length - 1);
  const texts = columns.map((column, index) => [
    column.title,
    ...rows.flatMap((row) => (row[index] ?? []).map((paragraph) => paragraph.text)),
  ]);
  const widths = texts.map((column) => widest(column));
  const least = widths.map((own, index) => {
    const whole = rows.flatMap((row) => (row[index] ?? []).filter((paragraph) => paragraph.whole === true));
    return Math.min(own, Math.max(columns[index]?.narrowest ?? own, widest(whole.map(({ text }) => text))));
  });
  for (let excess = sum(widths) - room; excess > 0; excess--) {
    const slack = widths.map((own, index) => own - (least[index] ?? own));
    const most = Math.max(...slack);
    if (most <= 0) return null;
    const index = slack.indexOf(most);
    widths[index] = (widths[index] ?? 0) - 1;
  }
  return widths;
}

function rowLines(row: readonly Cell[], widths: readonly number[]): readonly (readonly Piece[])[] {
  const cells = widths.map((width, index) =>
    (row[index] ?? []).flatMap((paragraph) => wrap(paragraph.text, width).map((text) => ({ ...paragraph, text }))),
  );
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) =>
    cells.map((cell, index): Piece => {
      const { text, style, link }: Paragraph = cell[line] ?? { text: '', style: 'plain' };
      const padding = padEnd(text, widths[index] ?? 0).slice(text.length) + ' '.repeat(gap);
      return { text, style, link: link ?? null, padding };
    }),
  );
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => displayWidth(text)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
