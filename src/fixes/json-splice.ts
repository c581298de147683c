import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type { EditValue } from '../controls/control.ts';
import type { DocumentEdit } from './edited.ts';
import { type LineRange, lineBreak, lineEnd, lineNumber, lineStart, type Splice } from './lines.ts';

interface JsonChange {
  readonly splices: readonly Splice[];
  /** The lines that may change. */
  readonly touched: LineRange;
}

/** The smallest stretch of a JSON text to replace for an edit that its data allows. */
export function spliceJson(text: string, tree: Node, edit: DocumentEdit): JsonChange {
  const splices = edit.kind === 'delete' ? removal(text, tree, edit.at) : setting(text, tree, edit.at, edit.value);
  return {
    splices,
    touched: {
      first: Math.min(...splices.map(({ start }) => lineNumber(text, start))),
      last: Math.max(...splices.map(({ end }) => lineNumber(text, end))),
    },
  };
}

type At = DocumentEdit['at'];

function setting(text: string, tree: Node, at: At, value: EditValue): readonly Splice[] {
  let depth = at.length;
  while (depth > 0 && findNodeAtLocation(tree, at.slice(0, depth)) === undefined) depth -= 1;
  const node = findNodeAtLocation(tree, at.slice(0, depth)) ?? tree;
  const margin = marginAt(text, node.offset);
  if (depth === at.length) return [{ start: node.offset, end: endOf(node), text: written(text, value, margin) }];
  const [part, ...deeper] = at.slice(depth);
  const inner = deeper
    .toReversed()
    .reduce<EditValue>((held, key) => (typeof key === 'number' ? [held] : { [key]: held }), value);
  const entry = (within: string) =>
    `${node.type === 'object' ? `${JSON.stringify(String(part))}: ` : ''}${written(text, inner, within)}`;
  const last = node.children?.at(-1);
  if (last === undefined) {
    const within = margin + stepOf(text);
    const lines = `${lineBreak(text)}${within}${entry(within)}${lineBreak(text)}${margin}`;
    return [{ start: node.offset + 1, end: endOf(node) - 1, text: lines }];
  }
  return behind(text, node, last, entry);
}

/** Puts an entry behind the last one: on a line of its own where that one has it. */
function behind(text: string, node: Node, last: Node, entry: (margin: string) => string): readonly Splice[] {
  const end = endOf(last);
  const hasComma = /^\s*,/.test(text.slice(end, endOf(node)));
  const comma = hasComma ? text.indexOf(',', end) + 1 : end;
  const margin = marginAt(text, last.offset);
  const isOwnLine = text.slice(lineStart(text, last.offset), last.offset).trim() === '';
  const put = `${isOwnLine ? lineBreak(text) + margin : ' '}${entry(margin)}`;
  const isCommented = /^[^\S\n]*\/[/*]/.test(text.slice(comma, lineEnd(text, comma)));
  if (!isOwnLine || !isCommented)
    return [{ start: comma, end: comma, text: `${hasComma ? '' : ','}${put}${hasComma ? ',' : ''}` }];
  // The comment behind the last entry stays with it.
  const line = lineEnd(text, comma);
  return [
    ...(hasComma ? [] : [{ start: end, end, text: ',' }]),
    { start: line, end: line, text: `${put}${hasComma ? ',' : ''}` },
  ];
}

function removal(text: string, tree: Node, at: At): readonly Splice[] {
  const node = findNodeAtLocation(tree, [...at]) ?? tree;
  const entry = node.parent?.type === 'property' ? node.parent : node;
  const holder = entry.parent ?? tree;
  const siblings = holder.children ?? [];
  const index = siblings.indexOf(entry);
  const [previous, next] = [siblings[index - 1], siblings[index + 1]];
  if (next !== undefined) return [{ start: entry.offset, end: next.offset, text: '' }];
  if (previous !== undefined) return [{ start: endOf(previous), end: endOf(entry), text: '' }];
  const isBare =
    text.slice(holder.offset + 1, entry.offset).trim() + text.slice(endOf(entry), endOf(holder) - 1).trim();
  return isBare === '' || isBare === ','
    ? [{ start: holder.offset + 1, end: endOf(holder) - 1, text: '' }]
    : [{ start: entry.offset, end: endOf(entry), text: '' }];
}

/** A value whose first line stands behind its key, and whose others are indented under `margin`. */
function written(text: string, value: EditValue, margin: string): string {
  return JSON.stringify(value, null, stepOf(text)).replaceAll('\n', lineBreak(text) + margin);
}

function endOf({ offset, length }: Node): number {
  return offset + length;
}

/** The white space that the line of an offset starts with. */
function marginAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

function stepOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1]?.slice(0, 8) ?? '  ';
}
