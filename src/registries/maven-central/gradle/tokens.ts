/** One word, string or sign of a build script in Groovy, Kotlin or Scala. */
export interface Token {
  readonly kind: 'word' | 'string' | 'sign' | 'newline';
  /** A string's text without quotes; interpolations stand in it as `${…}`. */
  readonly text: string;
  /** `${…}` in the text is filled in at run time. */
  readonly interpolated: boolean;
  /** 1-based. */
  readonly line: number;
}

/**
 * Splits a script into tokens: comments are left out, brackets inside of strings are text. One pass, never back; what
 * is not closed ends with its line or with the file.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const found = tokenAt(text, at, line, tokens.at(-1));
    if (found.token !== null) tokens.push(found.token);
    for (let inside = at; inside < found.end; inside++) if (text[inside] === '\n') line++;
    at = found.end;
  }
  return tokens;
}

interface Found {
  readonly token: Token | null;
  readonly end: number;
}

function tokenAt(text: string, at: number, line: number, before: Token | undefined): Found {
  const character = text[at] ?? '';
  const make = (kind: Token['kind'], value: string, end: number, interpolated = false): Found => ({
    token: { kind, text: value, interpolated, line },
    end,
  });

  if (character === '\n') return make('newline', '\n', at + 1);
  if (character <= ' ') return { token: null, end: at + 1 };
  if (text.startsWith('//', at) || text.startsWith('#!', at)) return { token: null, end: indexOrEnd(text, '\n', at) };
  if (text.startsWith('/*', at)) return { token: null, end: indexOrEnd(text, '*/', at + 2) + 2 };
  if (wordStart.test(character)) {
    let end = at + 1;
    while (end < text.length && wordPart.test(text[end] ?? '')) end++;
    return make('word', text.slice(at, end), end);
  }
  if (character === '`') {
    const end = Math.min(indexOrEnd(text, '`', at + 1), indexOrEnd(text, '\n', at));
    return make('word', text.slice(at + 1, end), end + 1);
  }
  if (character === '"' || character === "'") return stringAt(text, at, make);
  if (character === '/' && startsPattern(text, at, before)) {
    const end = closing(text, at + 1, '/', false);
    return make('string', text.slice(at + 1, end), end + 1, true);
  }
  return make('sign', character, at + 1);
}

const wordStart = /[\p{L}_$]/u;
const wordPart = /[\p{L}\p{N}_$]/u;

/** Groovy's `/pattern/`: where a value is due, and not a division. */
function startsPattern(text: string, at: number, before: Token | undefined): boolean {
  const due = before?.kind === 'sign' && '(,=~:['.includes(before.text);
  return due && text[closing(text, at + 1, '/', false)] === '/';
}

function stringAt(
  text: string,
  at: number,
  make: (kind: Token['kind'], value: string, end: number, interpolated?: boolean) => Found,
): Found {
  const quote = text[at] ?? '"';
  const long = text.startsWith(quote.repeat(3), at);
  const width = long ? 3 : 1;
  const end = closing(text, at + width, quote.repeat(width), long);
  const value = text.slice(at + width, end);
  return make('string', value, end + width, quote === '"' && value.includes('$'));
}

/** Offset of what closes a string, or of the end of its line (of the file for a long one). Steps over `${…}`. */
function closing(text: string, start: number, close: string, long: boolean): number {
  let braces = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '\n' && !long) return at;
    else if (character === '$' && text[at + 1] === '{' && close.startsWith('"')) {
      braces++;
      at++;
    } else if (character === '{' && braces > 0) braces++;
    else if (character === '}' && braces > 0) braces--;
    else if (braces === 0 && text.startsWith(close, at)) return at;
  }
  return text.length;
}

function indexOrEnd(text: string, wanted: string, from: number): number {
  const found = text.indexOf(wanted, from);
  return found === -1 ? text.length : found;
}
