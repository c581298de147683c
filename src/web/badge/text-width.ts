/** The width of a text at 11 pixels in Verdana, in pixels: the words of badges are few, and so are their letters. */
export function textWidth(text: string): number {
  const units = Array.from(text).reduce((sum, character) => sum + (widths.get(character) ?? widest), 0);
  return Math.ceil((units * size) / unitsPerEm);
}

const size = 11;
const unitsPerEm = 2048;

/** Of a letter that the table does not have. */
const widest = 1992;

const table: Readonly<Record<string, number>> = {
  ' ': 720,
  ',': 745,
  '0123456789': 1302,
  il: 562,
  j: 705,
  f: 720,
  t: 807,
  r: 874,
  cs: 1067,
  z: 1076,
  kvxy: 1212,
  e: 1220,
  a: 1230,
  o: 1243,
  bdgpq: 1276,
  hnu: 1296,
  w: 1676,
  m: 1992,
};

const widths: ReadonlyMap<string, number> = new Map(
  Object.entries(table).flatMap(([characters, width]) =>
    Array.from(characters, (character) => [character, width] as const),
  ),
);
