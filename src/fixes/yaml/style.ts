import { isMap, isPair, isSeq, type Pair, type ParsedNode } from 'yaml';
import { lineBreak, lineStart } from '../lines.ts';

/** How a file is written, as far as its parts agree. */
export interface YamlStyle {
  /** Spaces that a mapping within a mapping is indented by. */
  readonly step: number;
  /** Spaces that the dashes of a list are indented by, under its key. */
  readonly dash: number;
  readonly quote: 'single' | 'double';
  readonly lineBreak: '\n' | '\r\n';
}

export function styleOf(text: string, root: ParsedNode): YamlStyle {
  const steps: number[] = [];
  const dashes: number[] = [];
  const visit = (node: unknown, holder: number | null): void => {
    if ((!isMap(node) && !isSeq(node)) || node.flow === true) return;
    const column = columnOf(text, node.range?.[0] ?? 0);
    if (holder !== null) (isMap(node) ? steps : dashes).push(column - holder);
    for (const item of node.items)
      if (isPair(item)) visit((item as Pair).value, column);
      else visit(item, null);
  };
  visit(root, null);
  const step = mostFrequent(steps.filter((width) => width > 0)) ?? 2;
  return {
    step,
    dash: mostFrequent(dashes.filter((width) => width >= 0)) ?? step,
    quote: countOf(text, '"') > countOf(text, "'") ? 'double' : 'single',
    lineBreak: lineBreak(text),
  };
}

/** Characters in front of an offset on its line. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

function mostFrequent(widths: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [first] = [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
  return first?.[0] ?? null;
}

function countOf(text: string, character: string): number {
  return text.split(character).length - 1;
}
