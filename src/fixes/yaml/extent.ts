import { isMap, isPair, isScalar, isSeq, type ParsedNode } from 'yaml';
import { lineEnd, lineStart, nextLine } from '../lines.ts';
import { isEmpty, pairIn, type Slot, type YamlPair } from './slot.ts';

/** Where what a node holds ends, without the blank lines and comments that the parser counts to it. */
export function contentEnd(text: string, node: ParsedNode): number {
  const [start, end] = node.range;
  if ((isMap(node) || isSeq(node)) && node.flow !== true) {
    const last = node.items.at(-1);
    if (last === undefined) return end;
    return isPair(last) ? pairEnd(text, last as YamlPair) : contentEnd(text, last as ParsedNode);
  }
  if (isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'))
    return start + text.slice(start, end).trimEnd().length;
  return end;
}

export function pairEnd(text: string, { key, value }: YamlPair): number {
  if (value === null || (isEmpty(value) && value.range[0] === value.range[1])) return colonAfter(text, key) + 1;
  return contentEnd(text, value);
}

/** The colon behind a key. */
export function colonAfter(text: string, key: ParsedNode): number {
  return text.indexOf(':', key.range[1]);
}

/** Where a pair or a list's item starts: its key, or its dash; null where the dash is not found right before it. */
export function slotStart(text: string, slot: Exclude<Slot, { kind: 'root' }>): number | null {
  if (slot.kind === 'pair') return pairIn(slot).key.range[0];
  const node = slot.seq.items[slot.index];
  if (node === undefined) return null;
  if (slot.seq.flow === true) return node.range[0];
  const before = text.slice(0, node.range[0]).trimEnd();
  return before.endsWith('-') ? before.length - 1 : null;
}

export function slotEnd(text: string, slot: Exclude<Slot, { kind: 'root' }>): number {
  if (slot.kind === 'pair') return pairEnd(text, pairIn(slot));
  const node = slot.seq.items[slot.index];
  return node === undefined ? 0 : contentEnd(text, node);
}

/** Whether nothing stands before an offset on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

/**
 * The end of the line of what was written up to an offset, and of the lines of comments that follow it directly and are
 * indented by more than `column`: they belong to what stands above them.
 */
export function endWithComments(text: string, offset: number, column: number): number {
  let end = lineEnd(text, offset);
  for (;;) {
    const start = nextLine(text, end);
    const line = text.slice(start, lineEnd(text, start));
    const indentation = line.length - line.trimStart().length;
    if (start >= text.length || !line.trimStart().startsWith('#') || indentation <= column) return end;
    end = lineEnd(text, start);
  }
}

/** Whether a blank line stands between two offsets. */
export function hasBlankLine(text: string, from: number, to: number): boolean {
  return /\n[ \t]*\r?\n/.test(text.slice(from, to));
}
