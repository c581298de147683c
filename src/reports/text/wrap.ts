import { displayWidth, splitAt } from './width.ts';

/**
 * A text in lines no wider than given, broken at spaces, and within a word only where the word alone is too wide: there
 * behind a hyphen, slash or the like if that does not leave too little.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((piece) => piece !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (displayWidth(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (displayWidth(line) > width) {
      const [most, rest] = splitAt(line, width);
      if (rest === '') break;
      const start = /^.+[-_/.,]/s.exec(most)?.[0] ?? most;
      const taken = start.length * 3 >= most.length ? start : most;
      lines.push(taken);
      line = line.slice(taken.length);
    }
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

/** As `wrap`, with `first` before the first line and spaces of the same width before the others. */
export function wrapAfter(first: string, text: string, width: number): readonly string[] {
  const indent = displayWidth(first);
  return wrap(text, Math.max(1, width - indent)).map(
    (line, index) => (index === 0 ? first : ' '.repeat(indent)) + line,
  );
}
