/** One word, string or sign of Ruby code. */
export interface RubyToken {
  readonly kind: 'word' | 'string' | 'sign' | 'newline';
  /** A string's text without quotes. */
  readonly text: string;
  /** The string is put together at run time. */
  readonly computed: boolean;
  /** 1-based. */
  readonly line: number;
}

/**
 * Splits Ruby code into tokens, as far as gemspecs need it: comments and the bodies of heredocs are left out. One pass,
 * never back.
 */
export function rubyTokens(text: string): RubyToken[] {
  const tokens: RubyToken[] = [];
  const heredocs: string[] = [];
  let line = 1;
  let at = 0;

  const push = (kind: RubyToken['kind'], value: string, end: number, computed = false): void => {
    tokens.push({ kind, text: value, computed, line });
    for (let inside = at; inside < end; inside++) if (text[inside] === '\n') line++;
    at = end;
  };

  while (at < text.length) {
    const character = text[at] ?? '';
    const startsLine = at === 0 || text[at - 1] === '\n';
    if (startsLine && text.startsWith('__END__', at)) break;
    if (startsLine && text.startsWith('=begin', at)) {
      const end = text.indexOf('\n=end', at);
      if (end === -1) break;
      line += countLines(text, at, end + 1);
      at = endOfLine(text, end + 1);
    } else if (character === '\n') {
      push('newline', '\n', at + 1);
      for (const name of heredocs.splice(0)) {
        const end = endOfHeredoc(text, at, name);
        line += countLines(text, at, end);
        at = end;
      }
    } else if (character === '#') at = endOfLine(text, at);
    else if (character <= ' ') at++;
    else if (/[A-Za-z_]/.test(character)) {
      let end = at + 1;
      while (/[A-Za-z0-9_]/.test(text[end] ?? '')) end++;
      if ((text[end] === '?' || text[end] === '!') && text[end + 1] !== '=') end++;
      push('word', text.slice(at, end), end);
    } else {
      const literal = literalAt(text, at, tokens.at(-1));
      const heredoc = literal === null ? heredocAt(text, at) : null;
      if (literal !== null) push('string', text.slice(literal.from, literal.to), literal.end, literal.computed);
      else if (heredoc !== null) {
        heredocs.push(heredoc.name);
        push('string', '', heredoc.end, true);
      } else push('sign', character, at + 1);
    }
  }
  return tokens;
}

interface Literal {
  readonly from: number;
  readonly to: number;
  readonly end: number;
  readonly computed: boolean;
}

/** `'x'`, `"x"`, `` `x` ``, `%q(x)`, `%w[x y]`, `/x/` */
function literalAt(text: string, at: number, before: RubyToken | undefined): Literal | null {
  const character = text[at] ?? '';
  if (character === "'" || character === '"' || character === '`')
    return quoted(text, at, at + 1, character, character, character !== "'");
  const valueIsDue =
    before === undefined || before.kind === 'newline' || (before.kind === 'sign' && !')]}'.includes(before.text));
  const afterWord = before?.kind === 'word' && text[at - 1] === ' ' && text[at + 1] !== ' ';
  if (!valueIsDue && !afterWord) return null;
  if (character === '/') return patternAt(text, at);
  const percent = /^%([qQwWiIrsx]?)([([{<|!/])/.exec(text.slice(at, at + 3));
  if (percent === null) return null;
  const [whole, kind = '', open = ''] = percent;
  return {
    ...quoted(text, at, at + whole.length, open, closers[open] ?? open, kind !== 'q'),
    computed: kind !== '' && kind !== 'q' && kind !== 'Q',
  };
}

/** `/x/` on one line; anything else is a division. */
function patternAt(text: string, at: number): Literal | null {
  for (let to = at + 1; to < text.length && text[to] !== '\n'; to++) {
    if (text[to] === '\\') to++;
    else if (text[to] === '/') return { from: at + 1, to, end: to + 1, computed: true };
  }
  return null;
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** Up to what closes; brackets of the same kind nest, `#{…}` is stepped over. */
function quoted(text: string, at: number, from: number, open: string, close: string, fills: boolean): Literal {
  let depth = 0;
  let computed = false;
  for (let to = from; to < text.length; to++) {
    const character = text[to];
    if (character === '\\') {
      computed ||= fills;
      to++;
    } else if (fills && character === '#' && text[to + 1] === '{') {
      computed = true;
      to = endOfBraces(text, to + 1);
    } else if (character === close && depth === 0) return { from, to, end: to + 1, computed };
    else if (character === close) depth--;
    else if (character === open && open !== close) depth++;
  }
  return { from: at, to: at, end: text.length, computed: true };
}

function endOfBraces(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return text.length;
}

function heredocAt(text: string, at: number): { name: string; end: number } | null {
  if (!text.startsWith('<<', at)) return null;
  const found = /^<<[~-]?(["'`]?)([A-Z_][A-Za-z0-9_]{0,60})\1/.exec(text.slice(at, at + 70));
  return found === null ? null : { name: found[2] ?? '', end: at + found[0].length };
}

/** Offset after the line that ends a heredoc whose body starts here. */
function endOfHeredoc(text: string, start: number, name: string): number {
  for (let at = start; at < text.length; ) {
    const end = endOfLine(text, at);
    if (end - at < 500 && text.slice(at, end).trim() === name) return Math.min(end + 1, text.length);
    at = end + 1;
  }
  return text.length;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at++) if (text[at] === '\n') lines++;
  return lines;
}
