import type { Word, WordPart } from './model.ts';

/**
 * A script as a grammar reads it: parts that are not shell (`${{ … }}`, values of an outer language) stand in it as
 * placeholder identifiers. Offsets count UTF-16 code units of `text`; lines are those of what was handed in.
 */
export interface SourceText {
  readonly text: string;
  /** Number of lines of the original. */
  readonly lines: number;
  /** 0-based line of the original in which the offset lies. */
  lineAt(offset: number): number;
  /** A stretch of `text` as parts of a word: text, and what the placeholders stand for. */
  parts(stretch: string): Word;
  /** A stretch of `text` as it was written. */
  written(stretch: string): string;
}

/**
 * Puts a placeholder in the place of each `${{ … }}`; one that never ends is left as it is. `misread` matches literal
 * text that the grammar takes for something else, and that is kept from it in the same way.
 */
export function sourceOfScript(script: string, misread?: RegExp): SourceText {
  return sourceOf(piecesOf(script, misread), script);
}

/** A script that is known only in part, such as the string handed to `bash -c`. */
export function sourceOfWord(word: Word, misread?: RegExp): SourceText {
  const pieces = word.flatMap((part): Piece[] =>
    part.kind === 'text' ? piecesOf(part.text, misread) : [{ part, written: writtenOf(part), breaks: 0 }],
  );
  return sourceOf(pieces, word.map((part) => (part.kind === 'text' ? part.text : '')).join(''));
}

/** Parts one after the other, neighbouring text joined, empty text left out. */
export function joinParts(parts: Iterable<WordPart>): Word {
  const joined: WordPart[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') joined.push({ kind: 'text', text });
    text = '';
  };
  for (const part of parts) {
    if (part.kind === 'text') text += part.text;
    else {
      flush();
      joined.push(part);
    }
  }
  flush();
  return joined;
}

interface Hole {
  readonly part: WordPart;
  readonly written: string;
  /** Line breaks within what was written; the placeholder stands on one line. */
  readonly breaks: number;
}

type Piece = string | Hole;

function sourceOf(pieces: readonly Piece[], original: string): SourceText {
  const holes: Hole[] = [];
  const prefix = unusedPrefix(original);
  const starts = [0];
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1)) starts.push(text.length + at + 1);
      text += piece;
    } else {
      text += `${prefix}${holes.length}_`;
      for (let broken = 0; broken < piece.breaks; broken++) starts.push(text.length);
      holes.push(piece);
    }
  }
  const pattern = new RegExp(`${prefix}(\\d+)_`, 'g');
  const split = (stretch: string): Piece[] =>
    holes.length === 0 || !stretch.includes(prefix)
      ? [stretch]
      : stretch
          .split(pattern)
          .map((piece, index): Piece => (index % 2 === 0 ? piece : (holes[Number(piece)] ?? piece)));
  return {
    text,
    lines: starts.length,
    lineAt: (offset) => lastAtOrBefore(starts, offset),
    parts: (stretch) =>
      joinParts(
        split(stretch).map((piece) => (typeof piece === 'string' ? { kind: 'text', text: piece } : piece.part)),
      ),
    written: (stretch) =>
      split(stretch)
        .map((piece) => (typeof piece === 'string' ? piece : piece.written))
        .join(''),
  };
}

/** A prefix that no stretch of the text can be mistaken for, whatever an author has put there. */
function unusedPrefix(text: string): string {
  const used = new Set(Array.from(text.matchAll(/MINT(\d{1,6})Q/g), (match) => Number(match[1])));
  let number = 0;
  while (used.has(number)) number++;
  return `MINT${number}Q`;
}

function piecesOf(script: string, misread: RegExp | undefined): Piece[] {
  const pieces = splitExpressions(script);
  if (misread === undefined || script.search(misread) < 0) return pieces;
  return pieces.flatMap((piece): Piece[] => {
    if (typeof piece !== 'string') return [piece];
    const texts = piece.split(misread);
    const kept = Array.from(piece.matchAll(new RegExp(misread, 'g')), ([written]) => written);
    return texts.flatMap((text, index) => {
      const written = kept[index];
      return written === undefined ? [text] : [text, { part: { kind: 'text', text: written }, written, breaks: 0 }];
    });
  });
}

function splitExpressions(script: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (let start = script.indexOf('${{'); start >= 0; start = script.indexOf('${{', done)) {
    const end = endOfExpression(script, start + 3);
    if (end === null) break;
    const written = script.slice(start, end);
    pieces.push(script.slice(done, start), {
      part: { kind: 'expression', expression: written.slice(3, -2).trim() },
      written,
      breaks: written.split('\n').length - 1,
    });
    done = end;
  }
  pieces.push(script.slice(done));
  return pieces;
}

/** The offset after `}}`; one inside a string of the expression does not count. */
function endOfExpression(script: string, from: number): number | null {
  let quoted = false;
  for (let at = from; at < script.length; at++) {
    const character = script[at];
    if (character === "'") quoted = !quoted;
    else if (!quoted && character === '}' && script[at + 1] === '}') return at + 2;
  }
  return null;
}

function writtenOf(part: WordPart): string {
  if (part.kind === 'text') return part.text;
  return part.kind === 'expression' ? `\${{ ${part.expression} }}` : part.source;
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
