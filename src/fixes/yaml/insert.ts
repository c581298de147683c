import { isScalar, type ParsedNode } from 'yaml';
import type { EditValue } from '../../controls/control.ts';
import type { LineRange, Splice } from '../lines.ts';
import { lineEnd, lineNumber } from '../lines.ts';
import {
  colonAfter,
  contentEnd,
  endWithComments,
  hasBlankLine,
  isFirstOnLine,
  pairEnd,
  slotEnd,
  slotStart,
} from './extent.ts';
import type { YamlText } from './read.ts';
import { pairIn, type Slot, type YamlMap, type YamlPair, type YamlSeq } from './slot.ts';
import { columnOf, type YamlStyle } from './style.ts';
import { blockLines, flowPair, flowText, isBlock, itemLines, offsetBelow, pairLines, type Scalar } from './write.ts';

/** What is done to a text, and the lines that it may touch; null where no line that is there changes. */
export interface Change {
  readonly splices: readonly Splice[];
  readonly touched: LineRange | null;
}

/** Puts a pair into a mapping: at its end, or before what is usually written last. */
export function insertPair({ text }: YamlText, map: YamlMap, key: string, value: EditValue, style: YamlStyle): Change {
  if (map.flow === true) return insertInFlow(text, map, flowPair(key, value, style));
  const column = columnOf(text, map.range[0]);
  const lines = pairLines(key, value, style);
  const last = map.items.findIndex(({ key: name }) => isScalar(name) && usuallyLast.has(name.source));
  const before = map.items[last === -1 ? map.items.length - 1 : last - 1];
  if (before === undefined) return insertBefore(text, map.range[0], column, lines, style);
  const end = pairEnd(text, before);
  const isSpaced = areSpaced(text, map.items.slice(0, map.items.indexOf(before) + 1), column);
  // What is indented as the new key is may belong to the key that follows.
  return insertAfter(text, endWithComments(text, end, column), { column, lines, isSpaced, style });
}

/** The keys that GitHub's own workflows end with: what is long goes below what is short. */
const usuallyLast: ReadonlySet<string> = new Set(['jobs', 'steps']);

/** Puts an item behind the last of a list. */
export function insertItem({ text }: YamlText, seq: YamlSeq, value: EditValue, style: YamlStyle): Change {
  if (seq.flow === true) return insertInFlow(text, seq, flowText(value, style));
  const column = columnOf(text, seq.range[0]);
  const items: Slot[] = seq.items.map((_, index) => ({ kind: 'item', holder: { kind: 'root' }, seq, index }));
  const [last, beforeLast] = [items.at(-1), items.at(-2)];
  const end = last === undefined ? seq.range[1] : slotEnd(text, last as ItemSlot);
  const isSpaced =
    beforeLast !== undefined &&
    hasBlankLine(text, slotEnd(text, beforeLast as ItemSlot), slotStart(text, last as ItemSlot) ?? 0);
  const lines = itemLines(value, style);
  return insertAfter(text, endWithComments(text, end, column), { column, lines, isSpaced, style });
}

type ItemSlot = Extract<Slot, { kind: 'item' }>;

/** Fills what a key holds none of: nothing, `null`, `{}` or `[]`. */
export function fill(
  { text }: YamlText,
  slot: Extract<Slot, { kind: 'pair' }>,
  value: EditValue,
  style: YamlStyle,
): Change {
  const pair = pairIn(slot);
  const colon = colonAfter(text, pair.key);
  const end = pairEnd(text, pair);
  const touched = { first: lineNumber(text, pair.key.range[0]), last: lineNumber(text, end) };
  if (slot.map.flow === true || !isBlock(value)) {
    const written = slot.map.flow === true ? ` ${flowText(value, style)}` : valueBehind(value, style);
    return { splices: [{ start: colon + 1, end, text: written }], touched };
  }
  const below = linesBelow(text, pair, value, style);
  const at = lineEnd(text, end);
  return {
    splices: [
      { start: colon + 1, end, text: '' },
      { start: at, end: at, text: below },
    ],
    touched,
  };
}

/** The lines of a mapping or list under its key, each with the line break before it. */
function linesBelow(text: string, { key }: YamlPair, value: Exclude<EditValue, Scalar>, style: YamlStyle): string {
  const column = columnOf(text, key.range[0]) + offsetBelow(value, style);
  return joined(blockLines(value, style), column, style);
}

/** A value as it stands behind its key and the colon, on one line or as the lines of a script. */
function valueBehind(value: EditValue, style: YamlStyle): string {
  return pairLines('x', value, style).join(style.lineBreak).slice('x:'.length);
}

function insertBefore(
  text: string,
  offset: number,
  column: number,
  lines: readonly string[],
  style: YamlStyle,
): Change {
  const margin = ' '.repeat(column);
  const put = `${lines.join(style.lineBreak + margin)}${style.lineBreak}${margin}`;
  const line = lineNumber(text, offset);
  const touched = isFirstOnLine(text, offset) ? null : { first: line, last: line };
  return { splices: [{ start: offset, end: offset, text: put }], touched };
}

interface Addition {
  readonly column: number;
  readonly lines: readonly string[];
  readonly isSpaced: boolean;
  readonly style: YamlStyle;
}

function insertAfter(text: string, end: number, { column, lines, isSpaced, style }: Addition): Change {
  const at = lineEnd(text, end);
  const put = (isSpaced ? style.lineBreak : '') + joined(lines, column, style);
  return { splices: [{ start: at, end: at, text: put }], touched: null };
}

function joined(lines: readonly string[], column: number, { lineBreak }: YamlStyle): string {
  return lines.map((line) => lineBreak + (line === '' ? '' : ' '.repeat(column) + line)).join('');
}

function insertInFlow(text: string, collection: YamlMap | YamlSeq, written: string): Change {
  const last = collection.items.at(-1);
  const [start, close] = collection.range;
  if (last === undefined) {
    const line = { first: lineNumber(text, start), last: lineNumber(text, close) };
    return {
      splices: [{ start: start + 1, end: start + 1, text: text[start] === '{' ? ` ${written} ` : written }],
      touched: line,
    };
  }
  const end = 'key' in last ? pairEnd(text, last as YamlPair) : contentEnd(text, last as ParsedNode);
  const line = lineNumber(text, end);
  return { splices: [{ start: end, end, text: `, ${written}` }], touched: { first: line, last: line } };
}

/** Whether pairs are set apart by blank lines, which is asked of the last two; at the top of a file they mostly are. */
function areSpaced(text: string, items: readonly YamlPair[], column: number): boolean {
  const [last, beforeLast] = [items.at(-1), items.at(-2)];
  if (last === undefined || beforeLast === undefined) return column === 0;
  return hasBlankLine(text, pairEnd(text, beforeLast), last.key.range[0]);
}
