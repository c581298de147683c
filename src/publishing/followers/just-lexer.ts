/** A token of a just expression. */
export type JustToken =
  | { readonly kind: 'name'; readonly text: string }
  /** Quotes and escapes removed. */
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'backtick'; readonly text: string }
  | { readonly kind: 'mark'; readonly text: string };

/** The tokens of an expression; what it does not know it passes over. At most 2,000. */
export function justTokens(text: string): readonly JustToken[] {
  const tokens: JustToken[] = [];
  let at = 0;
  while (at < text.length && tokens.length < 2000) {
    const character = text[at] ?? '';
    if (/\s/.test(character)) at++;
    else if (character === '#') at = endOr(text.indexOf('\n', at), text.length);
    else if (/["'`]/.test(character)) {
      const quote = text.startsWith(character.repeat(3), at) ? character.repeat(3) : character;
      const { inner, end } = readQuoted(text, at + quote.length, quote);
      tokens.push({ kind: character === '`' ? 'backtick' : 'string', text: inner });
      at = end;
    } else {
      const name = /^[A-Za-z_][A-Za-z0-9_-]*/.exec(text.slice(at, at + 200))?.[0];
      const mark = name ?? marks.find((each) => text.startsWith(each, at)) ?? character;
      // `x'…'` and `f'…'` are strings with a letter in front.
      const prefix = /^[xf]$/.test(mark) && /["']/.test(text[at + 1] ?? '');
      if (!prefix) tokens.push({ kind: name === undefined ? 'mark' : 'name', text: mark });
      at += mark.length;
    }
  }
  return tokens;
}

const marks = ['==', '!=', '=~', '&&', '||', '::', ':='];

function readQuoted(text: string, from: number, quote: string): { readonly inner: string; readonly end: number } {
  const escapes = quote.startsWith('"');
  let inner = '';
  let at = from;
  while (at < text.length && !text.startsWith(quote, at)) {
    if (escapes && text[at] === '\\') {
      inner += escapeLetters[text[at + 1] ?? ''] ?? text[at + 1] ?? '';
      at += 2;
    } else inner += text[at++];
  }
  return { inner, end: at + quote.length };
}

const escapeLetters: { readonly [letter: string]: string } = { n: '\n', t: '\t', r: '\r', '\n': '' };

function endOr(at: number, end: number): number {
  return at === -1 ? end : at;
}
