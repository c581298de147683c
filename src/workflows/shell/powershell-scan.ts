import type { ScriptBuilder, Surroundings } from './script-builder.ts';
import type { SourceText } from './source-text.ts';

/** Where a reading of a PowerShell script stands. */
export interface Scan {
  readonly source: SourceText;
  readonly text: string;
  readonly builder: ScriptBuilder;
  at: number;
  depth: number;
  /** Reads statements up to the closing bracket and past it; words need it for `$(…)` and `{…}`. */
  readonly block: (scan: Scan, close: ')' | '}', around: Surroundings) => void;
}

/** Blocks, statements, strings and substitutions within each other; people stay far below. */
export const maxNesting = 200;

/** Gives up on the rest of the script. */
export function abandon(scan: Scan, from: number): void {
  scan.builder.markUnread(scan.source.lineAt(from), scan.source.lines - 1);
  scan.at = scan.text.length;
}

/** Skips blanks, backtick line continuations and comments; with `lines` also line ends. */
export function skipBlanks(scan: Scan, lines: boolean): void {
  const { text } = scan;
  for (;;) {
    const character = text[scan.at];
    if (
      character === ' ' ||
      character === '\t' ||
      character === '\r' ||
      character === '\u00a0' ||
      character === '\ufeff'
    )
      scan.at++;
    else if (lines && character === '\n') scan.at++;
    else if (character === '`' && text[scan.at + 1] === '\n') scan.at += 2;
    else if (character === '<' && text[scan.at + 1] === '#') scan.at = endAfter(text, '#>', scan.at + 2);
    else if (character === '#') scan.at = endBefore(text, '\n', scan.at);
    else return;
  }
}

/** The offset after the next `mark`, or the end of the text. */
function endAfter(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

function endBefore(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found;
}

const closers: { readonly [open: string]: string } = { '(': ')', '[': ']', '{': '}' };

/** Skips from an opening bracket past the one that closes it; brackets in strings and comments do not count. */
export function skipBrackets(scan: Scan): void {
  const { text } = scan;
  const start = scan.at;
  const open: string[] = [];
  while (scan.at < text.length) {
    const character = text[scan.at] ?? '';
    const closer = closers[character];
    if (closer !== undefined) open.push(closer);
    else if (character === open.at(-1)) open.pop();
    if (character === '`') scan.at += 2;
    else if (character === '"' || character === "'") skipQuotes(scan, character);
    else if (character === '#' && /\s/.test(text[scan.at - 1] ?? ' ')) scan.at = endBefore(text, '\n', scan.at);
    else scan.at++;
    if (open.length === 0) return;
  }
  abandon(scan, start);
}

function skipQuotes(scan: Scan, quote: string): void {
  const { text } = scan;
  for (scan.at++; scan.at < text.length; scan.at++) {
    if (text[scan.at] === '`' && quote === '"') scan.at++;
    else if (text[scan.at] === quote) break;
  }
  scan.at++;
}

/** The word of letters, digits and `-` that starts here, lower case; `` where there is none. */
export function keywordAt(scan: Scan): string {
  const end = Math.min(scan.text.length, scan.at + 16);
  const word = /^[A-Za-z]+(?![\w.\\/:-])/.exec(scan.text.slice(scan.at, end));
  return word === null ? '' : word[0].toLowerCase();
}
