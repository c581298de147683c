import type { Place } from '../../types/place.ts';

/** Turns offsets of a text into lines, columns and places. */
export interface Positions {
  lineAt(offset: number): number;
  place(start: number, end: number): Place;
  /** The content of a block scalar whose header starts at `start`; `value` is its text as it was read. */
  blockPlace(start: number, end: number, value: string): Place;
}

export function positionsIn(text: string, path: string): Positions {
  const starts = lineStarts(text);
  // Trees are walked in the order of the text, so the line asked for is mostly the last one or one of the next.
  let current = 0;

  function indexAt(offset: number): number {
    for (let ahead = 0; ahead < 3; ahead += 1) {
      const start = starts[current + ahead] ?? Infinity;
      if (start <= offset && offset < (starts[current + ahead + 1] ?? Infinity)) return (current += ahead);
    }
    return (current = lastAtOrBefore(starts, offset));
  }

  function place(start: number, end: number): Place {
    const first = indexAt(start);
    const last = indexAt(end);
    return {
      path,
      line: first + 1,
      column: start - (starts[first] ?? 0) + 1,
      endLine: last + 1,
      endColumn: end - (starts[last] ?? 0) + 1,
    };
  }

  return {
    lineAt: (offset) => indexAt(offset) + 1,
    place,
    blockPlace: (start, end, value) => place(...contentOf(text, start, end, value)),
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
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

function contentOf(text: string, start: number, end: number, value: string): readonly [number, number] {
  const headerEnd = text.indexOf('\n', start);
  const contentEnd = headerEnd === -1 ? -1 : endOfLastWrittenLine(text, headerEnd + 1, end);
  if (contentEnd === -1) return [start, endOfHeader(text, start)];
  const firstLine = headerEnd + 1;
  // What the first written line has more than its value was taken off as indentation. Lines before it are blank and
  // may be shorter than that.
  const indentation = Math.max(0, leadingSpaces(text, firstLine) - leadingSpaces(value, 0));
  return [firstLine + Math.min(indentation, lengthOfLine(text, firstLine)), contentEnd];
}

/** The end of the last line between the offsets that holds more than white space, or -1. */
function endOfLastWrittenLine(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && isBlank(text[at - 1])) at -= 1;
  return at === from ? -1 : Math.min(to, at + lengthOfLine(text, at));
}

function endOfHeader(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isBlank(text[at])) at += 1;
  return at;
}

/** Spaces in front of the first line, from the offset on, that holds anything. */
function leadingSpaces(text: string, from: number): number {
  let spaces = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === ' ') spaces += 1;
    else if (text[at] === '\n') spaces = 0;
    else if (text[at] !== '\r' || text[at + 1] !== '\n') return spaces;
  }
  return 0;
}

/** Characters up to the end of the line, Windows' carriage return not counted. */
function lengthOfLine(text: string, from: number): number {
  const lineFeed = text.indexOf('\n', from);
  if (lineFeed === -1) return text.length - from;
  return (text[lineFeed - 1] === '\r' && lineFeed > from ? lineFeed - 1 : lineFeed) - from;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t';
}
