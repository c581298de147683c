/** How a stretch of a bash script is quoted; `unsafe` where a variable would not be read, or it cannot be told. */
export type Quoting = 'none' | 'double' | 'heredoc' | 'unsafe';

/**
 * How the character at an offset is quoted. Reads quotes, escapes, comments and here-documents; in substitutions
 * within double quotes it gives up, because there quotes nest.
 */
export function quotingAt(script: string, offset: number): Quoting {
  let state: 'none' | 'single' | 'double' = 'none';
  let position = 0;
  let pending: HereDocument | null = null;
  while (position < offset) {
    const character = script[position] ?? '';
    const rest = script.slice(position, position + 200);
    if (rest.startsWith('${{')) {
      const end = script.indexOf('}}', position);
      if (end < 0 || end >= offset) return 'unsafe';
      position = end + 2;
    } else if (state === 'single') {
      if (character === "'") state = 'none';
      position += 1;
    } else if (character === '\\') position += 2;
    else if (character === '`' || rest.startsWith("$'") || rest.startsWith('$((')) return 'unsafe';
    else if (state === 'double') {
      if (rest.startsWith('$(')) return 'unsafe';
      if (character === '"') state = 'none';
      position += 1;
    } else if (character === '\n' && pending !== null) {
      const end = endOf(pending, script, position + 1);
      if (offset < end) return pending.quoted ? 'unsafe' : 'heredoc';
      position = end;
      pending = null;
    } else if (character === '#' && /(?:^|[\s;&|(])$/.test(script.slice(Math.max(0, position - 1), position))) {
      const end = script.indexOf('\n', position);
      if (end < 0 || end >= offset) return 'unsafe';
      position = end;
    } else {
      const here = /^<<-?[ \t]*(['"\\]?)([A-Za-z_]\w{0,60})/.exec(rest);
      if (here !== null && !rest.startsWith('<<<')) {
        pending = { word: here[2] ?? '', quoted: here[1] !== '', indented: rest.startsWith('<<-') };
        position += here[0].length + (here[1] === "'" || here[1] === '"' ? 1 : 0);
      } else {
        if (character === "'") state = 'single';
        if (character === '"') state = 'double';
        position += 1;
      }
    }
  }
  return state === 'single' ? 'unsafe' : state;
}

interface HereDocument {
  readonly word: string;
  readonly quoted: boolean;
  readonly indented: boolean;
}

/** Where the text of a here-document ends, with its last line. */
function endOf({ word, indented }: HereDocument, script: string, start: number): number {
  let position = start;
  while (position < script.length) {
    const end = script.indexOf('\n', position);
    const line = script.slice(position, end < 0 ? undefined : end);
    position = end < 0 ? script.length : end + 1;
    if ((indented ? line.replace(/^\t+/, '') : line) === word) return position - 1;
  }
  return script.length;
}
