import { type Refused, refused } from '../edited.ts';
import { lineEnd, lineNumber, lineStart, nextLine } from '../lines.ts';
import { colonAfter, contentEnd, isFirstOnLine, slotEnd, slotStart } from './extent.ts';
import type { Change } from './insert.ts';
import type { YamlText } from './read.ts';
import { nodeIn, pairIn, type Slot } from './slot.ts';

type Entry = Exclude<Slot, { kind: 'root' }>;

/**
 * Takes out what a slot holds, with its key or dash and the lines that are its own. A mapping or list that is empty
 * afterwards stays as `{}` or `[]`.
 */
export function remove(yaml: YamlText, slot: Slot): Change | Refused {
  const { text } = yaml;
  if (slot.kind === 'root') return refused('not-applicable', 'a document is not deleted as a whole');
  const collection = slot.kind === 'pair' ? slot.map : slot.seq;
  const start = slotStart(text, slot);
  if (start === null) return refused('not-applicable', 'the item has an anchor or a tag');
  const end = slotEnd(text, slot);
  if (collection.flow === true) return removeFromFlow(text, slot, start, end);
  if (collection.items.length === 1) return leaveEmpty(yaml, slot);
  const touched = { first: lineNumber(text, start), last: lineNumber(text, end) };
  if (isFirstOnLine(text, start)) return removeLines(text, start, end);
  // `- key: value`: the next key takes the place behind the dash.
  const next = slotStart(text, { ...slot, index: slot.index + 1 });
  if (slot.index !== 0 || next === null) return refused('not-applicable', 'it shares its line with what stays');
  return { splices: [{ start, end: next, text: '' }], touched: { ...touched, last: lineNumber(text, next) } };
}

function removeLines(text: string, start: number, end: number): Change {
  const from = lineStart(text, start);
  let to = nextLine(text, end);
  // Of two blank lines that would meet, one goes.
  const isSetApart = from > 0 && text.slice(lineStart(text, from - 1), from).trim() === '';
  while (isSetApart && to < text.length && text.slice(to, lineEnd(text, to)).trim() === '') to = nextLine(text, to);
  const isLast = to === text.length && lineEnd(text, end) === text.length;
  const splice = isLast ? { start: previousEnd(text, from), end: to, text: '' } : { start: from, end: to, text: '' };
  const touched = { first: lineNumber(text, from), last: lineNumber(text, Math.max(end, to - 1)) };
  return { splices: [splice], touched: isLast ? { ...touched, first: Math.max(1, touched.first - 1) } : touched };
}

/** The end of the line before one that starts at `from`. */
function previousEnd(text: string, from: number): number {
  if (from === 0) return 0;
  return text[from - 2] === '\r' ? from - 2 : from - 1;
}

function leaveEmpty(yaml: YamlText, slot: Entry): Change | Refused {
  const { text } = yaml;
  const { holder } = slot;
  const collection = nodeIn(yaml, holder);
  if (holder.kind !== 'pair' || collection === null) return refused('not-applicable', 'nothing would be left there');
  const { key } = pairIn(holder);
  const colon = colonAfter(text, key);
  const last = contentEnd(text, collection);
  const empty = slot.kind === 'pair' ? ' {}' : ' []';
  const from = lineStart(text, collection.range[0]);
  const touched = { first: lineNumber(text, key.range[0]), last: lineNumber(text, last) };
  if (from <= colon) return { splices: [{ start: colon + 1, end: last, text: empty }], touched };
  const to = nextLine(text, last);
  return {
    splices: [
      { start: colon + 1, end: colon + 1, text: empty },
      { start: from, end: to, text: '' },
    ],
    touched,
  };
}

function removeFromFlow(text: string, slot: Entry, start: number, end: number): Change {
  const next = neighbour(slot, 1);
  const before = neighbour(slot, -1);
  const nextStart = next === null ? null : slotStart(text, next);
  const splice =
    nextStart !== null
      ? { start, end: nextStart, text: '' }
      : before !== null
        ? { start: slotEnd(text, before), end, text: '' }
        : onlyOne(text, slot, start, end);
  return {
    splices: [splice],
    touched: { first: lineNumber(text, splice.start), last: lineNumber(text, splice.end) },
  };
}

/** All between the brackets, when nothing but blanks and a comma stands there besides. */
function onlyOne(text: string, slot: Entry, start: number, end: number) {
  const [open, close] = (slot.kind === 'pair' ? slot.map : slot.seq).range;
  const isPlain = /^[\s,]*$/.test(text.slice(open + 1, start) + text.slice(end, close - 1));
  return isPlain ? { start: open + 1, end: close - 1, text: '' } : { start, end, text: '' };
}

function neighbour(slot: Entry, by: number): Entry | null {
  const index = slot.index + by;
  const { length } = (slot.kind === 'pair' ? slot.map : slot.seq).items;
  return index < 0 || index >= length ? null : { ...slot, index };
}
