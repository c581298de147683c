/**
 * JSON with two spaces of indent and a newline at the end. Characters that hide, reorder or command a terminal are
 * written as escapes: the value is the same, and printing it is safe.
 */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(unsafe, escaped)}\n`;
}

/** JSON itself escapes what is below U+0020; outside of strings none of these can occur. */
const unsafe = /[\u{7f}-\u{9f}\p{General_Category=Format}\p{Zl}\p{Zp}]/gu;

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
