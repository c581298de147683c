/** Reads a Java properties file: `key = value`, `key: value`, comments, and lines that a backslash carries on. */
export function propertiesOf(text: string): ReadonlyMap<string, Property> {
  const properties = new Map<string, Property>();
  const lines = text.split(/\r\n|\r|\n/);
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1;
    let statement = (lines[at] ?? '').trimStart();
    if (statement === '' || statement.startsWith('#') || statement.startsWith('!')) continue;
    const pieces = [];
    while (endsOpen(statement) && at + 1 < lines.length) {
      pieces.push(statement.slice(0, -1));
      at++;
      statement = (lines[at] ?? '').trimStart();
    }
    pieces.push(statement);
    const whole = pieces.join('');
    const split = separator(whole);
    properties.set(whole.slice(0, split).trimEnd(), { value: valueFrom(whole, split), line });
  }
  return properties;
}

export interface Property {
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

function endsOpen(statement: string): boolean {
  let backslashes = 0;
  while (statement[statement.length - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

/** Where the key ends: at `=`, `:` or white space. */
function separator(statement: string): number {
  for (let at = 0; at < statement.length; at++) {
    if (statement[at] === '\\') at++;
    else if ('=: \t\f'.includes(statement[at] ?? '')) return at;
  }
  return statement.length;
}

function valueFrom(statement: string, split: number): string {
  let at = split;
  while (' \t\f'.includes(statement[at] ?? 'x')) at++;
  if (statement[at] === '=' || statement[at] === ':') at++;
  return statement.slice(at).trim();
}
