import type { Redirect, ShellCommand, Word, WordPart } from './model.ts';
import { type ScriptBuilder, type Surroundings, topLevel } from './script-builder.ts';
import { joinParts, type SourceText } from './source-text.ts';

/**
 * Adds the commands of a cmd script. Cmd has no grammar to speak of: a line is cut at its operators, and prefixes
 * (`@`, `if …`, `for … do`) are taken off what is left.
 */
export function readCmd(source: SourceText, builder: ScriptBuilder): void {
  let pieces: Piece[] = [];
  let depth = 0;
  let from: number | null = null;
  let conditional = false;
  const finish = (operator: string): void => {
    const around = { ...topLevel, conditional: conditional || depth > 0, pipedFrom: from };
    const slot = pieces.length > 0 ? addStatement(pieces, around, source, builder) : null;
    from = operator === '|' ? slot : null;
    conditional = operator === '&&' || operator === '||';
    pieces = [];
  };
  let listed = false;
  for (const piece of piecesOf(source.text)) {
    listed = pieces.length > 0 && (listed || (isWord(piece, 'in') && isWord(pieces[0], 'for')));
    if (piece.kind === 'word' || piece.kind === 'redirect' || (piece.kind === 'bracket' && listed)) {
      pieces.push(piece);
      // The list of a `for` ends where its command begins.
      if (listed && piece.text === ')') pieces.push({ ...piece, kind: 'word', text: '' });
    } else {
      finish(piece.text);
      if (piece.text === '(') depth++;
      if (piece.text === ')' && depth > 0) depth--;
    }
  }
  finish('');
}

interface Piece {
  readonly kind: 'word' | 'redirect' | 'bracket' | 'operator';
  readonly text: string;
  readonly start: number;
}

/** One piece of a line: quoted and unquoted runs, operators, brackets. `^` escapes, also a line end. */
const piecePattern = /\d?>>?(?:&\d)?|<|(?:"[^"\n]*(?:"|(?=\n)|$)|\^\r?\n|\^[\s\S]|[^\s"^&|<>()])+|&&|\|\||[&|\n()]/g;

function* piecesOf(text: string): Iterable<Piece> {
  let fresh = true;
  piecePattern.lastIndex = 0;
  const pattern = new RegExp(piecePattern);
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [found] = match;
    const start = match.index;
    const kind = kindOf(found);
    if (fresh && (/^(?:@?rem|:.*)$/i.test(found) || found.startsWith('::'))) {
      const end = text.indexOf('\n', start);
      pattern.lastIndex = end < 0 ? text.length : end;
      continue;
    }
    const blank = kind === 'word' && found.replace(/\^\r?\n/g, '') === '';
    if (!blank) yield { kind, text: found, start };
    fresh = kind === 'operator' || kind === 'bracket';
  }
}

function kindOf(found: string): Piece['kind'] {
  if (found === '(' || found === ')') return 'bracket';
  if (/^(?:&&|\|\||[&|\n])$/.test(found)) return 'operator';
  return /^\d?>>?(?:&\d)?$|^<$/.test(found) ? 'redirect' : 'word';
}

function addStatement(
  pieces: readonly Piece[],
  around: Surroundings,
  source: SourceText,
  builder: ScriptBuilder,
): number | null {
  const { statement, inside } = withoutPrefixes(pieces, around);
  const [first] = statement;
  if (first === undefined) return null;
  if (isWord(first, 'for')) return addLoop(statement, inside, source, builder);
  const last = statement.at(-1) ?? first;
  const line = source.lineAt(first.start);
  const endLine = source.lineAt(last.start + last.text.length - 1);
  const { words, redirects } = readPieces(statement, source);
  const assigned = isWord(first, 'set') ? assignmentOf(statement, source) : null;
  if (assigned !== null) return builder.add({ words: [], assignments: [assigned], redirects, line, endLine }, inside);
  return words.length === 0 ? null : builder.add({ words, assignments: [], redirects, line, endLine }, inside);
}

/** Takes off `@`, `else`, and `if` with what it asks. */
function withoutPrefixes(
  pieces: readonly Piece[],
  around: Surroundings,
): { statement: readonly Piece[]; inside: Surroundings } {
  let at = 0;
  let inside = around;
  for (;;) {
    const piece = pieces[at];
    const isIf = isWord(piece, 'if');
    if (isIf || isWord(piece, 'else')) inside = { ...around, conditional: true };
    else if (!isWord(piece, '')) return { statement: pieces.slice(at), inside };
    at += isIf ? lengthOfCondition(pieces.slice(at, at + 10)) : 1;
  }
}

