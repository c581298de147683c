import type { Redirect, Word, WordPart } from './model.ts';
import { readAssignment, readExpression } from './powershell-expressions.ts';
import { abandon, keywordAt, maxNesting, type Scan, skipBlanks, skipBrackets } from './powershell-scan.ts';
import { readWord } from './powershell-words.ts';
import { type ScriptBuilder, type Surroundings, topLevel } from './script-builder.ts';
import type { SourceText } from './source-text.ts';

/**
 * Adds the commands of a PowerShell script. A reader of our own: the grammar at hand gives up on arguments that
 * PowerShell itself hands on untouched (`--access=public`, `--`, `@scope/name`).
 */
export function readPowerShell(source: SourceText, builder: ScriptBuilder): void {
  const scan: Scan = { source, text: source.text, builder, at: 0, depth: 0, block: readBlock };
  readStatements(scan, null, topLevel);
}

function readBlock(scan: Scan, close: ')' | '}', around: Surroundings): void {
  const start = scan.at;
  readStatements(scan, close, around);
  if (scan.text[scan.at] === close) scan.at++;
  else abandon(scan, Math.max(0, start - 1));
}

function readStatements(scan: Scan, close: ')' | '}' | null, around: Surroundings): void {
  for (;;) {
    skipBlanks(scan, true);
    const character = scan.text[scan.at];
    if (character === undefined || character === close) return;
    const before = scan.at;
    if (character === ';') scan.at++;
    else readStatement(scan, around);
    // A bracket that closes nothing, or an operator that starts nothing.
    if (scan.at === before) {
      scan.builder.markUnread(scan.source.lineAt(before), scan.source.lineAt(before));
      scan.at++;
    }
  }
}

type Statement = (scan: Scan, around: Surroundings) => void;

