/** A word or mark of an Elixir (or Erlang) text. Comments and spaces are left out. */
export interface Token {
  readonly kind: 'word' | 'atom' | 'text' | 'key' | 'attribute' | 'mark';
  /** Text without its quotes, atom without its colon, key without its colon, attribute without its `@`. */
  readonly value: string;
  readonly line: number;
  /** False for a text with something interpolated. */
  readonly literal: boolean;
}

/** Splits an Elixir text into tokens: enough to find keyword lists in it, without understanding it. */
export function elixirTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  const add = (kind: Token['kind'], value: string, literal = true): void => {
    tokens.push({ kind, value, line, literal });
  };

  while (at < text.length && tokens.length < maximumTokens) {
    const character = text[at] ?? '';
    if (character === '\n') {
      line++;
      at++;
    } else if (/\s/.test(character)) at++;
    else if (character === '#') at = skipLine(text, at);
    else {
      const quoted = readQuoted(text, at);
      if (quoted !== null) {
        const key = !quoted.sigil && text[quoted.end] === ':' && text[quoted.end + 1] !== ':';
        add(key ? 'key' : 'text', quoted.value, quoted.literal);
        line += count(text, '\n', at, quoted.end);
        at = quoted.end + (key ? 1 : 0);
        continue;
      }
      const word = readWord(text, at);
      if (word === null) {
        add('mark', character);
        at++;
        continue;
      }
      add(word.kind, word.value);
      at = word.end;
    }
  }
  return tokens;
}

const maximumTokens = 100_000;

function readWord(text: string, start: number): { kind: Token['kind']; value: string; end: number } | null {
  const first = text[start] ?? '';
  if ((first === ':' || first === '@') && wordStart.test(text[start + 1] ?? '')) {
    const end = endOfWord(text, start + 1);
    return { kind: first === ':' ? 'atom' : 'attribute', value: text.slice(start + 1, end), end };
  }
  if (!wordStart.test(first)) return null;
  const end = endOfWord(text, start);
  // `name:` opens a value in a keyword list; `A::B` does not exist, but `::` does in specifications.
  const key = text[end] === ':' && text[end + 1] !== ':';
  return { kind: key ? 'key' : 'word', value: text.slice(start, end), end: key ? end + 1 : end };
}

const wordStart = /[A-Za-z_]/;
const wordPart = /[\w?!]/;

function endOfWord(text: string, start: number): number {
  let end = start;
  while (end < text.length && wordPart.test(text[end] ?? '')) end++;
  return end;
}

interface Quoted {
  readonly value: string;
  readonly literal: boolean;
  readonly sigil: boolean;
  readonly end: number;
}

/** `"text"`, `'text'`, heredocs of both, and sigils such as `~s(text)` and `~w[a b]`. */
function readQuoted(text: string, start: number): Quoted | null {
  const sigil = text[start] === '~' && /[A-Za-z]/.test(text[start + 1] ?? '');
  let open = start;
  if (sigil) {
    open = start + 1;
    while (/[A-Za-z]/.test(text[open] ?? '')) open++;
  }
  const quote = text[open] ?? '';
  if (quote !== '"' && quote !== "'" && !(sigil && closings.has(quote))) return null;
  const heredoc = (quote === '"' || quote === "'") && text.startsWith(quote.repeat(3), open);
  const closing = heredoc ? quote.repeat(3) : (closings.get(quote) ?? quote);
  const from = open + (heredoc ? 3 : 1);

  let at = from;
  while (at < text.length && !text.startsWith(closing, at)) at += text[at] === '\\' ? 2 : 1;
  const value = text.slice(from, at);
  return { value, literal: !value.includes('#{') && !value.includes('\\'), sigil, end: at + closing.length };
}

const closings = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['<', '>'],
  ['|', '|'],
  ['/', '/'],
]);

function skipLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

function count(text: string, character: string, start: number, end: number): number {
  let found = 0;
  for (let at = text.indexOf(character, start); at !== -1 && at < end; at = text.indexOf(character, at + 1)) found++;
  return found;
}
