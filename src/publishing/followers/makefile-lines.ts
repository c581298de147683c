/** A line of a makefile with its continuations. */
export interface MakeLine {
  /** 1-based. */
  readonly line: number;
  /** Begins with a tab: a recipe's, where a rule stands before it. */
  readonly indented: boolean;
  /** As a recipe: continuations kept, tabs in front removed. */
  readonly recipe: string;
  /** As anything else: continuations joined. */
  readonly text: string;
}

/** The logical lines of a makefile. */
export function makeLines(source: string): readonly MakeLine[] {
  const prefix = /^\.RECIPEPREFIX[ \t]*:?=[ \t]*(\S)/m.exec(source)?.[1] ?? '\t';
  const physical = source.split('\n').map((line) => line.replace(/\r$/, ''));
  const lines: MakeLine[] = [];
  for (let at = 0; at < physical.length; at++) {
    const line = at + 1;
    const parts = [physical[at] ?? ''];
    while (continues(parts.at(-1) ?? '') && at + 1 < physical.length) parts.push(physical[++at] ?? '');
    const bare = parts.map((part) => (part.startsWith(prefix) ? part.slice(1) : part));
    const joined = parts.map((part, index) => (index < parts.length - 1 ? part.slice(0, -1).trimEnd() : part));
    const text = joined.map((part, index) => (index === 0 ? part : part.trimStart())).join(' ');
    lines.push({ line, indented: parts[0]?.startsWith(prefix) === true, recipe: bare.join('\n'), text });
  }
  return lines;
}

/** What stands before a comment. */
export function withoutComment(text: string): string {
  for (let at = text.indexOf('#'); at !== -1; at = text.indexOf('#', at + 1))
    if (text[at - 1] !== '\\') return text.slice(0, at);
  return text;
}

function continues(line: string): boolean {
  let slashes = 0;
  while (line[line.length - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}
