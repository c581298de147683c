import type { Place } from '../../../src/types/place.ts';

/** The stretch of a text that a place names. */
export function cut(text: string, at: Place): string {
  const lines = text.split('\n').slice(at.line - 1, at.endLine);
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? '').slice(0, at.endColumn - 1);
  lines[0] = (lines[0] ?? '').slice(at.column - 1);
  return lines.join('\n');
}

/** `3:5-4:10`. */
export function showPlace(at: Place): string {
  return `${at.line}:${at.column}-${at.endLine}:${at.endColumn}`;
}
