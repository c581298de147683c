import type { Word } from './model.ts';
import { type Scan, skipBlanks, skipBrackets } from './powershell-scan.ts';
import { namesIn, readSpecial, readWord, unscoped } from './powershell-words.ts';
import type { Surroundings } from './script-builder.ts';
import { joinParts } from './source-text.ts';

/** A value, and its elements where it is a list whose elements are all there to see. */
export interface Expression {
  readonly word: Word;
  readonly items: readonly Word[] | null;
}

/** Ends an expression. */
const expressionEnds = new Set([';', '|', ')', '}', '>', '&']);

/**
 * Reads an expression up to what ends it. Strings joined with `+` become one word, a list of values its items, anything
 * else is computed from the variables it names.
 */
export function readExpression(scan: Scan, around: Surroundings): Expression {
  const { text, source } = scan;
  const start = scan.at;
  const operands: Word[] = [];
  const operators = new Set<string>();
  let end = start;
  let wantsOperand = true;
  for (;;) {
    skipBlanks(scan, wantsOperand && operators.size > 0);
    const character = text[scan.at];
    if (character === undefined || character === '\n' || expressionEnds.has(character)) break;
    const operator = /^(?:-[A-Za-z]+(?!\w)|[-+,*/%=!]=?|\.\.)/.exec(text.slice(scan.at, scan.at + 16));
    if (operator !== null) {
      operators.add(operator[0]);
      scan.at += operator[0].length;
      wantsOperand = true;
    } else {
      const list = listOf(scan, around);
      if (list !== null && operands.length === 0 && operators.size === 0) {
        skipBlanks(scan, false);
        if (/[;|)}\n]|^$/.test(text[scan.at] ?? '')) return list;
        operators.add('@');
      } else operands.push(...readOperand(scan, around));
      wantsOperand = false;
    }
    end = scan.at;
  }
  const only = [...operators].join(' ');
  if (only === '' && operands.length === 1) return { word: operands[0] ?? [], items: operands };
  if (only === '+') return single(joinParts(operands.flat()));
  const written = text.slice(start, end);
  const word: Word = [{ kind: 'computed', names: namesIn(written), source: source.written(written) }];
  return { word, items: only === ',' ? operands : null };
}

/**
 * `$name = …` and `$env:NAME = …`: adds the assignment, and the commands of the value after it. False, and nothing is
 * read, where the statement is none.
 */
export function readAssignment(scan: Scan, around: Surroundings, readStatement: (scan: Scan) => void): boolean {
  const { text, source, builder } = scan;
  const start = scan.at;
  const head = /^(?:\[[\w.[\]]+\]\s*)*\$(?:\{([^}\n]+)\}|((?:\w+:)?\w+))[ \t]*(\+?=)(?!=)/.exec(
    text.slice(start, start + 400),
  );
  if (head === null) return environmentCall(scan, around);
  const name = head[1] ?? head[2] ?? '';
  scan.at += head[0].length;
  skipBlanks(scan, true);
  const line = source.lineAt(start);
  const slot = builder.reserve();
  const from = scan.at;
  let value: Word = [];
  if (startsCommand(text.slice(from, from + 40))) {
    readStatement(scan);
    value = [{ kind: 'substitution', source: source.written(text.slice(from, scan.at).trim()) }];
  } else {
    value = readExpression(scan, around).word;
    if (text[scan.at] === '|' && text[scan.at + 1] !== '|') {
      scan.at++;
      skipBlanks(scan, true);
      readStatement(scan);
      value = [{ kind: 'substitution', source: source.written(text.slice(from, scan.at).trim()) }];
    }
  }
  if (unscoped(name).toLowerCase() === 'null') return true;
  const before: Word = [{ kind: 'variable', name: unscoped(name), fallback: null, source: `$${name}` }];
  const assignment = {
    name: source.written(unscoped(name)),
    value: head[3] === '+=' ? joinParts([...before, ...value]) : value,
    exported: /^env:/i.test(name),
  };
  const endLine = source.lineAt(Math.max(start, scan.at - 1));
  builder.fill(slot, { words: [], assignments: [assignment], redirects: [], line, endLine }, around);
  return true;
}

/** A value starts with a quote, a variable, a bracket or a digit; a command or keyword with a letter, a path or `&`. */
function startsCommand(head: string): boolean {
  return /^(?:[A-Za-z_&~\\/]|\.[\s\\/.])/.test(head);
}

/** `[Environment]::SetEnvironmentVariable('NAME', value, …)`. */
function environmentCall(scan: Scan, around: Surroundings): boolean {
  const { text, source, builder } = scan;
  const start = scan.at;
  const head = /^\[(?:System\.)?Environment\]::SetEnvironmentVariable\(\s*(?:'([^'\n]+)'|"([^"$\n]+)")\s*,\s*/i.exec(
    text.slice(start, start + 300),
  );
  if (head === null) return false;
  const slot = builder.reserve();
  scan.at += head[0].length;
  const [value = []] = readExpression(scan, around).items ?? [];
  const line = source.lineAt(start);
  const endLine = source.lineAt(Math.max(start, scan.at - 1));
  const assignments = [{ name: head[1] ?? head[2] ?? '', value, exported: true }];
  builder.fill(slot, { words: [], assignments, redirects: [], line, endLine }, around);
  if (text[scan.at] === ')') scan.at++;
  return true;
}

function single(word: Word): Expression {
  return { word, items: [word] };
}

/** `@( … )` or `( … )` around nothing but values. Nothing is read where there is more in the brackets. */
function listOf(scan: Scan, around: Surroundings): Expression | null {
  const { text, source } = scan;
  const start = scan.at;
  const open = /^@?\(\s*(?=["'$\d)])/.exec(text.slice(start, start + 200));
  if (open === null || !isValueList(text, start + open[0].length)) return null;
  scan.at += open[0].length;
  const items: Word[] = [];
  let word: Word = [];
  for (;;) {
    skipBlanks(scan, true);
    const before = scan.at;
    const character = text[before];
    if (character === undefined || character === ')') break;
    const expression = readExpression(scan, around);
    word = expression.word;
    for (const item of expression.items ?? []) items.push(item);
    if (scan.at === before) scan.at++;
  }
  scan.at++;
  if (!open[0].startsWith('@') && items.length === 1) return { word, items };
  const written = text.slice(start, scan.at);
  return { word: [{ kind: 'computed', names: namesIn(written), source: source.written(written) }], items };
}

/** Only quoted text, simple variables and numbers, separated by commas, semicolons or line ends, up to a bracket. */
function isValueList(text: string, from: number): boolean {
  const value = /"(?:[^"`$\n]|\$(?!\())*"|'[^'\n]*'|\$[\w:]+|\d+|[\s,;]/y;
  value.lastIndex = from;
  let end = from;
  while (value.test(text)) end = value.lastIndex;
  return text[end] === ')';
}

function readOperand(scan: Scan, around: Surroundings): Word[] {
  const { text } = scan;
  if (text[scan.at] === '[') {
    const start = scan.at;
    skipBrackets(scan);
    const member = /^::\w+/.exec(text.slice(scan.at, scan.at + 100));
    if (member === null) return [];
    scan.at += member[0].length;
    if (text[scan.at] === '(') skipBrackets(scan);
    const written = text.slice(start, scan.at);
    return [[{ kind: 'computed', names: namesIn(written), source: scan.source.written(written) }]];
  }
  const special = readSpecial(scan, around, true);
  if (special !== null) return [special];
  const before = scan.at;
  const word = readWord(scan, around);
  if (scan.at === before) scan.at++;
  return [word];
}
