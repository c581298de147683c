import { createHash } from 'node:crypto';

/** Postgres' `text` does not take NUL; messages that may hold one are kept with the mark for an unreadable character. */
export function withoutNul(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}

/** What may be of any length, as a key that fits into an index: itself while it is short, its digest where it is not. */
export function keyOf(text: string): string {
  return text.length <= longestKey ? withoutNul(text) : `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** An entry of an index takes some 2,700 bytes; a character takes up to four. */
const longestKey = 500;
