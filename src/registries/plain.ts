/**
 * Text from a repository as it may stand in a sentence: one line, without control characters and without characters
 * that reorder or hide what stands around them, cut to 200 characters. A backtick becomes an apostrophe, since
 * backticks mark code in our sentences.
 */
export function plain(text: string): string {
  const visible = text
    .slice(0, 4 * longest)
    .toWellFormed()
    .replace(breaking, ' ')
    .replace(invisible, '')
    .replaceAll('`', "'");
  const characters = Array.from(visible.replace(/\s+/gu, ' ').trim());
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
}

/**
 * Text from a repository as code in a sentence: between two backticks, with none of its own. Messages and steps mark
 * what a person copies or looks for in this way: commands, lines of files, names, values. Nothing where nothing can be
 * seen.
 */
export function codeWords(text: string): string {
  const shown = plain(text);
  return shown === '' ? '' : `\`${shown}\``;
}

/**
 * The name as a word of a command that a person may copy into any shell, or null where it holds a character that a
 * shell could take for something else.
 */
export function commandWord(name: string): string | null {
  return /^[@\w][\w@./-]*$/u.test(name) && name.length <= longest ? name : null;
}

/**
 * The name as the path of a URL, each of its parts encoded; null where it is not a name of at most `parts` parts, so
 * that it can never lead to another page than the one it is put into.
 */
export function urlPath(name: string, parts: 1 | 2 = 1): string | null {
  const pieces = name.split('/');
  const odd = pieces.length > parts || name.length > longest || !name.isWellFormed();
  if (odd || pieces.some((piece) => piece === '' || piece === '.' || piece === '..')) return null;
  return pieces.map((piece) => encodeURIComponent(piece).replaceAll('%40', '@')).join('/');
}

const longest = 200;

/** Line breaks and other control characters. */
const breaking = /[\p{Cc}\u2028\u2029]/gu;

/** Direction marks, zero-width characters and the like. */
const invisible = /\p{Cf}/gu;
