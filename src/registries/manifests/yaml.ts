import { isNode, LineCounter, parseDocument } from 'yaml';
import { isTable, type Parsed } from './document.ts';

/** Parses YAML. Files that repeat themselves through aliases beyond reason are refused. */
export function parseYaml(path: string, text: string): Parsed {
  if (text.length > maximumLength) return { problem: { path, line: null, message: 'too much YAML, not read' } };
  const lineCounter = new LineCounter();
  try {
    // The library's check for unique keys compares each with each.
    const parsed = parseDocument(text, { lineCounter, uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
    const error = parsed.errors[0];
    if (error !== undefined) {
      const line = Math.max(lineCounter.linePos(error.pos[0]).line, 1);
      return { problem: { path, line, message: `not valid YAML: ${firstLine(error.message)}` } };
    }
    const data: unknown = parsed.toJS({ maxAliasCount: maximumAliases });
    return {
      document: {
        path,
        root: isTable(data) ? data : {},
        lineOf: (...keys) => {
          const node = parsed.getIn(keys, true);
          const offset = isNode(node) ? node.range?.[0] : undefined;
          return offset === undefined ? 1 : Math.max(lineCounter.linePos(offset).line, 1);
        },
      },
    };
  } catch (error) {
    // The library throws on too many aliases, and on nesting that exhausts the stack.
    const reason = error instanceof RangeError ? 'nested too deeply' : 'it repeats itself through too many aliases';
    return { problem: { path, line: 1, message: `not valid YAML: ${reason}` } };
  }
}

/** Characters. The library takes its time, and what people write here has a few hundred lines. */
const maximumLength = 256 * 1024;

const maximumAliases = 100;

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}
