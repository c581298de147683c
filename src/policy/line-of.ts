import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type LineCounter, type Node } from 'yaml';

/** The line where a value stands, given the keys and indexes that lead to it: the line of its key, or of its parent. */
export function lineOf(document: Document.Parsed, lines: LineCounter, path: readonly PropertyKey[]): number {
  let node: Node | null = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    const found = stepInto(isAlias(node) ? node.resolve(document) : node, step);
    if (found === undefined) break;
    offset = found.offset ?? offset;
    node = found.node;
  }
  return lines.linePos(offset).line;
}

interface Found {
  readonly offset: number | undefined;
  readonly node: Node | null;
}

function stepInto(node: Node | null | undefined, step: PropertyKey): Found | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return isNode(item) ? { offset: startOf(item), node: item } : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  if (pair === undefined) return undefined;
  return { offset: isNode(pair.key) ? startOf(pair.key) : undefined, node: isNode(pair.value) ? pair.value : null };
}

function startOf(node: Node | null): number | undefined {
  return node?.range?.[0];
}
