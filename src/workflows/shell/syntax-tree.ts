import type { Grammar } from './grammars.ts';

/** A node of a parse tree, copied out of the parser's memory. Offsets count UTF-16 code units. */
export interface SyntaxNode {
  readonly type: string;
  /** False for keywords and punctuation. */
  readonly named: boolean;
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
}

export interface SyntaxTree {
  readonly root: SyntaxNode;
  /** Stretches that are not in the tree, or that the grammar had to guess at. */
  readonly unread: readonly { readonly start: number; readonly end: number }[];
}

/** Nothing that people write nests this deep; readers walk the tree by recursion and rely on it. */
const maxDepth = 400;
const maxNodes = 300_000;

/** How often the parser may ask whether to go on; it asks once for about a hundred steps. */
const maxParserTurns = 40_000;

/** Parses the text, or null where that takes too long. */
export function parseTree(grammar: Grammar, text: string): SyntaxTree | null {
  let turns = 0;
  const tree = grammar.parser.parse(text, null, { progressCallback: () => ++turns > maxParserTurns });
  if (tree === null) {
    grammar.parser.reset();
    return null;
  }
  const cursor = tree.walk();
  try {
    return copyTree(grammar, cursor);
  } finally {
    cursor.delete();
    tree.delete();
  }
}

type Cursor = ReturnType<NonNullable<ReturnType<Grammar['parser']['parse']>>['walk']>;

/** Walks with a cursor and a stack of its own: the depth of a tree is in the hands of who wrote the script. */
function copyTree(grammar: Grammar, cursor: Cursor): SyntaxTree {
  const unread: { start: number; end: number }[] = [];
  const copyNode = (): SyntaxNode & { children: SyntaxNode[] } => {
    const id = cursor.nodeTypeId;
    const type = id === errorType ? 'ERROR' : (grammar.types[id] ?? '');
    const start = cursor.startIndex;
    const end = cursor.endIndex;
    if (type === 'ERROR' || (start === end && cursor.nodeIsMissing)) unread.push({ start, end });
    return { type, named: id === errorType || grammar.named[id] === true, start, end, children: [] };
  };
  const root = copyNode();
  const path = [root];
  let nodes = 1;
  let entering = true;
  for (;;) {
    const parent = path.at(-1);
    if (parent === undefined) break;
    const tooDeep = entering && path.length > maxDepth;
    if (tooDeep && parent.end > parent.start) unread.push(parent);
    if (entering && !tooDeep && cursor.gotoFirstChild()) {
      const child = copyNode();
      parent.children.push(child);
      path.push(child);
    } else if (path.length > 1 && cursor.gotoNextSibling()) {
      const child = copyNode();
      path.pop();
      path.at(-1)?.children.push(child);
      path.push(child);
      entering = true;
    } else {
      path.pop();
      entering = false;
      if (path.length > 0) cursor.gotoParent();
      continue;
    }
    entering = true;
    if (++nodes > maxNodes) {
      unread.push({ start: path.at(-1)?.start ?? 0, end: root.end });
      break;
    }
  }
  return { root, unread };
}

const errorType = 0xff_ff;