const statements: { readonly [keyword: string]: Statement } = {
  if: (scan, around) => condition(scan, around, branch),
  elseif: (scan, around) => condition(scan, around, branch),
  else: branch,
  switch: (scan, around) => condition(scan, around, readSwitch),
  while: (scan, around) => condition(scan, around, loop('')),
  until: (scan, around) => condition(scan, around, () => {}),
  do: loop(''),
  for: (scan, around) => {
    const variable = /^\s*\(\s*\$(\w+)/.exec(scan.text.slice(scan.at, scan.at + 200))?.[1] ?? '';
    condition(scan, around, loop(variable));
  },
  foreach: readForeach,
  function: readFunction,
  filter: readFunction,
  try: inBlock,
  catch: branch,
  finally: inBlock,
  trap: branch,
  begin: inBlock,
  process: inBlock,
  end: inBlock,
  param: (scan) => {
    skipBlanks(scan, true);
    if (scan.text[scan.at] === '(') skipBrackets(scan);
  },
  return: readChain,
  throw: readChain,
};

function readStatement(scan: Scan, around: Surroundings): void {
  if (scan.depth >= maxNesting) return abandon(scan, scan.at);
  scan.depth++;
  const keyword = keywordAt(scan);
  readKeywordOrChain(scan, around);
  if (keyword === 'if' || keyword === 'try') readBranches(scan, around);
  scan.depth--;
}

const branches = new Set(['elseif', 'else', 'catch', 'finally']);

/** The branches that belong to the statement, so that a value is taken whole: `$x = if … else …`. */
function readBranches(scan: Scan, around: Surroundings): void {
  for (;;) {
    const end = scan.at;
    skipBlanks(scan, true);
    if (!branches.has(keywordAt(scan))) {
      scan.at = end;
      return;
    }
    readKeywordOrChain(scan, around);
  }
}

function readKeywordOrChain(scan: Scan, around: Surroundings): void {
  const keyword = keywordAt(scan);
  const statement = Object.hasOwn(statements, keyword) ? statements[keyword] : undefined;
  if (statement === undefined || (needsBracket.has(keyword) && !bracketFollows(scan, keyword))) {
    readChain(scan, around);
    return;
  }
  scan.at += keyword.length;
  statement(scan, around);
}

/** Words that are also names of commands (`foreach` of a pipe, `process`): statements only before a bracket. */
const needsBracket = new Set([
  'foreach',
  'for',
  'while',
  'if',
  'switch',
  'begin',
  'process',
  'end',
  'do',
  'try',
  'until',
]);

function bracketFollows(scan: Scan, keyword: string): boolean {
  const rest = scan.text.slice(scan.at + keyword.length, scan.at + keyword.length + 200);
  return /^\s*(?:-\w+\s+)*[({]/.test(rest);
}

function inBlock(scan: Scan, around: Surroundings): void {
  skipBlanks(scan, true);
  // `catch [Type] {`
  while (scan.text[scan.at] === '[') {
    skipBrackets(scan);
    skipBlanks(scan, true);
  }
  if (scan.text[scan.at] === '{') readWord(scan, around);
}

function branch(scan: Scan, around: Surroundings): void {
  inBlock(scan, { ...around, conditional: true });
}

function loop(variable: string, items: readonly Word[] | null = null): Statement {
  return (scan, around) => inBlock(scan, { ...around, loops: [...around.loops, { variable, items }] });
}

/** What stands in round brackets, then the block. */
function condition(scan: Scan, around: Surroundings, then: Statement): void {
  skipBlanks(scan, true);
  while (/^-\w/.test(scan.text.slice(scan.at, scan.at + 2))) {
    readWord(scan, around);
    skipBlanks(scan, true);
  }
  if (scan.text[scan.at] === '(') readWord(scan, { ...around, redirects: [] });
  then(scan, around);
}

/** The clauses of a switch: a value or pattern, then a block. */
function readSwitch(scan: Scan, around: Surroundings): void {
  skipBlanks(scan, true);
  if (scan.text[scan.at] !== '{') return;
  scan.at++;
  for (;;) {
    skipBlanks(scan, true);
    const character = scan.text[scan.at];
    if (character === undefined || character === '}') break;
    const before = scan.at;
    if (character === '{') branch(scan, around);
    else readWord(scan, around);
    if (scan.at === before) scan.at++;
  }
  scan.at++;
}

function readForeach(scan: Scan, around: Surroundings): void {
  skipBlanks(scan, true);
  const head = /^\(\s*\$(\w+)\s+in\s/i.exec(scan.text.slice(scan.at, scan.at + 200));
  if (head === null) return condition(scan, around, loop(''));
  const start = scan.at;
  scan.at += head[0].length;
  const { items } = readExpression(scan, { ...around, redirects: [], pipedFrom: null });
  skipBlanks(scan, true);
  const whole = scan.text[scan.at] === ')';
  if (!whole) readStatements(scan, ')', { ...around, redirects: [], pipedFrom: null });
  if (scan.text[scan.at] !== ')') return abandon(scan, start);
  scan.at++;
  const known =
    whole && items?.every((item) => item.every((part) => part.kind !== 'substitution' && part.kind !== 'computed'));
  loop(head[1] ?? '', known === true ? items : null)(scan, around);
}

function readFunction(scan: Scan, around: Surroundings): void {
  skipBlanks(scan, true);
  const name = /^[^\s({]+/.exec(scan.text.slice(scan.at, scan.at + 200))?.[0] ?? '';
  scan.at += name.length;
  skipBlanks(scan, true);
  if (scan.text[scan.at] === '(') skipBrackets(scan);
  inBlock(scan, { ...topLevel, function: name === '' ? around.function : name });
}

/** Pipelines joined by `&&` and `||`. */
function readChain(scan: Scan, around: Surroundings): void {
  let inside = around;
  for (;;) {
    readPipeline(scan, inside);
    skipBlanks(scan, false);
    const operator = scan.text.slice(scan.at, scan.at + 2);
    if (operator === '&&' || operator === '||') {
      scan.at += 2;
      skipBlanks(scan, true);
      inside = { ...around, conditional: true };
    } else {
      if (operator.startsWith('&')) scan.at++;
      return;
    }
  }
}

function readPipeline(scan: Scan, around: Surroundings): void {
  skipBlanks(scan, false);
  if (readAssignment(scan, around, (rest) => readStatement(rest, around))) return;
  let from = around.pipedFrom;
  for (;;) {
    from = readStage(scan, { ...around, pipedFrom: from });
    skipBlanks(scan, false);
    if (scan.text[scan.at] !== '|' || scan.text[scan.at + 1] === '|') return;
    scan.at++;
    skipBlanks(scan, true);
  }
}

/** Starts a value instead of the name of a command. */
const expressionStart = /^(?:[$"'@([0-9!,\u201c]|-(?=[\d$("']|(?:not|join|split|bnot)\b)|\+\+|--(?=\$))/i;

function readStage(scan: Scan, around: Surroundings): number | null {
  const start = scan.at;
  const head = scan.text.slice(start, start + 8);
  const called = /^[&.][ \t]+|^[&.](?=[$("'{])|^&/.exec(head);
  if (called !== null) scan.at += called[0].length;
  else if (expressionStart.test(head)) return readValueStage(scan, around);
  return readCommand(scan, start, around);
}

/** A value that stands where a command could is what the pipe or the redirect gets, as if by `echo`. */
function readValueStage(scan: Scan, around: Surroundings): number | null {
  const start = scan.at;
  const slot = scan.builder.reserve();
  const { word } = readExpression(scan, around);
  const end = scan.at;
  const redirects = readRedirects(scan, around);
  skipBlanks(scan, false);
  const piped = scan.text[scan.at] === '|' && scan.text[scan.at + 1] !== '|';
  if (!piped && redirects.length === 0) return null;
  const words: Word[] = [[{ kind: 'text', text: 'echo' }], word];
  scan.builder.fill(slot, { words, assignments: [], redirects, ...linesBetween(scan, start, end) }, around);
  return slot;
}

function readCommand(scan: Scan, start: number, around: Surroundings): number | null {
  const slot = scan.builder.reserve();
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  let end = scan.at;
  for (;;) {
    skipBlanks(scan, false);
    for (const redirect of readRedirects(scan, around)) redirects.push(redirect);
    const before = scan.at;
    const inside = iterates(words) ? { ...around, loops: [...around.loops, { variable: '_', items: null }] } : around;
    const word = readWord(scan, inside);
    if (scan.at === before) break;
    words.push(word);
    end = scan.at;
  }
  if (words.length === 0) return null;
  scan.builder.fill(slot, { words, assignments: [], redirects, ...linesBetween(scan, start, end) }, around);
  return slot;
}

const iterators = new Set(['foreach-object', '%', 'foreach']);

function iterates([program]: readonly Word[]): boolean {
  const [only] = program ?? [];
  return only?.kind === 'text' && iterators.has(only.text.toLowerCase());
}

/** `>`, `>>` of the success stream; other streams and merges (`2>&1`) are passed over. */
function readRedirects(scan: Scan, around: Surroundings): Redirect[] {
  const redirects: Redirect[] = [];
  for (;;) {
    skipBlanks(scan, false);
    const operator = /^([1-6*]?)(>>?)(&[12])?|^</.exec(scan.text.slice(scan.at, scan.at + 6));
    if (operator === null) return redirects;
    scan.at += operator[0].length;
    if (operator[3] !== undefined) continue;
    skipBlanks(scan, false);
    const target: readonly WordPart[] = readWord(scan, around);
    const stream = operator[1] ?? '';
    if (operator[0] !== '<' && (stream === '' || stream === '1' || stream === '*'))
      redirects.push({ operator: operator[2] === '>>' ? '>>' : '>', target });
  }
}

function linesBetween(scan: Scan, start: number, end: number): { line: number; endLine: number } {
  return { line: scan.source.lineAt(start), endLine: scan.source.lineAt(Math.max(start, end - 1)) };
}
