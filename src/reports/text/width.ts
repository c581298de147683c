/**
 * Columns that a text takes in a terminal. Marks that combine with the letter before them take none; East Asian wide
 * and fullwidth characters and emoji take two. The table below is shortened from Unicode's East Asian Width to whole
 * blocks: an unassigned code point inside of one counts as wide, which terminals do as well. No locale data is asked,
 * so that the same report takes the same space on every machine.
 */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  return pieces(text).reduce((width, piece) => width + widthOf(piece), 0);
}

/** The longest beginning of a text that fits, and the rest. At least one character is taken, so that a loop ends. */
export function splitAt(text: string, width: number): readonly [string, string] {
  let taken = '';
  let used = 0;
  for (const piece of pieces(text)) {
    used += widthOf(piece);
    if (used > width && taken !== '') break;
    taken += piece;
  }
  return [taken, text.slice(taken.length)];
}

/** The text, or as much of its beginning as fits before an ellipsis. */
export function shorten(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return width < 2 ? '…' : `${splitAt(text, width - 1)[0]}…`;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** A control character, which text that is fit to be shown does not hold: layout may mark places with it. */
export const zeroWidthMark = '\x0e';

const plain = /^[\x20-\x7e]*$/;
const combining = /^[\p{Mn}\p{Me}]$/u;
const emoji = /^\p{Emoji_Presentation}$/u;
const pictogram = /^\p{Extended_Pictographic}/u;

/** Characters, each with the U+FE0F behind it that asks for its emoji form. */
function pieces(text: string): readonly string[] {
  return text.match(/.\u{fe0f}?/gsu) ?? [];
}

function widthOf(piece: string): number {
  const code = piece.codePointAt(0) ?? 0;
  if (piece.length > 1 && piece.endsWith('\u{fe0f}') && pictogram.test(piece)) return 2;
  if (piece === zeroWidthMark) return 0;
  if (code < 0x300) return 1;
  const character = String.fromCodePoint(code);
  if (combining.test(character)) return 0;
  if (emoji.test(character)) return 2;
  return wideBlocks.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}

const wideBlocks: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f], // Hangul Jamo, leading consonants
  [0x2e80, 0x303e], // CJK radicals, symbols and punctuation
  [0x3041, 0x4dbf], // kana, bopomofo, compatibility, extension A
  [0x4e00, 0xa4cf], // unified ideographs, Yi
  [0xa960, 0xa97f], // Hangul Jamo extended
  [0xac00, 0xd7a3], // Hangul syllables
  [0xf900, 0xfaff], // compatibility ideographs
  [0xfe10, 0xfe19], // vertical forms
  [0xfe30, 0xfe6f], // compatibility and small forms
  [0xff00, 0xff60], // fullwidth forms
  [0xffe0, 0xffe6], // fullwidth signs
  [0x16fe0, 0x1b2ff], // Tangut, Khitan, kana supplements
  [0x20000, 0x3fffd], // supplementary ideographic planes
];
