import { Lexer, Parser } from '@actions/expressions';
import type { Expr } from '@actions/expressions/ast';

/**
 * The expression as a tree; null where GitHub would refuse it: a mistake, more than 21,000 characters, deeper than 50
 * levels, or empty.
 */
export function parseExpression(expression: string): Expr | null {
  const before = parsed.get(expression);
  if (before !== undefined) return before;
  const tree = parse(expression);
  // jobs share their environment, and each step reads it again
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(expression, tree);
  return tree;
}

const parsed = new Map<string, Expr | null>();
const mostParsed = 4096;

function parse(expression: string): Expr | null {
  try {
    // An expression without a token yields no tree, whatever the parser's types say.
    const tree: Expr | undefined = new Parser(new Lexer(expression).lex().tokens, contexts, functions).parse();
    return tree ?? null;
  } catch {
    return null;
  }
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/contexts */
const contexts = [
  'env',
  'github',
  'inputs',
  'job',
  'jobs',
  'matrix',
  'needs',
  'runner',
  'secrets',
  'steps',
  'strategy',
  'vars',
];

/** Functions that only a running workflow can answer; the library knows the others. */
const functions = [
  ...['always', 'cancelled', 'failure', 'success'].map((name) => ({ name, minArgs: 0, maxArgs: 255 })),
  { name: 'hashFiles', minArgs: 1, maxArgs: 255 },
];