function addLoop(
  pieces: readonly Piece[],
  around: Surroundings,
  source: SourceText,
  builder: ScriptBuilder,
): number | null {
  const at = pieces.findIndex((piece) => isWord(piece, 'do'));
  const open = pieces.findIndex((piece) => piece.text === '(');
  const close = pieces.findIndex((piece) => piece.text === ')');
  const name = pieces.find((piece) => /^%%?\w$/.test(piece.text))?.text.replaceAll('%', '') ?? '';
  // `/f`, `/l`, `/r` and `/d` read items from elsewhere.
  const computed = pieces.slice(0, 2).some((piece) => piece.text.startsWith('/')) || open < 0 || close < open;
  const items = computed ? null : pieces.slice(open + 1, close).map((piece) => readWord(piece.text, source));
  const loops = [...around.loops, { variable: name, items }];
  return at < 0 || loops.length > maxLoops
    ? null
    : addStatement(pieces.slice(at + 1), { ...around, loops }, source, builder);
}

/** Loops of one line within each other. */
const maxLoops = 20;

/** How many words `if` and what it asks take. */
function lengthOfCondition(pieces: readonly Piece[]): number {
  let at = 1;
  while (isWord(pieces[at], 'not') || isWord(pieces[at], '/i')) at++;
  const asked = pieces[at]?.text.toLowerCase() ?? '';
  if (asked === 'exist' || asked === 'defined' || asked === 'errorlevel') return at + 2;
  if (asked.includes('==')) return asked.endsWith('==') ? at + 2 : at + 1;
  if (pieces[at + 1]?.text.startsWith('==')) return pieces[at + 1]?.text === '==' ? at + 3 : at + 2;
  return at + 3;
}

/** `set NAME=value` and `set "NAME=value"`; `/a` and `/p` are computed. */
function assignmentOf(pieces: readonly Piece[], source: SourceText): ShellCommand['assignments'][number] | null {
  const words = pieces.slice(1).filter((piece) => piece.kind === 'word');
  const [first, ...more] = words;
  if (first === undefined) return null;
  const text = source.text.slice(first.start, (more.at(-1) ?? first).start + (more.at(-1) ?? first).text.length);
  const match = /^(\/[ap]\s+)?"?([^="\s]+)=([\s\S]*?)"?$/i.exec(text);
  if (match === null) return null;
  const [, computed, name = '', value = ''] = match;
  const written = source.written(value);
  const word: Word =
    computed === undefined ? readWord(value, source) : [{ kind: 'computed', names: namesIn(value), source: written }];
  return { name: source.written(name), value: word, exported: true };
}

function readPieces(pieces: readonly Piece[], source: SourceText): { words: Word[]; redirects: Redirect[] } {
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at];
    if (piece === undefined || piece.kind === 'bracket') continue;
    if (piece.kind === 'word') {
      const text = words.length === 0 ? piece.text.replace(/^@/, '') : piece.text;
      if (text !== '') words.push(readWord(text, source));
      continue;
    }
    if (piece.text.includes('&')) continue;
    const target = readWord(pieces[++at]?.text ?? '', source);
    const operator = piece.text.replace(/^1/, '');
    if (operator === '>' || operator === '>>' || operator === '<') redirects.push({ operator, target });
  }
  return { words, redirects };
}

/** `%NAME%`, `!NAME!`, `%%i`, `%1`; with modifiers (`%~dp0`, `%NAME:a=b%`) it is computed. */
const variablePattern =
  /%(~?[A-Za-z_]\w*)%|!([A-Za-z_]\w*)!|%%?(~[A-Za-z]*\d|~[A-Za-z]+|[A-Za-z]\b|[\d*])|%([A-Za-z_]\w*):[^%\n]*%/g;

function readWord(text: string, source: SourceText): Word {
  const parts: WordPart[] = [];
  let done = 0;
  const literal = (end: number): void => {
    const plain = text
      .slice(done, end)
      .replace(/\^\r?\n/g, '')
      .replace(/\^([\s\S])/g, '$1')
      .replaceAll('"', '');
    for (const part of source.parts(plain)) parts.push(part);
  };
  for (const match of text.matchAll(variablePattern)) {
    literal(match.index);
    const name = match[1] ?? match[2] ?? match[3];
    const written = source.written(match[0]);
    parts.push(
      name === undefined || name.startsWith('~')
        ? { kind: 'computed', names: match[4] === undefined ? [] : [match[4]], source: written }
        : { kind: 'variable', name, fallback: null, source: written },
    );
    done = match.index + match[0].length;
  }
  literal(text.length);
  return joinParts(parts);
}

function namesIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(/[%!](\w+)[%!]/g), (match) => match[1] ?? ''))];
}

function isWord(piece: Piece | undefined, word: string): boolean {
  return piece !== undefined && piece.text.replace(/^@/, '').toLowerCase() === word;
}
