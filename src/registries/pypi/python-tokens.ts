/** A word, mark or text of a Python file. Comments, spaces and line ends are left out. */
export interface Token {
  readonly kind: 'word' | 'text' | 'mark';
  /** A text without its quotes. */
  readonly value: string;
  readonly line: number;
  /** False for a text that is computed (`f"…"`) or holds escapes. */
  readonly literal: boolean;
}

/** Splits a Python text into tokens: enough to read the arguments of a call, without understanding the program. */
export function pythonTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length && tokens.length < maximumTokens) {
    const character = text[at] ?? '';
    if (character === '\n') {
      line++;
      at++;
    } else if (/\s/.test(character) || character === '\\') at++;
    else if (character === '#') at = endOfLine(text, at);
    else if (character === '"' || character === "'") {
      const end = endOfText(text, at);
      tokens.push({ kind: 'text', line, ...contentOf(text.slice(at, end)) });
      line += text.slice(at, end).split('\n').length - 1;
      at = end;
    } else if (wordPart.test(character)) {
      const from = at;
      while (at < text.length && wordPart.test(text[at] ?? '')) at++;
      const word = text.slice(from, at);
      const quoted = text[at] === '"' || text[at] === "'";
      if (quoted && prefix.test(word)) {
        const end = endOfText(text, at);
        const content = contentOf(text.slice(at, end));
        tokens.push({ kind: 'text', line, value: content.value, literal: content.literal && /^[ru]$/i.test(word) });
        line += text.slice(at, end).split('\n').length - 1;
        at = end;
      } else tokens.push({ kind: 'word', value: word, line, literal: true });
    } else {
      tokens.push({ kind: 'mark', value: character, line, literal: true });
      at++;
    }
  }
  return tokens;
}

const maximumTokens = 100_000;
const wordPart = /\w/;
const prefix = /^[rbuf]{1,2}$/i;

/** The offset after a text that starts here; one in single quotes ends with its line at the latest. */
function endOfText(text: string, start: number): number {
  const quote = text[start] ?? '"';
  const long = text.startsWith(quote.repeat(3), start);
  const closing = long ? quote.repeat(3) : quote;
  let at = start + closing.length;
  while (at < text.length) {
    if (text[at] === '\\') at += 2;
    else if (text.startsWith(closing, at)) return at + closing.length;
    else if (!long && text[at] === '\n') return at;
    else at++;
  }
  return text.length;
}

function contentOf(quoted: string): { value: string; literal: boolean } {
  const quotes = /^("""|'''|"|')/.exec(quoted)?.[0].length ?? 1;
  const value = quoted.slice(quotes, -quotes);
  return { value, literal: !value.includes('\\') };
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}
