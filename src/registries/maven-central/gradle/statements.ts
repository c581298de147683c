import { type Token, tokensOf } from './tokens.ts';

/** One statement of a build script with the blocks in braces that belong to it, in order. */
export interface Statement {
  /** Without the contents of its blocks. */
  readonly tokens: readonly Token[];
  readonly blocks: readonly (readonly Statement[])[];
  readonly line: number;
}

/** Deeper than any build script that people read; what lies below is left out. */
const deepest = 48;

/**
 * Groups a script into statements. A statement ends with its line unless a bracket is open, an operator waits for its
 * right side, or the next line goes on with a dot.
 */
export function statementsOf(text: string): readonly Statement[] {
  const tokens = tokensOf(text);
  const top: Block = { statements: [], current: null, brackets: 0 };
  const open: Block[] = [top];
  let hidden = 0;

  for (const [index, token] of tokens.entries()) {
    const block = open.at(-1) ?? top;
    if (token.kind === 'sign' && token.text === '{') {
      if (hidden > 0 || open.length > deepest) hidden++;
      else {
        const inner: Block = { statements: [], current: null, brackets: 0 };
        statementIn(block, token).blocks.push(inner.statements);
        open.push(inner);
      }
    } else if (token.kind === 'sign' && token.text === '}') {
      if (hidden > 0) hidden--;
      else if (open.length > 1) open.pop();
    } else if (hidden === 0) add(block, token, tokens, index);
  }
  return top.statements;
}

interface Block {
  readonly statements: Growing[];
  current: Growing | null;
  /** Round and square brackets that are open. */
  brackets: number;
}

interface Growing {
  readonly tokens: Token[];
  readonly blocks: Growing[][];
  readonly line: number;
}

function add(block: Block, token: Token, tokens: readonly Token[], index: number): void {
  if (token.kind === 'newline') {
    if (block.brackets === 0 && !goesOn(block, tokens, index)) block.current = null;
    return;
  }
  if (token.kind === 'sign' && token.text === ';') {
    if (block.brackets === 0) block.current = null;
    return;
  }
  if (token.kind === 'sign') {
    if (token.text === '(' || token.text === '[') block.brackets++;
    else if ((token.text === ')' || token.text === ']') && block.brackets > 0) block.brackets--;
  }
  statementIn(block, token).tokens.push(token);
}

function statementIn(block: Block, token: Token): Growing {
  if (block.current === null) {
    block.current = { tokens: [], blocks: [], line: token.line };
    block.statements.push(block.current);
  }
  return block.current;
}

function goesOn(block: Block, tokens: readonly Token[], index: number): boolean {
  const last = block.current?.tokens.at(-1);
  const afterBlock = tokens[index - 1]?.text === '}';
  if (last?.kind === 'sign' && '=,+.:'.includes(last.text) && !afterBlock) return true;
  let next = index + 1;
  while (tokens[next]?.kind === 'newline' && next < index + 8) next++;
  const following = tokens[next];
  return following?.kind === 'sign' && (following.text === '.' || following.text === '?');
}
