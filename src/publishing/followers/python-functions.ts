/** A function at the top level of a Python file. */
export interface PythonFunction {
  readonly name: string;
  /** 1-based line of its `def`. */
  readonly line: number;
  /** From `def` to its last line. */
  readonly text: string;
  /** The decorators above it, as written, each on one line. */
  readonly decorators: readonly string[];
}

/** The functions at the top level of a Python file, found by indentation. */
export function pythonFunctions(source: string): readonly PythonFunction[] {
  const lines = source.split('\n');
  const functions: PythonFunction[] = [];
  let decorators: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.startsWith('@')) {
      const end = blockEnd(lines, at + 1);
      decorators.push(lines.slice(at, end).join(' ').slice(0, 2000));
      at = end - 1;
      continue;
    }
    const name = /^(?:async\s+)?def\s+(\w+)/.exec(line)?.[1];
    if (name !== undefined) {
      const end = blockEnd(lines, at + 1);
      functions.push({ name, line: at + 1, text: lines.slice(at, end).join('\n').trimEnd(), decorators });
      at = end - 1;
    }
    if (name !== undefined || (line.trim() !== '' && !line.startsWith('#'))) decorators = [];
  }
  return functions;
}

/** A function with those of the same file that it calls, directly and through others, itself first. */
export function withCalled(functions: readonly PythonFunction[], first: PythonFunction): readonly PythonFunction[] {
  const reached = new Set([first]);
  for (const each of reached) {
    const words = new Set(each.text.match(/\b\w+(?=\()/g));
    for (const other of functions) if (words.has(other.name)) reached.add(other);
    if (reached.size > 50) break;
  }
  return [...reached];
}

/** Where indented lines end: at the first that is neither indented, empty, nor a comment, closing brackets aside. */
function blockEnd(lines: readonly string[], from: number): number {
  let end = from;
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || line.startsWith('#')) continue;
    if (!/^\s/.test(line) && !line.startsWith(')')) break;
    end = at + 1;
  }
  return end;
}
