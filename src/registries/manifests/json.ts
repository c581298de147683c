import { findNodeAtLocation, getNodeValue, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { isTable, type Parsed } from './document.ts';
import { lineFinder } from './lines.ts';

/** Parses JSON with comments and trailing commas, as npm's, Deno's and Rush's files come. */
export function parseJson(path: string, text: string): Parsed {
  const lineAt = lineFinder(text);
  const tooDeep = offsetBeyondDepth(text, maximumDepth);
  if (tooDeep !== null) {
    return { problem: { path, line: lineAt(tooDeep), message: `nested deeper than ${maximumDepth} levels` } };
  }

  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  const error = errors[0];
  if (error !== undefined || tree === undefined) {
    const reason = error === undefined ? 'it is empty' : spaced(printParseErrorCode(error.error));
    return { problem: { path, line: lineAt(error?.offset ?? 0), message: `not valid JSON: ${reason}` } };
  }

  const data: unknown = getNodeValue(tree);
  return {
    document: {
      path,
      root: isTable(data) ? data : {},
      lineOf: (...keys) => lineAt(findNodeAtLocation(tree, keys)?.offset ?? 0),
    },
  };
}

/** The parser recurses; a manifest that people write stays far below this. */
const maximumDepth = 200;

/** Where brackets outside of strings first nest too deeply. Comments are not told apart: they only make it stricter. */
function offsetBeyondDepth(text: string, maximum: number): number | null {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') {
      depth++;
      if (depth > maximum) return at;
    } else if (character === '}' || character === ']') depth--;
  }
  return null;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"' || text[at] === '\n') return at;
  }
  return text.length;
}

/** `PropertyNameExpected` → `property name expected` */
function spaced(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
