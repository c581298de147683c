import type { Word, WordPart } from './model.ts';
import { abandon, maxNesting, type Scan, skipBrackets } from './powershell-scan.ts';
import type { Surroundings } from './script-builder.ts';
import { joinParts } from './source-text.ts';

/** Ends a word of a command. */
const wordEnds = new Set([' ', '\t', '\n', '\r', '|', ';', '&', ')', '}', '(', '{', '<', '>']);

/** Reads one word of a command, from where the scan stands to the blank or operator that ends it. */
export function readWord(scan: Scan, around: Surroundings): Word {
  const { text } = scan;
  const parts: WordPart[] = [];
  const start = scan.at;
  while (scan.at < text.length) {
    const character = text[scan.at] ?? '';
    const special = readSpecial(scan, around, scan.at === start);
    if (special !== null) append(parts, special);
    else if (wordEnds.has(character)) break;
    else if (character === '`') {
      if (text[scan.at + 1] === '\n') break;
      parts.push({ kind: 'text', text: escaped(text[scan.at + 1] ?? '') });
      scan.at += 2;
    } else append(parts, plainRun(scan));
    // A list of values, `a, b`, is one argument.
    if (text[scan.at - 1] === ',' && text[scan.at] === ' ') scan.at++;
  }
  return joinParts(parts);
}

/** Strings, variables and brackets: what means the same in an argument and in an expression. Null for anything else. */
export function readSpecial(scan: Scan, around: Surroundings, first: boolean): Word | null {
  const { text } = scan;
  const character = text[scan.at];
  const next = text[scan.at + 1];
  if (character === '"' || character === '\u201c') return readDouble(scan, around);
  if (character === "'") return readSingle(scan);
  if (character === '$') return readDollar(scan, around, true);
  if (!first) return null;
  if (character === '@' && (next === '"' || next === "'")) return readHereString(scan, around);
  if (character === '@' && next === '{') return skipped(scan, scan.at++);
  if (character === '@' && next === '(') return nested(scan, ')', scan.at, scan.at + 2, around);
  if (character === '(') return nested(scan, ')', scan.at, scan.at + 1, around);
  if (character === '{') return nested(scan, '}', scan.at, scan.at + 1, around);
  if (character === '@' && next !== undefined && /\w/.test(next)) return readSplat(scan);
  return null;
}

/** Reads `$name`, `${name}`, `$scope:name`, `$(…)` and, outside of strings, what is asked of it (`.Member`, `[0]`). */
function readDollar(scan: Scan, around: Surroundings, members: boolean): Word {
  const { text, source } = scan;
  const start = scan.at;
  if (text[start + 1] === '(') return nested(scan, ')', start, start + 2, around);
  const name = text[start + 1] === '{' ? bracedName(scan) : plainName(scan);
  if (name === null) {
    scan.at = start + 1;
    return [{ kind: 'text', text: '$' }];
  }
  if (members && readMembers(scan)) {
    const written = source.written(text.slice(start, scan.at));
    return [{ kind: 'computed', names: [unscoped(name)], source: written }];
  }
  const [head, ...rest] = source.parts(name);
  const written = source.written(text.slice(start, scan.at));
  if (head?.kind !== 'text') return [{ kind: 'computed', names: [], source: written }];
  return [{ kind: 'variable', name: unscoped(head.text), fallback: null, source: written }, ...rest];
}

