import { visible } from '../text/visible.ts';

/** A block of code that nothing in it can end, with what would hide or reorder written out. */
export function fenced(language: string, text: string): string {
  const lines = text
    .split('\n')
    .map((line) => visible(line))
    .join('\n');
  const longest = Math.max(2, ...(lines.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${lines}\n${fence}`;
}
