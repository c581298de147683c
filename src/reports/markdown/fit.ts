/** GitHub takes 65,535 characters and does not say how it counts; so many bytes are too few by any count. */
export const mostBytes = 65_000;

/**
 * Blocks of Markdown as one text. Where they are too long together, blocks are left out from the end, and `left` says
 * how many; a block is never cut, and no heading stays behind alone.
 */
export function fit(blocks: readonly string[], left: (number: number) => string, most = mostBytes): string {
  const sizes = blocks.map((block) => bytesOf(block) + 2);
  if (sizes.reduce((sum, size) => sum + size, 0) <= most) return blocks.join('\n\n');
  let room = most - bytesOf(left(blocks.length)) - 2;
  let taken = 0;
  while (taken < blocks.length && (sizes[taken] ?? 0) <= room) {
    room -= sizes[taken] ?? 0;
    taken += 1;
  }
  const isHeading = (block: string) => /^#+ [^\n]*$/.test(block);
  const number = blocks.slice(taken).filter((block) => !isHeading(block)).length;
  while (taken > 0 && isHeading(blocks[taken - 1] ?? '')) taken -= 1;
  return [...blocks.slice(0, taken), left(number)].join('\n\n');
}

/** The length of a text in UTF-8. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
