/**
 * The words of a text and the spaces between them. An expression that holds spaces, `${{ a.b }}`, counts as one word.
 */
export function wordsOf(text: string): readonly string[] {
  const pieces = text.match(/\s+|\S+/gu) ?? [];
  const words: string[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const end = endOfBraces(pieces, at);
    words.push(pieces.slice(at, end).join(''));
    at = end - 1;
  }
  return words;
}

/** Whether a word means nothing to GitHub and is no name that somebody would want to copy; a space is plain. */
export function isPlain(word: string): boolean {
  if (/^\s+$/u.test(word)) return true;
  if (!/^[\w'",.;:!?()%\u0080-\u{10ffff}-]+$/u.test(word) || word.includes('_')) return false;
  return !meaningful.test(word) || names.has(word.replace(/[,.;:!?()]+$|^\(/g, ''));
}

/** A word without the punctuation that belongs to the sentence around it: `(@scope/name),` is about `@scope/name`. */
export function trimmed(word: string): { readonly before: string; readonly middle: string; readonly after: string } {
  let start = 0;
  let end = word.length;
  for (let round = 0; round < 3; round += 1) {
    while (end > start + 1 && '.,;:!?'.includes(word[end - 1] ?? '')) end -= 1;
    const middle = word.slice(start, end);
    const open = count(middle, '(') - count(middle, ')');
    const isWrapped = open === 0 && middle.startsWith('(') && middle.endsWith(')');
    if (middle.length < 3) break;
    if (middle.startsWith('(') && (open > 0 || isWrapped)) start += 1;
    if (middle.endsWith(')') && (open < 0 || isWrapped)) end -= 1;
  }
  return { before: word.slice(0, start), middle: word.slice(start, end), after: word.slice(end) };
}

/** Names that look like addresses or files and are neither. */
const names: ReadonlySet<string> = new Set(
  [
    'Node.js e.g i.e crates.io pub.dev npmjs.com pypi.org rubygems.org RubyGems.org nuget.org hex.pm jsr.io',
    'packagist.org open-vsx.org central.sonatype.com',
  ].flatMap((words) => words.split(' ')),
);

/**
 * A dot before a letter (a host, a file, a context), a colon within (an address, an emoji's name), an option, what may
 * be a commit, an issue or an advisory.
 */
const meaningful =
  /(?:^|[\p{L}\p{N}])\.\p{L}|www\.|:[^\s.,;:!?()]|^-+\p{L}|(?<![\p{L}\p{N}])[0-9a-f]{7,}(?![\p{L}\p{N}])|\b(?:GH|GHSA|CVE)-/iu;

/** Where the word ends whose braces open at a piece: behind it, or where they are closed, at most twelve words on. */
function endOfBraces(pieces: readonly string[], at: number): number {
  let open = 0;
  for (let end = at; end < pieces.length && end < at + 24; end += 1) {
    open += count(pieces[end] ?? '', '{') - count(pieces[end] ?? '', '}');
    if (open <= 0) return end + 1;
  }
  return at + 1;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
