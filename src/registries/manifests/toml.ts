import { parse, TomlError } from 'smol-toml';
import type { Parsed } from './document.ts';
import { tomlLines } from './toml-lines.ts';

/** Parses TOML. */
export function parseToml(path: string, text: string): Parsed {
  try {
    const root = parse(text, { maxDepth: maximumDepth, unsafeKeyBehaviour: 'drop' });
    let lines: ReadonlyMap<string, number> | undefined;
    return {
      document: {
        path,
        root,
        lineOf: (...keys) => {
          lines ??= tomlLines(text);
          // A key inside an inline table stands on the line of the table's own statement.
          for (let length = keys.length; length > 0; length--) {
            const line = lines.get(JSON.stringify(keys.slice(0, length)));
            if (line !== undefined) return line;
          }
          return 1;
        },
      },
    };
  } catch (error) {
    if (!(error instanceof TomlError)) return { problem: { path, line: 1, message: 'not valid TOML' } };
    const reason = error.message.split('\n', 1)[0]?.replace(/^Invalid TOML document: /, '') ?? '';
    return { problem: { path, line: Math.max(error.line, 1), message: `not valid TOML: ${reason}` } };
  }
}

const maximumDepth = 100;