/** The variables that a stretch of an expression names. */
export function namesIn(stretch: string): string[] {
  return [...new Set(Array.from(stretch.matchAll(/\$\{?((?:\w+:)?\w+)/g), (match) => unscoped(match[1] ?? '')))];
}

/** `env:NAME` and the scopes of variables say where a variable lives, not what it is called. */
export function unscoped(name: string): string {
  return name.replace(/^(?:env|script|global|local|private|using|variable):/i, '');
}

function plainRun(scan: Scan): Word {
  const { text, source } = scan;
  const start = scan.at;
  do scan.at++;
  while (scan.at < text.length && !wordEnds.has(text[scan.at] ?? '') && !/["'$`]/.test(text[scan.at] ?? ''));
  return source.parts(text.slice(start, scan.at));
}

function plainName(scan: Scan): string | null {
  const rest = scan.text.slice(scan.at + 1, scan.at + 300);
  const name = /^(?:(?:[A-Za-z]\w*:(?=\w))?\w+|[?$^])/.exec(rest);
  if (name === null) return null;
  scan.at += 1 + name[0].length;
  return name[0];
}

function bracedName(scan: Scan): string | null {
  const end = scan.text.indexOf('}', scan.at);
  const line = scan.text.indexOf('\n', scan.at);
  if (end < 0 || (line >= 0 && line < end)) return null;
  const name = scan.text.slice(scan.at + 2, end);
  scan.at = end + 1;
  return name;
}

/** Skips `.Member`, `::Member`, `[index]` and `(arguments)`; whether there was any. */
function readMembers(scan: Scan): boolean {
  const { text } = scan;
  const start = scan.at;
  for (;;) {
    const member = /^(?:\?)?(?:\.|::)[A-Za-z_]\w*/.exec(text.slice(scan.at, scan.at + 100));
    if (member !== null) {
      scan.at += member[0].length;
      if (text[scan.at] === '(') skipBrackets(scan);
    } else if (text[scan.at] === '[') skipBrackets(scan);
    else return scan.at > start;
  }
}

/** `@name` hands over a list or table of arguments. */
function readSplat(scan: Scan): Word {
  const start = scan.at++;
  while (/\w/.test(scan.text[scan.at] ?? '')) scan.at++;
  const written = scan.text.slice(start, scan.at);
  const parts = scan.source.parts(written);
  // `@scope/package` is an argument like any other for programs that are not PowerShell's own.
  if (/[/\\.@-]/.test(scan.text[scan.at] ?? '') || parts.length > 1) return parts;
  return [{ kind: 'computed', names: [written.slice(1)], source: scan.source.written(written) }];
}

function nested(scan: Scan, close: ')' | '}', start: number, inside: number, around: Surroundings): Word {
  scan.at = inside;
  if (scan.depth >= maxNesting) abandon(scan, start);
  else {
    scan.depth++;
    scan.block(scan, close, { ...around, pipedFrom: null, redirects: close === ')' ? [] : around.redirects });
    scan.depth--;
  }
  readMembers(scan);
  return [{ kind: 'substitution', source: scan.source.written(scan.text.slice(start, scan.at)) }];
}

function skipped(scan: Scan, start: number): Word {
  skipBrackets(scan);
  const written = scan.text.slice(start, scan.at);
  return [{ kind: 'computed', names: namesIn(written), source: scan.source.written(written) }];
}

function readSingle(scan: Scan): Word {
  const { text, source } = scan;
  const start = scan.at;
  let value = '';
  for (scan.at++; scan.at < text.length; ) {
    const end = text.indexOf("'", scan.at);
    if (end < 0) break;
    value += text.slice(scan.at, end);
    scan.at = end + 1;
    if (text[scan.at] !== "'") return source.parts(value);
    value += "'";
    scan.at++;
  }
  abandon(scan, start);
  return source.parts(value);
}

function readDouble(scan: Scan, around: Surroundings): Word {
  const start = scan.at++;
  const parts = readExpandable(scan, around, (text, at) => (text[at] === '"' ? 1 : 0));
  if (parts === null) abandon(scan, start);
  return parts ?? [];
}

function readHereString(scan: Scan, around: Surroundings): Word {
  const { text, source } = scan;
  const start = scan.at;
  const quote = text[start + 1] ?? '';
  const open = /^@["'][ \t]*\n/.exec(text.slice(start, start + 200));
  const close = `\n${quote}@`;
  if (open === null) {
    scan.at++;
    return source.parts('@');
  }
  // The line end before the closing mark belongs to the mark, and so does the opening one of an empty string.
  scan.at += open[0].length - 1;
  if (text.startsWith(close, scan.at)) {
    scan.at += close.length;
    return [];
  }
  scan.at++;
  if (quote === "'") {
    const from = scan.at;
    const end = text.indexOf(close, from);
    if (end < 0) {
      abandon(scan, start);
      return [];
    }
    scan.at = end + close.length;
    return source.parts(text.slice(from, end));
  }
  const parts = readExpandable(scan, around, (content, at) => (content.startsWith(close, at) ? close.length : 0));
  if (parts === null) abandon(scan, start);
  return parts ?? [];
}

/** Reads to the mark that `closes` measures and past it; null where it never comes. */
function readExpandable(scan: Scan, around: Surroundings, closes: (text: string, at: number) => number): Word | null {
  const { text, source } = scan;
  const parts: WordPart[] = [];
  let literal = '';
  const flush = (): void => {
    append(parts, source.parts(literal));
    literal = '';
  };
  while (scan.at < text.length) {
    const length = closes(text, scan.at);
    if (length === 1 && text[scan.at + 1] === '"') {
      literal += '"';
      scan.at += 2;
    } else if (length > 0) {
      scan.at += length;
      flush();
      return joinParts(parts);
    } else if (text[scan.at] === '`') {
      literal += text[scan.at + 1] === '\n' ? '' : escaped(text[scan.at + 1] ?? '');
      scan.at += 2;
    } else if (text[scan.at] === '$') {
      flush();
      append(parts, readDollar(scan, around, false));
    } else literal += text[scan.at++];
  }
  return null;
}

/** Adds one by one: a call cannot take as many arguments as a hostile word has parts. */
function append(parts: WordPart[], more: Word): void {
  for (const part of more) parts.push(part);
}

const escapes: { readonly [letter: string]: string } = { n: '\n', t: '\t', r: '\r', '0': '\0', a: '\x07', b: '\b' };

function escaped(character: string): string {
  return escapes[character] ?? character;
}
