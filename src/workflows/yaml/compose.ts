import { Composer, type CST, type Document, Lexer, type ParsedNode, Parser } from 'yaml';
import { yamlLimits } from './limits.ts';

/** The first document of a text as the parser sees it, or why the text is not read. */
export type Composition =
  | {
      readonly state: 'read';
      readonly document: Document.Parsed<ParsedNode>;
      /** Offset of a second document. */
      readonly second: number | null;
    }
  | { readonly state: 'refused'; readonly offset: number; readonly message: string };

/**
 * Does what `parseDocument` of the `yaml` package does, token by token, so that a text which is too much can be
 * refused before it costs time, or the stack of the recursive part of the parser. Never throws.
 */
export function composeBounded(text: string): Composition {
  const parser = new Parser();
  let refusal: string | null = null;

  function* tokens(): Generator<CST.Token, void> {
    let lexemes = 0;
    let stray = 0;
    for (const lexeme of new Lexer().lex(text)) {
      lexemes += 1;
      refusal = excess(lexemes, parser.stack.length, stray);
      if (refusal !== null) return;
      for (const token of parser.next(lexeme)) {
        if (token.type === 'error' || token.type === 'directive') stray += 1;
        yield token;
      }
    }
    yield* parser.end();
  }

  // Each complaint of the parser is an Error. A text can earn hundreds of thousands, nobody reads where in the parser
  // they arose, and to note that down would take most of the time.
  const { stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 0;
    let first: Document.Parsed<ParsedNode> | null = null;
    let second: number | null = null;
    for (const document of new Composer(options).compose(tokens(), true, text.length)) {
      if (first === null) first = document;
      else {
        second = document.range[0];
        break;
      }
    }
    if (first !== null && refusal === null) return { state: 'read', document: first, second };
  } catch {
    // The parser is not ours and what it is given may be made to break it.
    refusal = 'The YAML parser gave up on this file, so it is not read.';
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return { state: 'refused', offset: parser.offset, message: refusal ?? 'The file holds no YAML document.' };
}

/** Only text, lists and mappings: what a value means is decided where it is used, and from how it is written. */
const options = { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false, prettyErrors: false } as const;

/** The parser's stack holds the document and a scalar besides the collections. */
const stackLimit = yamlLimits.depth + 2;

function excess(lexemes: number, stack: number, stray: number): string | null {
  if (stack > stackLimit) return tooDeep;
  if (lexemes > yamlLimits.tokens) return 'The file has too many parts to be a workflow, so it is not read.';
  if (stray > yamlLimits.strayTokens) return 'This is not YAML: hardly anything stands where it could.';
  return null;
}

export const tooDeep = `Lists and mappings are nested more than ${yamlLimits.depth} deep, so the file is not read.`;
