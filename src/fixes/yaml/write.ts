import type { EditValue } from '../../controls/control.ts';
import { writeScalar } from './scalar.ts';
import type { YamlStyle } from './style.ts';

/** `key: value` as lines of a block mapping, without the indentation of the mapping itself. */
export function pairLines(key: string, value: EditValue, style: YamlStyle): readonly string[] {
  const name = writeScalar(key, { inFlow: false, quote: style.quote });
  return behind(`${name}:`, value, style);
}

/** `- value` as lines of a block list, without the indentation of the dash. */
export function itemLines(value: EditValue, style: YamlStyle): readonly string[] {
  if (isBlock(value)) {
    const [first = '', ...rest] = blockLines(value, style);
    return [`- ${first}`, ...rest.map((line) => indented(line, 2))];
  }
  return behind('-', value, style);
}

/** A mapping or list that is not empty as lines, without the indentation of its first character. */
export function blockLines(value: Exclude<EditValue, Scalar>, style: YamlStyle): readonly string[] {
  if (isItems(value)) return value.flatMap((item) => itemLines(item, style));
  return Object.entries(value).flatMap(([key, inner]) => pairLines(key, inner, style));
}

/** Spaces between a key and what is written below it. */
export function offsetBelow(value: EditValue, style: YamlStyle): number {
  return isItems(value) ? style.dash : style.step;
}

/** On one line, within brackets or braces. */
export function flowText(value: EditValue, style: YamlStyle): string {
  if (isScalar(value)) return writeScalar(value, { inFlow: true, quote: style.quote });
  if (isItems(value)) return `[${value.map((item) => flowText(item, style)).join(', ')}]`;
  const pairs = Object.entries(value).map(([key, inner]) => flowPair(key, inner, style));
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

export function flowPair(key: string, value: EditValue, style: YamlStyle): string {
  return `${writeScalar(key, { inFlow: true, quote: style.quote })}: ${flowText(value, style)}`;
}

/** Whether a value is written below its key: a mapping or list that holds something. */
export function isBlock(value: EditValue): value is Exclude<EditValue, Scalar> {
  return !isScalar(value) && Object.keys(value).length > 0;
}

export type Scalar = string | number | boolean | null;

export function isScalar(value: EditValue): value is Scalar {
  return typeof value !== 'object' || value === null;
}

function isItems(value: EditValue): value is readonly EditValue[] {
  return Array.isArray(value);
}

function behind(lead: string, value: EditValue, style: YamlStyle): readonly string[] {
  if (isBlock(value)) {
    const offset = offsetBelow(value, style);
    return [lead, ...blockLines(value, style).map((line) => indented(line, offset))];
  }
  const literal = typeof value === 'string' ? literalLines(value) : null;
  if (literal === null) return [`${lead} ${isScalar(value) ? scalarText(value, style) : flowText(value, style)}`];
  const [header = '', ...lines] = literal;
  return [`${lead} ${header}`, ...lines.map((line) => indented(line, style.step))];
}

function scalarText(value: Scalar, style: YamlStyle): string {
  return writeScalar(value, { inFlow: false, quote: style.quote });
}

/** A script of several lines as a literal block; null where it has to be quoted. */
function literalLines(value: string): readonly string[] | null {
  const lines = value.split('\n');
  const isClipped = lines.at(-1) === '';
  const content = isClipped ? lines.slice(0, -1) : lines;
  if (lines.length < 2 || content.at(-1) === '' || /^\s|^$/.test(content[0] ?? '')) return null;
  // These cannot stand in a block.
  if (content.some((line) => /(?!\t)[\p{Cc}\u2028\u2029\ufeff]/u.test(line))) return null;
  return [isClipped ? '|' : '|-', ...content];
}

function indented(line: string, by: number): string {
  return line === '' ? '' : ' '.repeat(by) + line;
}
