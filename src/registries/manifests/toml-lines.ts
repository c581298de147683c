/**
 * Lines of the statements of a valid TOML text: a table's header and each `key = value`, by the JSON of their full key.
 * The parser keeps no positions, so this walks the text once more, over values without looking into them.
 */
export function tomlLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let table: readonly string[] = [];
  let line = 1;
  let at = 0;

  while (at < text.length) {
    const character = text[at];
    if (character === '\n') {
      line++;
      at++;
    } else if (character === ' ' || character === '\t' || character === '\r') at++;
    else if (character === '#') at = endOfLine(text, at);
    else {
      const header = character === '[';
      const { keys, end } = readKeys(text, at);
      const full = header ? keys : [...table, ...keys];
      if (header) table = keys;
      // A key that appears once more is the next entry of an array of tables; the first is what people look for.
      const name = JSON.stringify(full);
      if (!lines.has(name)) lines.set(name, line);
      const stop = header ? endOfLine(text, end) : endOfValue(text, end + 1);
      for (
        let inside = text.indexOf('\n', at);
        inside !== -1 && inside < stop;
        inside = text.indexOf('\n', inside + 1)
      ) {
        line++;
      }
      at = Math.max(stop, at + 1);
    }
  }
  return lines;
}

/** Dotted keys up to `=`, or up to the end of a header. */
function readKeys(text: string, start: number): { keys: string[]; end: number } {
  const keys: string[] = [];
  let at = start;
  while (text[at] === '[') at++;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '=' || character === ']' || character === '\n') break;
    if (character === '"' || character === "'") {
      const end = endOfString(text, at);
      keys.push(text.slice(at + 1, end - 1));
      at = end;
    } else if (bareKey.test(character)) {
      const from = at;
      while (at < text.length && bareKey.test(text[at] ?? '')) at++;
      keys.push(text.slice(from, at));
    } else at++;
  }
  return { keys, end: at };
}

const bareKey = /[\w-]/;

/** The end of the line on which a value ends, brackets and long strings included. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const character = text[at];
    if (character === '"' || character === "'") {
      at = endOfString(text, at);
      continue;
    }
    if (character === '#') {
      at = endOfLine(text, at);
      continue;
    }
    if (character === '\n' && depth <= 0) return at;
    if (character === '[' || character === '{') depth++;
    if (character === ']' || character === '}') depth--;
    at++;
  }
  return at;
}

/** The offset after a string that starts here, long or short. */
function endOfString(text: string, start: number): number {
  const quote = text[start] ?? '"';
  const long = text.startsWith(quote.repeat(3), start);
  const closing = long ? quote.repeat(3) : quote;
  let at = start + closing.length;
  while (at < text.length) {
    if (quote === '"' && text[at] === '\\') at += 2;
    else if (text.startsWith(closing, at)) {
      at += closing.length;
      // A long string may end in up to two quotes of its own.
      while (long && text[at] === quote) at++;
      return at;
    } else at++;
  }
  return text.length;
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}
