import { hiddenText } from './followed-script.ts';
import { type JustToken, justTokens } from './just-lexer.ts';
import { wordList } from './word-list.ts';

export interface JustScope {
  /** Text of a variable or parameter; null where nothing sets it. */
  readonly lookup: (name: string) => string | null;
  readonly environment: ReadonlyMap<string, string | null>;
  /** Tokens that may still be read, shared by all expressions of one run. */
  readonly budget: { left: number };
}

/**
 * The text that an expression gives: known where files tell, the shell's own variable for the environment, hidden
 * otherwise.
 */
export function evaluateJust(text: string, scope: JustScope): string {
  const tokens = justTokens(text);
  scope.budget.left -= tokens.length + 1;
  if (scope.budget.left < 0) return hiddenText;
  return choice({ tokens, at: 0, depth: 0 }, scope);
}

/** A line of a recipe with its `{{…}}` replaced. */
export function interpolate(line: string, scope: JustScope): string {
  let text = '';
  let at = 0;
  for (let open = line.indexOf('{{'); open !== -1; open = line.indexOf('{{', at)) {
    text += line.slice(at, open);
    if (line.startsWith('{{{{', open)) {
      text += '{{';
      at = open + 4;
      continue;
    }
    const close = line.indexOf('}}', open);
    if (close === -1) return text + line.slice(open);
    text += evaluateJust(line.slice(open + 2, close), scope);
    at = close + 2;
  }
  return text + line.slice(at);
}

interface Cursor {
  readonly tokens: readonly JustToken[];
  at: number;
  depth: number;
}

function peek(cursor: Cursor, text: string): boolean {
  const token = cursor.tokens[cursor.at];
  return token !== undefined && (token.kind === 'mark' || token.kind === 'name') && token.text === text;
}

function take(cursor: Cursor, text: string): boolean {
  const found = peek(cursor, text);
  if (found) cursor.at++;
  return found;
}

/** `a || b`, `a && b`: the first that is not empty, or the last if none is. */
function choice(cursor: Cursor, scope: JustScope): string {
  if (cursor.depth > 50) return hiddenText;
  cursor.depth++;
  let value = sum(cursor, scope);
  for (;;) {
    if (take(cursor, '||')) {
      const other = sum(cursor, scope);
      value = value === '' ? other : value;
    } else if (take(cursor, '&&')) {
      const other = sum(cursor, scope);
      value = value === '' ? '' : other;
    } else break;
  }
  cursor.depth--;
  return value;
}

function sum(cursor: Cursor, scope: JustScope): string {
  let value = peek(cursor, '/') ? '' : single(cursor, scope);
  for (;;) {
    if (take(cursor, '+')) value += single(cursor, scope);
    else if (take(cursor, '/')) value += `/${single(cursor, scope)}`;
    else return value;
  }
}

function single(cursor: Cursor, scope: JustScope): string {
  const token = cursor.tokens[cursor.at++];
  if (token === undefined) return '';
  if (token.kind === 'string') return token.text;
  if (token.kind === 'backtick') return `$(${token.text})`;
  if (token.text === '(') {
    const value = choice(cursor, scope);
    take(cursor, ')');
    return value;
  }
  if (token.kind === 'mark') return '';
  if (token.text === 'if') return conditional(cursor, scope);
  if (take(cursor, '(')) return call(token.text, parameters(cursor, scope), scope);
  return scope.lookup(token.text) ?? hiddenText;
}

function conditional(cursor: Cursor, scope: JustScope): string {
  if (cursor.depth > 50) return hiddenText;
  cursor.depth++;
  const left = choice(cursor, scope);
  const operator = cursor.tokens[cursor.at++]?.text ?? '';
  const right = choice(cursor, scope);
  take(cursor, '{');
  const yes = choice(cursor, scope);
  take(cursor, '}');
  take(cursor, 'else');
  const braced = !peek(cursor, 'if') && take(cursor, '{');
  const no = choice(cursor, scope);
  if (braced) take(cursor, '}');
  cursor.depth--;
  if (operator === '=~' || left.includes('$') || right.includes('$')) return yes === no ? yes : hiddenText;
  return (left === right) === (operator === '==') ? yes : no;
}

function parameters(cursor: Cursor, scope: JustScope): readonly string[] {
  const values: string[] = [];
  while (cursor.at < cursor.tokens.length && !take(cursor, ')')) {
    values.push(choice(cursor, scope));
    if (!take(cursor, ',') && !peek(cursor, ')')) cursor.at++;
  }
  return values;
}

function call(name: string, [first = '', second, third]: readonly string[], scope: JustScope): string {
  if (environmentFunctions.has(name)) {
    const known = scope.environment.get(first);
    if (known !== undefined && known !== null) return known;
    return scope.environment.has(first) || second === undefined ? shellVariable(first) : second;
  }
  if (folderFunctions.has(name)) return '.';
  if (name === 'shell') return `$(${first})`;
  if (name === 'os' || name === 'os_family') return name === 'os' ? 'linux' : 'unix';
  if (first.includes('$')) return hiddenText;
  if (name === 'replace' && second !== undefined) return first.replaceAll(second, () => third ?? '');
  return textFunctions.get(name)?.(first, second ?? '') ?? hiddenText;
}

function shellVariable(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `\${${name}}` : hiddenText;
}

const environmentFunctions: ReadonlySet<string> = new Set(['env', 'env_var', 'env_var_or_default']);

/** Absolute on the machine that builds; the folder a recipe runs in as far as files tell. */
const folderFunctions: ReadonlySet<string> = new Set(
  wordList(`
  justfile_directory justfile_dir invocation_directory invocation_dir source_directory source_dir
  module_directory module_dir invocation_directory_native
`),
);

const textFunctions: ReadonlyMap<string, (text: string, by: string) => string> = new Map([
  ['trim', (text) => text.trim()],
  ['trim_start', (text) => text.trimStart()],
  ['trim_end', (text) => text.trimEnd()],
  ['lowercase', (text) => text.toLowerCase()],
  ['uppercase', (text) => text.toUpperCase()],
  ['quote', (text) => `'${text.replaceAll("'", "'\\''")}'`],
  ['clean', (text) => text],
  ['require', (text) => text],
  ['which', (text) => text],
  ['trim_start_match', (text, by) => (text.startsWith(by) ? text.slice(by.length) : text)],
  ['trim_end_match', (text, by) => (by !== '' && text.endsWith(by) ? text.slice(0, -by.length) : text)],
  [
    'prepend',
    (by, text) =>
      text
        .split(/\s+/)
        .filter(Boolean)
        .map((word) => by + word)
        .join(' '),
  ],
  [
    'append',
    (by, text) =>
      text
        .split(/\s+/)
        .filter(Boolean)
        .map((word) => word + by)
        .join(' '),
  ],
]);
