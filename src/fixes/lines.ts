/** A stretch of a text and what stands in its place afterwards. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** 1-based, both included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** The text with every splice done. They do not overlap. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let result = text;
  for (const { start, end, text: put } of splices.toSorted((a, b) => b.start - a.start || b.end - a.end))
    result = result.slice(0, start) + put + result.slice(end);
  return result;
}

/** Whether every line outside of a range is, byte for byte, as it was; null: no line was to change or to go. */
export function keepsOtherLines(before: string, after: string, touched: LineRange | null): boolean {
  const old = before.split('\n');
  const now = after.split('\n');
  const most = Math.min(old.length, now.length);
  let ahead = 0;
  while (ahead < most && old[ahead] === now[ahead]) ahead += 1;
  let behind = 0;
  while (behind < most - ahead && old[old.length - 1 - behind] === now[now.length - 1 - behind]) behind += 1;
  const changed = { first: ahead + 1, last: old.length - behind };
  if (changed.first > changed.last) return true;
  // A last line without an end gets one when something is put behind it.
  if (touched === null) return changed.first === old.length && `${old.at(-1)}\r` === now[old.length - 1];
  return changed.first >= touched.first && changed.last <= touched.last;
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line ends, before its line end. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  if (feed === -1) return text.length;
  return feed > offset && text[feed - 1] === '\r' ? feed - 1 : feed;
}

/** Where the next line starts; the end of the text for the last one. */
export function nextLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed === -1 ? text.length : feed + 1;
}

export function lineNumber(text: string, offset: number): number {
  let number = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) number += 1;
  return number;
}

/** The line end that a text uses. */
export function lineBreak(text: string): '\n' | '\r\n' {
  const feed = text.indexOf('\n');
  return feed > 0 && text[feed - 1] === '\r' ? '\r\n' : '\n';
}
