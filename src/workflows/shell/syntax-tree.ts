import { discardEngine, type Grammar, grammarOf } from './grammars.ts';
import type { Dialect } from './model.ts';

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
const maxNodes = 100_000;

/**
 * Some texts cost a grammar time with the square of their length, in its lexer where nothing counts the steps. Longer
 * scripts are parsed in stretches, and where a stretch or the whole takes this long the rest is left unread: what people
 * write takes a tenth.
 */
const maxStretch = 32 * 1024;
const maxMilliseconds = { stretch: 700, script: 2_000 };

/** The trees of a text, one for each stretch of it. What cannot be parsed, with all that follows, is one tree of nothing. */
export function* parseTrees(dialect: Dialect, text: string): Iterable<SyntaxTree> {
  const deadline = text.length <= maxUntimed ? 0 : spentMilliseconds() + maxMilliseconds.script;
  for (let start = 0; start < text.length || start === 0; ) {
    const end = endOfStretch(text, start);
    const tree = parseStretch(dialect, text.slice(start, end), start, deadline);
    if (tree === null) {
      const root = { type: 'ERROR', named: true, start, end: text.length, children: [] };
      yield { root, unread: [root] };
      return;
    }
    yield tree;
    start = Math.max(end, start + 1);
  }
}

/** Best a line that starts at the margin after an empty one, else any line. */
function endOfStretch(text: string, start: number): number {
  if (text.length - start <= maxStretch) return text.length;
  const stretch = text.slice(start + maxStretch / 2, start + maxStretch);
  const blank = Array.from(stretch.matchAll(/\n\n(?=\S)/g)).at(-1);
  if (blank !== undefined) return start + maxStretch / 2 + blank.index + 2;
  const line = stretch.lastIndexOf('\n');
  return line < 0 ? start + maxStretch : start + maxStretch / 2 + line + 1;
}

/** Time of this thread on a processor, so that a busy machine changes nothing in what is read. */
function spentMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Squared, a script this short still costs next to nothing, and asking for the time costs more. */
const maxUntimed = 4 * 1024;

function timed(deadline: number) {
  const end = Math.min(deadline, spentMilliseconds() + maxMilliseconds.stretch);
  return { progressCallback: () => spentMilliseconds() > end };
}

function parseStretch(dialect: Dialect, text: string, offset: number, deadline: number): SyntaxTree | null {
  const grammar = grammarOf(dialect);
  if (grammar === null) return null;
  try {
    const tree = grammar.parser.parse(text, null, text.length <= maxUntimed ? undefined : timed(deadline));
    if (tree === null) {
      grammar.parser.reset();
      return null;
    }
    const cursor = tree.walk();
    const copy = copyTree(grammar, cursor, offset);
    cursor.delete();
    tree.delete();
    return copy;
  } catch {
    // The engine ran out of memory, and what it does from now on means nothing.
    discardEngine();
    return null;
  }
}

type Cursor = ReturnType<NonNullable<ReturnType<Grammar['parser']['parse']>>['walk']>;

/** Walks with a cursor and a stack of its own: the depth of a tree is in the hands of who wrote the script. */
function copyTree(grammar: Grammar, cursor: Cursor, offset: number): SyntaxTree {
  const unread: { start: number; end: number }[] = [];
  const copyNode = (): SyntaxNode & { children: SyntaxNode[] } => {
    const id = cursor.nodeTypeId;
    const type = id === errorType ? 'ERROR' : (grammar.types[id] ?? '');
    const start = offset + cursor.startIndex;
    const end = offset + cursor.endIndex;
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
