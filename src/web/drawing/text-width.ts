import { displayWidth, shorten, splitAt } from '../../reports/text/width.ts';

/**
 * The width of a text in pixels as a system's usual fonts set it, rounded up a little: pictures are laid out on the
 * server, where nobody knows the reader's font.
 *
 * @param size of the font, in pixels
 */
export function textWidth(text: string, size: number): number {
  const ems = charactersOf(text).reduce((sum, character) => sum + (letters.get(character) ?? widthOf(character)), 0);
  return ems * size * margin;
}

/** The text, or as much of its beginning as fits before an ellipsis. */
export function fitting(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  // No character is narrower than a quarter of the font's size: longer texts need not be measured whole.
  let shown = splitAt(text, Math.ceil((width / size) * 4))[0];
  while (shown !== '' && textWidth(`${shown}…`, size) > width) shown = shown.slice(0, -1);
  return `${shown.toWellFormed()}…`;
}

/** A name that is read from its end, as a path: its beginning gives way. */
export function fittingEnd(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  let shown = text.slice(-Math.ceil((width / size) * 4));
  while (shown !== '' && textWidth(`…${shown}`, size) > width) shown = shown.slice(1);
  return `…${shown.toWellFormed()}`;
}

/** What a picture is told by, where there is no room for all of it. */
export function asTitle(text: string): string {
  return shorten(text, 200);
}

const margin = 1.06;

/** In ems, by groups of letters that are about as wide as each other in the sans-serifs of the common systems. */
const groups: readonly (readonly [string, number])[] = [
  ["iljI|!.,:;'`", 0.28],
  ['ftr()[]{}/\\-" ', 0.36],
  ['abcdeghknopqsuvxyzJL?*0123456789$+<>=_~^#&', 0.57],
  ['ABCDEFGHKNOPQRSTUVXYZ', 0.69],
  ['mwMW@%', 0.92],
  ['…–—', 0.95],
];

const letters: ReadonlyMap<string, number> = new Map(
  groups.flatMap(([characters, width]) => charactersOf(characters).map((character) => [character, width] as const)),
);

function charactersOf(text: string): readonly string[] {
  return text.match(/./gsu) ?? [];
}

function widthOf(character: string): number {
  const columns = displayWidth(character);
  return columns === 2 ? 1.05 : columns * 0.7;
}
