import { isMap, isScalar, isSeq, type ParsedNode } from 'yaml';
import type { EditValue } from '../../controls/control.ts';
import { type Refused, refused } from '../edited.ts';
import { lineNumber, type Splice } from '../lines.ts';
import { colonAfter, contentEnd } from './extent.ts';
import { type Change, fill } from './insert.ts';
import type { YamlText } from './read.ts';
import { type Quote, writeScalar } from './scalar.ts';
import { isEmpty, nodeIn, pairIn, type Slot } from './slot.ts';
import { columnOf, type YamlStyle } from './style.ts';
import { blockLines, flowText, isBlock, isScalar as isScalarValue, pairLines, type Scalar } from './write.ts';

/** Writes another value in place of the one that a slot holds. */
export function replace(yaml: YamlText, slot: Slot, value: EditValue, style: YamlStyle): Change | Refused {
  const { text } = yaml;
  const node = nodeIn(yaml, slot);
  if (slot.kind === 'root') return refused('not-applicable', 'a document is not replaced as a whole');
  if (slot.kind === 'pair' && (isEmpty(node) || isVoid(node))) return fill(yaml, slot, value, style);
  if (node === null || hasProperties(text, slot, node))
    return refused('not-applicable', 'the value has an anchor or a tag');
  const [start] = node.range;
  const end = contentEnd(text, node);
  const touched = { first: lineNumber(text, start), last: lineNumber(text, end) };
  const inFlow = (slot.kind === 'pair' ? slot.map : slot.seq).flow === true;
  if (isScalarValue(value) && isScalar(node) && quotes[node.type ?? ''] !== undefined && !isScript(value, inFlow)) {
    const written = writeScalar(value, { inFlow, quote: style.quote }, quotes[node.type ?? '']);
    return { splices: [{ start, end, text: written }], touched };
  }
  if (inFlow || (isFlow(node) && !isScalarValue(value)))
    return { splices: [{ start, end, text: flowText(value, style) }], touched };
  return slot.kind === 'pair'
    ? besideKey(text, slot, { start, end }, value, style)
    : { splices: [{ start, end, text: asItem(text, start, value, style) }], touched };
}

/** The quotes that a scalar is written in; a block of text has none to keep. */
const quotes: Readonly<Record<string, Quote>> = { PLAIN: 'plain', QUOTE_SINGLE: 'single', QUOTE_DOUBLE: 'double' };

function besideKey(
  text: string,
  slot: Extract<Slot, { kind: 'pair' }>,
  old: Omit<Splice, 'text'>,
  value: EditValue,
  style: YamlStyle,
): Change {
  const { key } = pairIn(slot);
  const colon = colonAfter(text, key);
  const touched = { first: lineNumber(text, key.range[0]), last: lineNumber(text, old.end) };
  const margin = style.lineBreak + ' '.repeat(columnOf(text, key.range[0]));
  const [first = '', ...rest] = pairLines('x', value, style);
  const below = rest.map((line) => (line === '' ? style.lineBreak : margin + line)).join('');
  const isOneLine = lineNumber(text, colon) === lineNumber(text, old.end);
  const lineBehind = text.slice(old.end).split(/\r?\n/, 1)[0] ?? '';
  // A comment behind the old value stays behind the key.
  if (isBlock(value) && isOneLine) {
    const at = old.end + lineBehind.length;
    return {
      splices: [
        { start: colon + 1, end: old.end, text: '' },
        { start: at, end: at, text: below },
      ],
      touched,
    };
  }
  return { splices: [{ start: colon + 1, end: old.end, text: first.slice('x:'.length) + below }], touched };
}

function asItem(text: string, start: number, value: EditValue, style: YamlStyle): string {
  const margin = style.lineBreak + ' '.repeat(columnOf(text, start));
  return isBlock(value)
    ? blockLines(value, style).join(margin)
    : pairLines('x', value, style).join(margin).slice('x: '.length);
}

function isScript(value: Scalar, inFlow: boolean): boolean {
  return typeof value === 'string' && value.includes('\n') && !inFlow;
}

function isFlow(node: ParsedNode): boolean {
  return (isMap(node) || isSeq(node)) && node.flow === true;
}

/** `{}` or `[]`. */
function isVoid(node: ParsedNode | null): boolean {
  return (isMap(node) || isSeq(node)) && node.items.length === 0;
}

function hasProperties(text: string, slot: Slot, node: ParsedNode): boolean {
  if (node.anchor !== undefined || node.tag?.startsWith('!') === true) return true;
  if (slot.kind !== 'pair') return false;
  const between = text.slice(colonAfter(text, pairIn(slot).key) + 1, node.range[0]);
  return /(?:^|\s)[!&]/.test(between.replace(/#.*/g, ''));
}
