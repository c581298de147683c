import { visible } from '../text/visible.ts';

/**
 * Text from a repository as inert Markdown for GitHub: no HTML, no emphasis, no links (not even the ones that GitHub
 * makes of bare addresses), no mentions, no references to issues, no way out of a table cell. GitHub looks for mentions
 * and references after entities have been decoded, so those are broken by a zero-width space instead.
 *
 * Stretches between two backticks become code, where nothing has a meaning; a backtick without its partner is shown.
 */
export function prose(text: string): string {
  const pieces = visible(text).trim().split('`');
  const whole = pieces.length % 2 === 1;
  return pieces
    .map((piece, index) => {
      if (index % 2 === 0) return inert(piece);
      if (whole || index < pieces.length - 1) return code(piece);
      return `&#96;${inert(piece)}`;
    })
    .join('');
}

/** A name or path as code; as inert text where a code span cannot hold it (backticks, backslashes, a table's bars). */
export function code(text: string): string {
  const shown = visible(text);
  if (shown.trim() === '') return '';
  return /[`\\|]/.test(shown) ? inert(shown) : `\`${shown}\``;
}

/** `count` of the first items as code, and how many more there are. */
export function codeList(items: readonly string[], most: number): string {
  const shown = items.length <= most + 1 ? items : items.slice(0, most);
  const left = items.length - shown.length;
  return [...shown.map(code), ...(left === 0 ? [] : [`+${left} more`])].join(', ');
}

/** An address of our own tables as a link; anything that is not plainly one as text. */
export function address(url: string): string {
  return /^https:\/\/[\w.-]+(?:\/[\w\-.~:/?#@!$&'()*+,;=%]*)?$/.test(url) ? `<${url}>` : prose(url);
}

const zeroWidth = '&#8203;';

function inert(text: string): string {
  return text
    .replace(/^[-+=]|[&<>[\]*`|~\\$]|(?<![a-z\d])_|_(?![a-z\d])/gi, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/@|(?<!&)#|:(?=\/\/)|www(?=\.)|\bGH(?=-)|^\d+(?=[.)])/gi, (found) => found + zeroWidth);
}
