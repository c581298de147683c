/** The statements of a go.mod or go.work file. */
export type ModFile = readonly ModStatement[];

export interface ModStatement {
  readonly verb: string;
  /** The first word after it, without quotes. */
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

/** Reads go.mod's line-based grammar: `verb value …`, or `verb ( … )` with one value a line. */
export function readModFile(text: string): ModFile {
  const statements: ModStatement[] = [];
  let block: string | null = null;
  for (const [index, raw] of text.split('\n').entries()) {
    const comment = raw.indexOf('//');
    const words = (comment === -1 ? raw : raw.slice(0, comment)).trim().split(/\s+/, 3);
    const [first = '', second = ''] = words;
    if (first === '') continue;
    if (block !== null) {
      if (first === ')') block = null;
      else statements.push({ verb: block, value: unquoted(first), line: index + 1 });
    } else if (second === '(') block = first;
    else statements.push({ verb: first, value: unquoted(second), line: index + 1 });
  }
  return statements;
}

/** The statements of one verb. */
export function directive(file: ModFile, verb: string): readonly ModStatement[] {
  return file.filter((statement) => statement.verb === verb);
}

function unquoted(word: string): string {
  const quote = word[0];
  return word.length > 1 && (quote === '"' || quote === '`') && word.endsWith(quote) ? word.slice(1, -1) : word;
}
